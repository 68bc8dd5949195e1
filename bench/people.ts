// Simulated people: whole conversations one after another, each answer timed and checked.
import { randomUUID } from 'node:crypto'
import type { Agent } from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'
import { checkTranscript, expectedOf } from './check.ts'
import { createAgent, type Dialogue, openDialogue } from './dialogue.ts'
import { codeOf } from './letters.ts'
import type { Reference } from './reference.ts'

/** `first` is the number of the first conversation of this load: each has a letter of its own, and one of a thousand network addresses. */
export type Load = { url: string; people: number; conversations: number; first: number }
/** Times in ms. A turn lasts from the POST's start until its last reply is there and the POST is answered. */
export type LoadResult = {
  seconds: number
  turns: number[]
  starts: number[]
  /** WhatsApp: until the webhook was answered. */
  webhooks?: number[]
  finished: number
  lost: number
  doubled: number
  disordered: number
  /** What went wrong otherwise, and how often. */
  failures: Record<string, number>
}

const patience = 10_000
/** After its end a conversation is listened to this long for replies that come twice. */
const listenOn = 250
const addresses = 1_000

/** Runs the load as fast as it goes: nobody thinks, everybody answers at once. */
export async function runLoad(load: Load, reference: Reference): Promise<LoadResult> {
  const result: LoadResult = { seconds: 0, turns: [], starts: [], finished: 0, lost: 0, doubled: 0, disordered: 0, failures: {} }
  const afterwards: Promise<void>[] = []
  let next = 0
  const person = async () => {
    const agent = createAgent()
    while (next < load.conversations) {
      const number = load.first + next
      next += 1
      await converse({ url: load.url, agent, address: addressOf(number), code: codeOf(number), reference, result, afterwards }).catch((error: Error) => {
        result.failures[error.message] = (result.failures[error.message] ?? 0) + 1
      })
    }
    agent.destroy()
  }
  const started = performance.now()
  await Promise.all(Array.from({ length: load.people }, person))
  result.seconds = (performance.now() - started) / 1_000
  await Promise.all(afterwards)
  return result
}

type Part = { url: string; agent: Agent; address: string; code: string; reference: Reference; result: LoadResult; afterwards: Promise<void>[] }

async function converse({ code, reference, result, afterwards, ...caller }: Part): Promise<void> {
  const started = performance.now()
  const dialogue = await openDialogue(caller)
  const sent: string[] = []
  try {
    let expected = reference.welcome.length
    if (!await dialogue.untilHeard(expected, patience)) return
    result.starts.push(performance.now() - started)
    for (const { post, isCode, replies } of reference.turns) {
      const id = randomUUID()
      sent.push(id)
      expected += 1 + replies.length
      const asked = performance.now()
      const [, heard] = await Promise.all([dialogue.post({ ...post, ...(isCode && { text: code }), channelData: { clientActivityID: id } }), dialogue.untilHeard(expected, patience)])
      if (!heard) return
      result.turns.push(performance.now() - asked)
    }
    result.finished += 1
  } finally {
    afterwards.push(judge(dialogue, { sent, reference, result }))
  }
}

async function judge(dialogue: Dialogue, { sent, reference, result }: { sent: string[]; reference: Reference; result: LoadResult }): Promise<void> {
  await pause(listenOn)
  dialogue.close()
  const verdict = checkTranscript(dialogue.heard, expectedOf(reference, sent))
  result.lost += verdict.lost
  result.doubled += verdict.doubled
  result.disordered += verdict.disordered
}

/** People of the same network share limits, as they should; these are a thousand networks. */
function addressOf(number: number): string {
  const address = number % addresses
  return `10.7.${Math.floor(address / 250)}.${(address % 250) + 1}`
}
