// What consoles cost the bot: its turns per second without and with them, and what the machine does while nothing happens.
import { setTimeout as pause } from 'node:timers/promises'
import type { LoadResult } from '../people.ts'
import { cpuOf, cpuOfTree } from '../processes.ts'
import { type Bench, goOffline, goOnline } from './bench.ts'

/** Turns per second of the bot in one round, and CPU milliseconds (app and PostgreSQL) of each: on a busy machine those say more. */
export type Load = { turnsPerSecond: number; cpu: number }
export type Cost = { without: Load; with: Load }
/** CPU milliseconds a second, app and PostgreSQL together. */
export type Rest = { without: number; with: number }

const restSeconds = 5
const settling = 1_000
const load = { people: 50, warmUp: 300, conversations: 150, conversationsShort: 60 }
/** Many short ones: what else this machine does hits both of a pair alike, or else the median passes it over. */
const pairsPerRound = 3

/** Pairs, the first to go alternating. */
export async function measureCost(bench: Bench): Promise<Cost[]> {
  const { scene: { app, driver }, options: { rounds }, tell } = bench
  const many = rounds > 1 ? load.conversations : load.conversationsShort
  let first = 0
  const run = async (conversations: number): Promise<Load> => {
    const before = cpuNow(bench)
    const { turns, seconds } = await driver.ask<LoadResult>({ url: app.url, people: load.people, conversations, first })
    first += conversations
    return { turnsPerSecond: turns.length / seconds, cpu: (1_000 * (cpuNow(bench) - before)) / turns.length }
  }
  const runOnline = async () => {
    await goOnline(bench, app.url)
    return run(many).finally(() => goOffline(bench))
  }
  await run(load.warmUp)
  const cost: Cost[] = []
  for (let pair = 0; pair < rounds * pairsPerRound; pair += 1) {
    const early = pair % 2 === 0 ? null : await runOnline()
    const without = await run(many)
    const one = { without, with: early ?? await runOnline() }
    cost.push(one)
    tell(`  bot: ${describe(one.without)}; with consoles ${describe(one.with)}`)
  }
  return cost
}

const describe = ({ turnsPerSecond, cpu }: Load) => `${turnsPerSecond.toFixed(0)} turns/s, ${cpu.toFixed(2)} ms CPU each`

export async function measureRest(bench: Bench): Promise<Rest> {
  const without = await watchCpu(bench)
  await goOnline(bench, bench.scene.app.url)
  const rest = { without, with: await watchCpu(bench) }
  await goOffline(bench)
  return rest
}

async function watchCpu(bench: Bench): Promise<number> {
  await pause(settling)
  const before = cpuNow(bench)
  await pause(restSeconds * 1_000)
  return (1_000 * (cpuNow(bench) - before)) / restSeconds
}

const cpuNow = ({ scene: { app, postgres } }: Bench) => cpuOf(app.process.pid) + cpuOfTree(postgres)
