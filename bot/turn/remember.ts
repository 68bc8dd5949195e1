// Conversations this process committed last, so that their next turn needs no read. Never the truth: the commit's guard is.
// Whatever another process, a timer or an erase did since makes the guard fail, and the turn reads and decides again. What is known to
// have changed is forgotten all the same: an attempt at the check is made while deciding, and does not wait for the guard.
import type { ChannelName } from './types.ts'
import { handoffAfter, type Snapshot, type UnitOfWork } from './unit-of-work.ts'

export type Memory = {
  /** The conversation as it was committed last on this channel; it is handed out once, because a turn changes its state. */
  take: (conversationId: string, channel: ChannelName) => Snapshot | null
  keep: (work: UnitOfWork) => void
  /** Something changed there; an empty list: anything may have. */
  forget: (conversations: readonly string[]) => void
}

/** @param most conversations; the ones longest silent go first */
export function createMemory(most: number): Memory {
  const snapshots = new Map<string, { channel: ChannelName; snapshot: Snapshot }>()
  const take: Memory['take'] = (conversationId, channel) => {
    const kept = snapshots.get(conversationId)
    snapshots.delete(conversationId)
    // What waits to be sent is read with the turns of its own channel only.
    return kept?.channel === channel ? kept.snapshot : null
  }
  const keep = (work: UnitOfWork) => {
    const { snapshot } = work
    // What a digimaatje or a timer does is decided on what the database says.
    if (work.inbound.channel === 'desk') return
    // A new person's audit subject is made by the database: the next turn reads it.
    if (snapshot.subject === null) return
    const next = {
      ...snapshot, version: snapshot.version + 1, seq: snapshot.seq + work.messages.length, owner: work.owner, state: work.state, journey: work.journey,
      lastMessageAt: work.at, parked: false, unsent: false, handoff: handoffAfter(work) ?? snapshot.handoff,
    }
    snapshots.set(snapshot.conversationId, { channel: work.inbound.channel, snapshot: next })
    const [oldest] = snapshots.keys()
    if (oldest !== undefined && snapshots.size > most) snapshots.delete(oldest)
  }
  const forget: Memory['forget'] = (conversations) => {
    if (conversations.length === 0) snapshots.clear()
    for (const id of conversations) snapshots.delete(id)
  }
  return { take, keep, forget }
}
