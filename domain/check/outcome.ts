// What the dialogs are told, now or when the same attempt is delivered again.
import type { AttemptOutcome } from '../../prisma/generated/enums.ts'
import type { Client } from './locks.ts'
import { type CheckLimits, type Counted, readStanding } from './standing.ts'

export type Attempt = {
  /** Conversation and inbound id: the same key again is the same attempt. */
  inboundKey: string
  conversationId: string
  identityHash: Buffer
  addressHash: Buffer
  codeHash: Buffer
  pairHash: Buffer
  /** The audit log's id of the person. */
  subject: string | null
}

export type CheckOutcome =
  | { kind: 'match' }
  /** Unknown code, wrong date, cancelled, or a code that is closed: always the same. `left`: tries left for this person, here and now. */
  | { kind: 'miss'; misses: number; offerHelp: boolean; left: number }
  | { kind: 'expired' }
  | { kind: 'used' }
  /** This conversation, identity or address has no tries left; nothing was compared. */
  | { kind: 'closed'; until: Date }
  /** Too many misses everywhere, or rows that cannot be read or written: the check refuses. */
  | { kind: 'unavailable' }

export type Verdict =
  | { kind: 'compared'; result: AttemptOutcome; counted: Counted }
  | { kind: 'closed'; until: Date }
  | { kind: 'alarm'; misses: number }

export function outcomeOf(verdict: Verdict, limits: CheckLimits): CheckOutcome {
  if (verdict.kind === 'closed') return verdict
  if (verdict.kind === 'alarm') return { kind: 'unavailable' }
  const { result, counted } = verdict
  if (result === 'match' || result === 'expired' || result === 'used') return { kind: result }
  const left = Math.max(0, Math.min(
    limits.missesPerConversation - counted.conversation, limits.missesPerIdentity - counted.identity, limits.missesPerAddress - counted.address))
  return { kind: 'miss', misses: counted.conversation, offerHelp: counted.conversation >= limits.helpAtMiss || left === 0, left }
}

type Stored = { id: string; outcome: AttemptOutcome; createdAt: Date }

/**
 * The verdict of an attempt that was made before, as it was then. One that is still unfinished
 * belongs to a process that died (its lock is gone): a miss, and not compared again, or a key could be used to guess.
 */
export async function readStored(client: Client, attempt: Attempt, limits: CheckLimits): Promise<Verdict> {
  const { rows } = await client.query<Stored>(`select id::text, outcome, "createdAt" from "CodeAttempt" where "inboundKey" = $1`, [attempt.inboundKey])
  const stored = rows[0]
  if (!stored) throw new Error('the attempt is gone')
  const standing = await readStanding(client, attempt, { limits, at: stored.createdAt, upTo: stored.id })
  const { conversation, identity, address } = standing
  if (stored.outcome === 'closed') {
    const times = [conversation, identity, address].map(({ closedUntil }) => closedUntil?.getTime() ?? 0)
    return { kind: 'closed', until: new Date(Math.max(...times, stored.createdAt.getTime())) }
  }
  return {
    kind: 'compared', result: stored.outcome,
    counted: { conversation: atLeastThis(conversation.misses), identity: atLeastThis(identity.misses), address: atLeastThis(address.misses) },
  }
}

/** A digimaatje may have reopened the check since; the attempt itself was a miss all the same. */
const atLeastThis = (misses: number) => Math.max(1, misses)
