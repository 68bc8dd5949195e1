// What an outcome makes of a delivery: its next status, and whether the conversation's later ones must wait for it. Plain rules, no database.
import type { Limits } from '../../domain/limits.ts'
import type { SendOutcome } from './types.ts'

export type Mark = { id: string; status: 'accepted' | 'due' | 'unknown' | 'failed' | 'cancelled' | 'unresolved'; providerId?: string; error?: string; dueAt?: Date }
export type Settled =
  | { kind: 'done'; mark: Mark }
  /** Nothing of this conversation is sent before then. */
  | { kind: 'wait'; mark: Mark; until: Date }
  /** Outside the window: waits for the person. */
  | { kind: 'park' }
  /** Never; and nothing else of this conversation either (`rest`), or of the whole sender (`hold`). */
  | { kind: 'stop'; mark: Mark; rest: 'goesOn' | 'cancelled' | 'optOut' }
  | { kind: 'hold'; mark: Mark; until: Date; code: string }

type Tried = { id: string; attempts: number; createdAt: Date }

/** @param now the time after the try */
export function settle(row: Tried, outcome: SendOutcome, { now, limits }: { now: Date; limits: Limits['delivery'] }): Settled {
  const { id } = row
  switch (outcome.kind) {
    case 'accepted': return { kind: 'done', mark: { id, status: 'accepted', providerId: outcome.providerId } }
    case 'window': return { kind: 'park' }
    case 'unknown': {
      const until = after(now, limits.reconcileAfter)
      return { kind: 'wait', until, mark: { id, status: 'unknown', error: outcome.code, dueAt: until } }
    }
    case 'later': {
      if (now.getTime() - row.createdAt.getTime() > limits.giveUpAfter) return { kind: 'stop', rest: 'goesOn', mark: { id, status: 'failed', error: outcome.code } }
      const until = after(now, Math.max(outcome.after, backOff(row.attempts, limits)))
      return { kind: 'wait', until, mark: { id, status: 'due', error: outcome.code, dueAt: until } }
    }
    case 'failed': {
      if (outcome.cause === 'account') {
        const until = after(now, limits.retryMost)
        return { kind: 'hold', until, code: outcome.code, mark: { id, status: 'due', error: outcome.code, dueAt: until } }
      }
      const rest = { ours: 'goesOn', person: 'cancelled', optOut: 'optOut' } as const
      return { kind: 'stop', rest: rest[outcome.cause], mark: { id, status: 'failed', error: outcome.code } }
    }
  }
}

/** Milliseconds before the next try; doubled each time. */
export function backOff(attempts: number, { retryFirst, retryMost }: Pick<Limits['delivery'], 'retryFirst' | 'retryMost'>): number {
  return Math.min(retryMost, retryFirst * 2 ** Math.min(attempts, 20))
}

const after = (now: Date, milliseconds: number) => new Date(now.getTime() + milliseconds)
