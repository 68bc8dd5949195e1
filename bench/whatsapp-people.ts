// Simulated people on WhatsApp: signed webhooks in, replies as Twilio accepts them; each turn timed and checked.
import { setTimeout as pause } from 'node:timers/promises'
import type { FakeMessage, FakeTwilio } from '../tests/support/fake-twilio.ts'
import { type Verdict, verdictOf } from './check.ts'
import { codeOf } from './letters.ts'
import type { Load, LoadResult } from './people.ts'
import type { WhatsAppReference } from './whatsapp-reference.ts'

type Ear = { heard: FakeMessage[]; at: number; waiting: { count: number; settle: (good: boolean) => void } | null }
type Part = { fake: FakeTwilio; reference: WhatsAppReference; result: Required<LoadResult>; ears: Map<string, Ear>; afterwards: Promise<void>[] }

const patience = 10_000
/** After its end a conversation is listened to this long for replies that come twice. */
const listenOn = 250
const firstPhone = 31_610_000_000

/** Runs the load against `load.url` as fast as it goes. A turn lasts from its webhook's start until its last reply is accepted. */
export async function runWhatsAppLoad(load: Load, fake: FakeTwilio, reference: WhatsAppReference): Promise<LoadResult> {
  fake.webhookUrl = `${load.url}/api/whatsapp`
  const result: Required<LoadResult> = { seconds: 0, turns: [], starts: [], webhooks: [], finished: 0, lost: 0, doubled: 0, disordered: 0, failures: {} }
  const part: Part = { fake, reference, result, ears: new Map(), afterwards: [] }
  const deaf = fake.listen((message) => hear(part.ears.get(message.to), message))
  let next = 0
  const person = async () => {
    while (next < load.conversations) {
      const number = load.first + next
      next += 1
      await converse(part, number).catch((error: Error) => count(result.failures, error.message))
    }
  }
  const started = performance.now()
  await Promise.all(Array.from({ length: load.people }, person))
  result.seconds = (performance.now() - started) / 1_000
  await Promise.all(part.afterwards)
  deaf()
  for (const violation of fake.violations) count(result.failures, violation)
  fake.forget()
  return result
}

async function converse({ fake, reference, result, ears, afterwards }: Part, number: number): Promise<void> {
  const phone = `+${firstPhone + number}`
  const ear: Ear = { heard: [], at: 0, waiting: null }
  ears.set(`whatsapp:${phone}`, ear)
  const expected: string[] = []
  try {
    for (const [index, { fields, isCode, replies }] of reference.turns.entries()) {
      expected.push(...replies.map(({ body }) => body))
      const asked = performance.now()
      const [{ status, ms }, heard] = await Promise.all([fake.deliverInbound({ from: phone, ...fields, ...(isCode && { body: codeOf(number) }) }), untilHeard(ear, expected.length)])
      if (status !== 200) throw new Error(`the webhook answered ${status}`)
      if (!heard) throw new Error(`no answer in time in turn ${index}`)
      result.webhooks.push(ms)
      result.turns.push(ear.at - asked)
      if (index === 0) result.starts.push(ear.at - asked)
    }
    result.finished += 1
  } finally {
    afterwards.push(pause(listenOn).then(() => add(result, verdictOf(ear.heard.map(({ body }) => body), expected))))
  }
}

function hear(ear: Ear | undefined, message: FakeMessage): void {
  if (!ear || message.direction === 'inbound') return
  ear.heard.push(message)
  ear.at = performance.now()
  if (ear.waiting && ear.heard.length >= ear.waiting.count) ear.waiting.settle(true)
}

function untilHeard(ear: Ear, wanted: number): Promise<boolean> {
  if (ear.heard.length >= wanted) return Promise.resolve(true)
  return new Promise((resolve) => {
    const timer = setTimeout(() => ear.waiting?.settle(false), patience)
    const settle = (good: boolean) => {
      clearTimeout(timer)
      ear.waiting = null
      resolve(good)
    }
    ear.waiting = { count: wanted, settle }
  })
}

function add(result: LoadResult, { lost, doubled, disordered }: Verdict): void {
  result.lost += lost
  result.doubled += doubled
  result.disordered += disordered
}

function count(failures: Record<string, number>, what: string): void {
  failures[what] = (failures[what] ?? 0) + 1
}
