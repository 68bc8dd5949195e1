// How long the queue takes to read.
import { setTimeout as pause } from 'node:timers/promises'
import type { Helper } from './helper.ts'

const pace = 10

/** Reads it so often, one after another, each time by another digimaatje. Times in ms. */
export async function readQueue(url: string, helpers: readonly Helper[], { times, least }: { times: number; /** rows that must be in it */ least: number }): Promise<number[]> {
  const took: number[] = []
  for (let time = 0; time < times; time += 1) {
    took.push(await readOnce(url, helpers[time % helpers.length] as Helper, least))
    await pause(pace)
  }
  return took
}

/** Everybody at once, as after a restart. */
export function readQueueAtOnce(url: string, helpers: readonly Helper[], least: number): Promise<number[]> {
  return Promise.all(helpers.map((helper) => readOnce(url, helper, least)))
}

async function readOnce(url: string, helper: Helper, least: number): Promise<number> {
  const asked = performance.now()
  const { rows } = await helper.rows(url)
  const took = performance.now() - asked
  if (rows.length < least) throw new Error(`the queue has ${rows.length} rows`)
  return took
}
