// The one statement a turn writes with: all of it or none of it, guarded by the version that was read.
// Several turns that are ready at one instant share it (group commit), each with a guard of its own.
import type { SqlPool } from '../../prisma/client.ts'
import type { Sealer } from '../keys.ts'
import { statements } from './commit-statement.ts'
import type { Author } from './types.ts'
import { handoffAfter, type UnitOfWork } from './unit-of-work.ts'

/** Delivery rows of a turn, in order. `mine`: this process sends them now; otherwise whoever sends for this conversation does. */
export type Handed = { ids: string[]; mine: boolean; until: Date }
export type CommitResult =
  | { kind: 'committed'; handed: Handed }
  /** Somebody else changed the conversation since it was read, or this activity was committed before; nothing of this turn was written. */
  | { kind: 'moved' }

/** One message part to be sent, in the order of `part`; `payload` is sealed, null of a template. */
export type DeliveryDraft = { part: number; seq: number; author: Author; hash: string; payload: string | null; template: string | null }

export type CommitParts = {
  sql: SqlPool
  sealer: Sealer
  /** This process's name: in the NOTIFY, so that it can skip its own, and as the holder of a delivery lease. */
  processId: string
  /** Milliseconds that a browser's secret, and the lease of a delivery, last. */
  identityLife: number
  leaseLife: number
  /** What a turn sends to people who are not on the website. */
  deliveriesOf: (work: UnitOfWork) => DeliveryDraft[]
}

/** A conversation that was written; and after those, one row per delivery of them, in order. */
type Row = { id: string; mine?: boolean | null; delivery?: string | null }

/** Commits units of work, in the order given. */
export async function commitAll(parts: CommitParts, works: UnitOfWork[]): Promise<CommitResult[]> {
  const form = works.some(needsRest) ? 'full' : works.some(needsOutside) ? 'outside' : 'plain'
  // Every statement that locks several conversations does so in this order: no deadlocks.
  const inOneOrder = works.toSorted((one, other) => (one.snapshot.conversationId < other.snapshot.conversationId ? -1 : 1))
  const input = inOneOrder.map((work) => (form === 'plain' ? toRow(work, parts) : toFullRow(work, parts)))
  const { rows } = await parts.sql.query<Row>({ ...statements[form], values: [JSON.stringify(input), parts.processId] })
  const done = new Map(rows.filter(({ delivery }) => !delivery).map((row) => [row.id, row]))
  const deliveries = Map.groupBy(rows.filter(({ delivery }) => delivery), ({ id }) => id)
  return works.map((work) => {
    const row = done.get(work.snapshot.conversationId)
    if (!row) return { kind: 'moved' }
    return { kind: 'committed', handed: { ids: (deliveries.get(row.id) ?? []).map(({ delivery }) => delivery ?? ''), mine: row.mine ?? false, until: leaseUntil(work, parts) } }
  })
}

const needsOutside = ({ inbound }: UnitOfWork) => inbound.channel !== 'web' || inbound.attach !== undefined
const needsRest = ({ snapshot, optOut, detach, links, reminder, unremind, silenceBot, reopenCheck }: UnitOfWork) =>
  snapshot.parked || optOut || detach || links.length > 0 || reminder !== null || unremind || silenceBot || reopenCheck

const leaseUntil = ({ at }: UnitOfWork, { leaseLife }: CommitParts) => new Date(at.getTime() + leaseLife)

function toRow(work: UnitOfWork, { sealer, identityLife }: CommitParts) {
  const { snapshot, inbound, journey, at } = work
  const steps = [...work.steps.values()]
  return {
    id: snapshot.conversationId, version: snapshot.version, person: snapshot.personId,
    channel: inbound.channel, externalId: inbound.externalId, ownSeq: work.ownSeq,
    identity: inbound.channel === 'desk' ? snapshot.replyTo?.hash ?? '' : inbound.identityHash.toString('hex'), ...(inbound.channel === 'web' && { identityUntil: new Date(at.getTime() + identityLife) }),
    seq: snapshot.seq + work.messages.length, owner: work.owner, state: work.state, flag: work.flag, unseal: work.unseal, at,
    messages: work.messages.map(({ seq, author, activity, secret }) => ({
      seq, author, activity, sealed: secret ? sealer.seal(JSON.stringify(secret)).toString('hex') : null,
    })),
    journey: work.journeyChanged || steps.length > 0
      ? { id: journey.id, role: journey.role, manager: journey.manager, step: journey.step, stuck: journey.stuck.points, stuckBy: journey.stuck.by, finishedAt: journey.finishedAt }
      : null,
    steps, audit: work.audit, handoff: handoffAfter(work), phone: work.phone ? sealer.seal(work.phone).toString('hex') : work.phone, speaks: speaksHere(work),
  }
}

/** Answers go to where they spoke last. A page that loads again, or that says where they are by now, is not that. */
function speaksHere({ inbound: { channel, activity } }: UnitOfWork): boolean {
  if (channel === 'desk') return false
  if (activity.type !== 'message') return activity.name === 'arrive'
  return channel !== 'web' || (activity.value as { choice?: string } | undefined)?.choice !== 'isMe'
}

function toFullRow(work: UnitOfWork, parts: CommitParts) {
  const { inbound, snapshot, optOut, detach, reminder, unremind, reopenCheck } = work
  const keys = (inbound.keys ?? []).map(({ hash, address }) => ({ hash: hash.toString('hex'), address: address?.toString('hex') ?? null }))
  const deliveries = parts.deliveriesOf(work)
  // Only right after the person wrote is the window surely open; and what was parked goes first.
  const heard = keys.length > 0 && inbound.channel !== 'web'
  const direct = deliveries.length > 0 && heard && !snapshot.parked && !inbound.sentAt
  return {
    ...toRow(work, parts),
    keys, heard, heardAt: inbound.sentAt ?? work.at, attach: inbound.attach !== undefined, fromSeq: inbound.attach?.fromSeq ?? 0,
    optOut, detach, unpark: heard && snapshot.parked, deliveries, direct, leaseUntil: leaseUntil(work, parts),
    links: work.links.map(({ kind, tokenHash, until }) => ({ kind, hash: tokenHash.toString('hex'), until })), reminder, unremind, silence: work.silenceBot, reopenCheck,
  }
}
