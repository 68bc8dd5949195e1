// The rows of what is to be told: one per hand-over, way and urgency. Any number of processes share them; docs/decisions/0014-desk.md
import { randomUUID } from 'node:crypto'
import type { Limits } from '../../../domain/limits.ts'
import type { Database, SqlPool } from '../../../prisma/client.ts'

export type Way = 'mail' | 'webhook'
/** What goes out as one message of its kind. */
export type Lane = { way: Way; urgent: boolean }
/** Rows that this process sends now. `id`: of the message, the same when it is tried again without knowing what became of it. */
export type Batch = Lane & { id: string; handoffs: string[]; attempts: number; since: Date }
export type Outcome =
  | { kind: 'sent' }
  /** It was not taken: it may go out again in another message. */
  | { kind: 'refused'; code: string }
  /** It may have been taken: tried again as the same message. */
  | { kind: 'unknown'; code: string }

/** Milliseconds. */
export type NotifyLimits = { desk: { awayAfter: number }; notify: Record<keyof Limits['notify'], number> }
type Timing = { now: Date; limits: NotifyLimits }
const mostAtOnce = 1_000
/** The lock of who makes batches: not more than one process at once, or a digest would go out in two. */
const lockClass = 20_261_122

/** Somebody who may answer people is at the desk. */
const here = `exists (select 1 from "Digimaatje" d where d.presence = 'online' and d."lastSeenAt" >= $2 and d.roles && array['digimaatje', 'coordinator'])`

/**
 * Notes who is to be told: everybody in distress at once, who waits while nobody is at the desk with the next digest. What no longer
 * matters and was not sent is forgotten, so that it is noted again when it does.
 */
export async function planNotices(sql: SqlPool, ways: readonly Way[], { now, limits }: Timing): Promise<void> {
  const seen = new Date(now.getTime() - limits.desk.awayAfter)
  await sql.query({ name: 'notice-plan', text: `
    with forgotten as (
      delete from "Notice" n using "Handoff" h
      where n.state = 'due' and n.batch is null and h.id = n."handoffId"
        and case when n.urgent then h.state not in ('waiting', 'human') else h.state <> 'waiting' or h.urgent or ${here} end
    )
    insert into "Notice" ("handoffId", way, urgent, "dueAt", "createdAt")
    select h.id, w.way::"NoticeWay", h.urgent, case when h.urgent then $1::timestamptz else coalesce(
      (select min(n."dueAt") from "Notice" n where n.state = 'due' and n.way = w.way::"NoticeWay" and not n.urgent and n.batch is null), $1::timestamptz + $3::int * interval '1 millisecond') end, $1::timestamptz
    from "Handoff" h cross join unnest($4::text[]) as w(way)
    where h.state in ('waiting', 'human') and case when h.urgent then true else h.state = 'waiting' and not ${here} end
      and not exists (select 1 from "Notice" n where n."handoffId" = h.id and n.way = w.way::"NoticeWay" and (n.urgent or not h.urgent))
    order by h."createdAt", h.id, w.way limit ${mostAtOnce}
    on conflict do nothing`, values: [now, seen, limits.notify.digest, ways] })
}

/** Takes what is due in a lane, as one message; with it goes everything of that lane that waits. null: nothing is due. */
export function claimBatch({ prisma }: Pick<Database, 'prisma'>, lane: Lane, { now, limits }: Timing): Promise<Batch | null> {
  const { way, urgent } = lane
  return prisma.$transaction(async (tx): Promise<Batch | null> => {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(${lockClass}::int, ${laneNumber(lane)}::int)`
    const due = { way, urgent, dueAt: { lte: now } }
    const first = await tx.notice.findFirst({ where: { ...due, state: { in: ['due', 'sending'] } }, orderBy: { dueAt: 'asc' } })
    if (!first) return null
    const where = first.batch ? { batch: first.batch } : { way, urgent, state: 'due' as const, batch: null }
    const id = first.batch ?? randomUUID()
    const dueAt = new Date(now.getTime() + limits.notify.lease)
    const rows = await tx.notice.updateManyAndReturn({ where, data: { state: 'sending', batch: id, dueAt, attempts: { increment: 1 } } })
    const since = new Date(Math.min(...rows.map(({ createdAt }) => createdAt.getTime())))
    return { ...lane, id, handoffs: rows.map(({ handoffId }) => handoffId), attempts: Math.max(...rows.map(({ attempts }) => attempts)), since }
  })
}

/** Writes what became of a message. Returns whether it was given up. */
export async function settleBatch({ prisma }: Pick<Database, 'prisma'>, { batch, outcome, now, limits }: Timing & { batch: Batch; outcome: Outcome }): Promise<{ givenUp: boolean }> {
  const where = { batch: batch.id, state: 'sending' as const }
  if (outcome.kind === 'sent') {
    await prisma.notice.updateMany({ where, data: { state: 'sent', sentAt: now } })
    return { givenUp: false }
  }
  const givenUp = now.getTime() - batch.since.getTime() >= limits.notify.giveUpAfter
  const wait = Math.min(limits.notify.retryFirst * 2 ** (batch.attempts - 1), limits.notify.retryMost)
  const data = { dueAt: new Date(now.getTime() + wait), ...(outcome.kind === 'refused' && { batch: null }) }
  await prisma.notice.updateMany({ where, data: givenUp ? { state: 'givenUp' } : { state: 'due', ...data } })
  return { givenUp }
}

const laneNumber = ({ way, urgent }: Lane) => (way === 'mail' ? 0 : 2) + (urgent ? 1 : 0)
