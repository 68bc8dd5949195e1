// Digimaatjes take people out of the queue: how long until it is theirs, and until all the others see it.
import { setTimeout as pause } from 'node:timers/promises'
import type { Helper } from './helper.ts'

export type ClaimLoad = {
  /** Where the claims are made; the consoles may be online at another process. */
  url: string
  helpers: readonly Helper[]
  conversations: readonly string[]
  /** null: all of them at once. */
  perSecond: number | null
}
/** Times in ms from the press: until the answer, until one other console had the row, until the last of them had it. */
export type ClaimTimes = { answered: number[]; seen: number[]; seenByAll: number[]; missed: number }

type Claim = { pressed: number; by: Helper; seen: Map<Helper, number> }

const patience = 5_000

/** Each conversation is claimed by the next helper, and when all is measured given back to the queue. */
export async function measureClaims({ url, helpers, conversations, perSecond }: ClaimLoad): Promise<ClaimTimes> {
  const claims = new Map<string, Claim>()
  const answered: number[] = []
  for (const helper of helpers) {
    helper.hears = (frame, at) => {
      if (frame.kind !== 'rows') return
      for (const { id, state } of frame.rows) if (state === 'human') note(claims.get(id), helper, at)
    }
  }
  const press = async (conversation: string, by: Helper) => {
    const pressed = performance.now()
    claims.set(conversation, { pressed, by, seen: new Map() })
    await by.move(url, conversation, { kind: 'claim' })
    answered.push(performance.now() - pressed)
  }
  await each(conversations, perSecond, (conversation, index) => press(conversation, helpers[index % helpers.length] as Helper))
  await untilSeen(claims, helpers.length - 1)
  for (const helper of helpers) helper.hears = () => {}
  for (const [conversation, { by }] of claims) await by.move(url, conversation, { kind: 'release' })
  return { answered, ...timesOf([...claims.values()], helpers.length - 1) }
}

/** Whoever claimed it sees it in the answer. */
function note(claim: Claim | undefined, helper: Helper, at: number): void {
  if (claim && helper !== claim.by && !claim.seen.has(helper)) claim.seen.set(helper, at)
}

/** At a steady pace, whatever each takes; or all at once. */
async function each(conversations: readonly string[], perSecond: number | null, act: (conversation: string, index: number) => Promise<void>): Promise<void> {
  const begun = performance.now()
  await Promise.all(conversations.map(async (conversation, index) => {
    if (perSecond !== null) await pause(Math.max(0, begun + (1_000 * index) / perSecond - performance.now()))
    await act(conversation, index)
  }))
}

async function untilSeen(claims: Map<string, Claim>, others: number): Promise<void> {
  const end = performance.now() + patience
  while (performance.now() < end && [...claims.values()].some(({ seen }) => seen.size < others)) await pause(20)
}

function timesOf(claims: readonly Claim[], others: number): Omit<ClaimTimes, 'answered'> {
  return {
    seen: claims.flatMap(({ pressed, seen }) => [...seen.values()].map((at) => at - pressed)),
    seenByAll: claims.filter(({ seen }) => seen.size === others).map(({ pressed, seen }) => Math.max(...seen.values()) - pressed),
    missed: claims.reduce((sum, { seen }) => sum + others - seen.size, 0),
  }
}
