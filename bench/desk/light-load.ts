// People who go through their journey at a steady pace while something else is measured.
import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { createAgent, type Dialogue, openDialogue } from '../dialogue.ts'
import { codeOf } from '../letters.ts'
import type { Reference } from '../reference.ts'

/** `first`: number of the first letter that may be used. */
export type LightLoad = { url: string; reference: Reference; perSecond: number; first: number }

const patience = 10_000
const second = 1_000

/** Starts so many people, each with an answer a second. `stop` resolves with how long each turn took, in ms, when all are done. */
export function startLightLoad(load: LightLoad): { stop: () => Promise<number[]> } {
  const state = { running: true, next: load.first }
  const turns: number[] = []
  const everybody = Array.from({ length: load.perSecond }, async (_, index) => {
    await pause((index * second) / load.perSecond)
    while (state.running) {
      state.next += 1
      await converse(load, state.next, { turns, goesOn: () => state.running })
    }
  })
  return {
    stop: async () => {
      state.running = false
      await Promise.all(everybody)
      return turns
    },
  }
}

type Course = { turns: number[]; goesOn: () => boolean }

async function converse({ url, reference }: LightLoad, number: number, course: Course): Promise<void> {
  const agent = createAgent()
  const dialogue = await openDialogue({ url, agent, address: `10.8.${Math.floor(number / 250) % 250}.${(number % 250) + 1}` })
  try {
    let expected = reference.welcome.length
    await dialogue.untilHeard(expected, patience)
    for (const { post, isCode, replies } of reference.turns) {
      if (!course.goesOn()) return
      expected += 1 + replies.length
      const took = await take(dialogue, { ...post, ...(isCode && { text: codeOf(number) }) }, expected)
      course.turns.push(took)
      await pause(Math.max(0, second - took))
    }
  } finally {
    dialogue.close()
    agent.destroy()
  }
}

async function take(dialogue: Dialogue, post: object, expected: number): Promise<number> {
  const asked = performance.now()
  const [, heard] = await Promise.all([dialogue.post({ ...post, channelData: { clientActivityID: randomUUID() } }), dialogue.untilHeard(expected, patience)])
  if (!heard) throw new Error('the bot does not answer')
  return performance.now() - asked
}
