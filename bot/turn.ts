// One turn: read → decide → commit. A turn is never half done; a redelivered one changes nothing. docs/decisions/0003-the-turn.md
import { setTimeout as pause } from 'node:timers/promises'
import type { Limits } from '../domain/limits.ts'
import type { Log } from './log.ts'
import { createQueue } from './turn/queue.ts'
import type { CommitResult, Handed } from './turn/commit.ts'
import type { ReadRequest, ReadResult } from './turn/read.ts'
import type { Inbound, StoredActivity, TurnOutcome, Turns } from './turn/types.ts'
import { newConversation, type Masked, type Snapshot, startWork, type UnitOfWork } from './turn/unit-of-work.ts'

export type TurnParts = {
  /** `fresh`: from the database, whatever is remembered. */
  read: (request: ReadRequest, options: { fresh: boolean }) => Promise<ReadResult>
  commit: (work: UnitOfWork) => Promise<CommitResult>
  /** Masks an activity before anything can store or log it. */
  mask: (activity: StoredActivity) => Masked
  /** Runs the dialogs (or the relay) on the loaded state. Writes into the unit of work only. */
  decide: (work: UnitOfWork) => Promise<void>
  /** What is said when the dialogs keep failing: one apology, a flag, the state as it was. */
  apologise: (work: UnitOfWork) => void
  /** Wakes this process's sockets, and sends what is to be sent. */
  committed: (work: UnitOfWork, handed: Handed) => void
  /** Makes this process's sockets read again. */
  reread: (conversationId: string) => void
  log: Log
  now: () => Date
  limits: Limits['turn']
}

/** Creates the turn: serial per conversation, deduplicated, committed under a version guard, retried on conflict. */
export function createTurns(parts: TurnParts): Turns {
  const queue = createQueue(parts.limits.queued)
  const run = (inbound: Inbound): Promise<TurnOutcome> =>
    queue.run(inbound.conversationId, () => oneTurn(parts, inbound)) ?? Promise.resolve({ kind: 'busy' })
  return { run, stop: queue.idle }
}

async function oneTurn(parts: TurnParts, inbound: Inbound): Promise<TurnOutcome> {
  const started = parts.now().getTime()
  const masked = parts.mask(inbound.activity)
  let failures = 0
  for (let round = 0; round < parts.limits.conflicts; round += 1) {
    const read = await parts.read(inbound, { fresh: round > 0 })
    if (read.kind === 'seen') {
      // Committed after all, by a statement whose answer was lost: nobody here was told.
      if (round > 0) parts.reread(inbound.conversationId)
      return { kind: 'duplicate', seq: read.seq }
    }
    const snapshot = snapshotOf(read, inbound)
    if (!snapshot) return { kind: 'gone' }
    const giveUp = failures >= parts.limits.attempts || (failures > 0 && parts.now().getTime() - started > parts.limits.giveUpAfter)
    try {
      const work = startWork(snapshot, inbound, { ...masked, at: parts.now() })
      if (giveUp) parts.apologise(work)
      else await parts.decide(work)
      if (work.refused) return { kind: 'refused', ...work.refused }
      const result = await parts.commit(work)
      if (result.kind === 'moved') continue
      parts.committed(work, result.handed)
      return { kind: 'done', seq: work.ownSeq, ...(work.codeResult && { codeResult: work.codeResult }) }
    } catch (error) {
      // A digimaatje hears it from the console: the person has nothing to do with it.
      if (giveUp || isOutage(error) || inbound.desk) throw error
      failures += 1
      parts.log.error({ err: error, conversation: inbound.conversationId, failures }, 'turn failed')
      await pause(parts.limits.pauseBetween)
    }
  }
  throw new Error('turn: too many conflicts')
}

function snapshotOf(read: Exclude<ReadResult, { kind: 'seen' }>, inbound: Inbound): Snapshot | null {
  if (read.kind === 'loaded') return read.snapshot
  return inbound.start ? newConversation(inbound.conversationId, inbound.start.personId) : null
}

/** The database cannot be used: nobody may be told that their message was kept. PostgreSQL's data errors (classes 22 and 23) are ours instead. */
function isOutage(error: unknown): boolean {
  const { code = '', message = '' } = error as { code?: string; message?: string }
  return /^(08|53|57|58)/.test(code) || /^E[A-Z]+$/.test(code) || /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error)/.test(message)
}
