// The check of code and birth date: does the organisation's record agree? Its limits hold across conversations, channels and processes.
// How, and why so: a row per attempt is committed before anything is compared, under locks; the limits are counts of those rows.
import type { Database } from '../prisma/client.ts'
import { commitAndCompare, recordAttempt, recordRefusal, recordResult } from './check/record.ts'
import { createLanes } from './check/lanes.ts'
import { type Client, lockGlobal, withLocks } from './check/locks.ts'
import { type CheckLimits, type Counted, readStanding, type Standing } from './check/standing.ts'
import { type Attempt, type CheckOutcome, outcomeOf, readStored, type Verdict } from './check/outcome.ts'

export type { Attempt, CheckOutcome } from './check/outcome.ts'
export type CheckSubject = Pick<Attempt, 'conversationId' | 'identityHash' | 'addressHash'>
export type CheckState = { kind: 'open' } | { kind: 'closed'; until: Date } | { kind: 'unavailable' }
export type CodeKindName = 'activatiecode' | 'koppelcode'

export type Check = {
  /** Never rejects: what cannot be counted or recorded is `unavailable`. */
  attempt: (attempt: Attempt) => Promise<CheckOutcome>
  /** May this conversation try at all? Asked before the question for the code. */
  state: (subject: CheckSubject) => Promise<CheckState>
  /** Were codes of this kind imported? Known for 30 seconds; unreadable means no. */
  kindIsChecked: (kind: CodeKindName) => Promise<boolean>
}

export type CheckParts = {
  db: Database
  limits: CheckLimits
  now: () => Date
  /** The whole product misses too often: somebody should look. At most once a minute. */
  onAlarm?: (misses: number) => void
  /** Why an attempt became `unavailable`. */
  onFailure?: (error: unknown) => void
}

const kindsKnownFor = 30_000
const alarmEvery = 60_000

export function createCheck(parts: CheckParts): Check {
  const alarm = alarmBell(parts)
  const inLane = createLanes(parts.limits.lanes)
  const attemptNow = async (attempt: Attempt): Promise<CheckOutcome> => {
    const verdict = await inLane(() => withLocks(parts.db.sql, attempt, (client) => judge(client, attempt, parts)))
    if (verdict.kind === 'alarm') alarm(verdict.misses)
    return outcomeOf(verdict, parts.limits)
  }
  const failed = (error: unknown): { kind: 'unavailable' } => {
    parts.onFailure?.(error)
    return { kind: 'unavailable' }
  }
  return {
    attempt: (attempt) => attemptNow(attempt).catch(failed),
    state: (subject) => stateOf(subject, parts).catch(failed),
    kindIsChecked: kindsKnown(parts),
  }
}

/** Everything on one connection with its locks taken, whose own lock makes a redelivery that comes meanwhile wait for this verdict. */
async function judge(client: Client, attempt: Attempt, { limits, now }: CheckParts): Promise<Verdict> {
  const at = now()
  const standing = await readExactStanding(client, attempt, { limits, at })
  if (standing.stored) return commit(client, await readStored(client, attempt, limits))
  if (standing.global >= limits.global.misses) {
    await recordRefusal(client, attempt, 'unavailable')
    return commit(client, { kind: 'alarm', misses: standing.global })
  }
  const until = closedUntil(standing)
  if (until) {
    await recordAttempt(client, attempt, { at, outcome: 'closed' })
    return commit(client, { kind: 'closed', until })
  }
  // A closed code is compared like any other, so that it takes as long; only the verdict differs.
  const codeClosed = standing.code.closedUntil !== null
  const id = await recordAttempt(client, attempt, { at, outcome: codeClosed ? 'codeClosed' : 'pending' })
  const comparison = await commitAndCompare(client, attempt, { at, codeClosed })
  await recordResult(client, attempt, { id, ...comparison })
  return { kind: 'compared', result: comparison.result, counted: withThisMiss(standing) }
}

async function commit(client: Client, verdict: Verdict): Promise<Verdict> {
  await client.query('commit')
  return verdict
}

/** The global limit has a lock of its own only when it comes near: it would make everybody's attempts wait for each other. */
async function readExactStanding(client: Client, attempt: Attempt, options: { limits: CheckLimits; at: Date }): Promise<Standing> {
  const standing = await readStanding(client, attempt, options)
  if (standing.global < options.limits.global.misses / 2) return standing
  await lockGlobal(client)
  return readStanding(client, attempt, options)
}

async function stateOf(subject: CheckSubject, { db, limits, now }: CheckParts): Promise<CheckState> {
  const standing = await readStanding(db.sql, { ...subject, codeHash: null, inboundKey: null }, { limits, at: now() })
  if (standing.global >= limits.global.misses) return { kind: 'unavailable' }
  const until = closedUntil(standing)
  return until ? { kind: 'closed', until } : { kind: 'open' }
}

function closedUntil({ conversation, identity, address }: Standing): Date | null {
  const times = [conversation, identity, address].flatMap(({ closedUntil: until }) => (until ? [until.getTime()] : []))
  return times.length > 0 ? new Date(Math.max(...times)) : null
}

const withThisMiss = ({ conversation, identity, address }: Standing): Counted => ({
  conversation: conversation.misses + 1, identity: identity.misses + 1, address: address.misses + 1,
})

function kindsKnown({ db, now, onFailure }: CheckParts): Check['kindIsChecked'] {
  const known = new Map<CodeKindName, { is: boolean; at: number }>()
  return async (kind) => {
    const at = now().getTime()
    const remembered = known.get(kind)
    if (remembered && at - remembered.at < kindsKnownFor) return remembered.is
    try {
      const is = await db.prisma.activationCode.findFirst({ where: { kind }, select: { referentie: true } }) !== null
      known.set(kind, { is, at })
      return is
    } catch (error) {
      onFailure?.(error)
      return remembered?.is ?? false
    }
  }
}

function alarmBell({ now, onAlarm }: CheckParts): (misses: number) => void {
  let last = -Infinity
  return (misses) => {
    const at = now().getTime()
    if (at - last < alarmEvery) return
    last = at
    onAlarm?.(misses)
  }
}
