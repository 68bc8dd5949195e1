// What a notice says about those who wait: how many, why, where, how long. Nothing that names or quotes anybody.
import { type Reason, reasons } from '../../../domain/handoff.ts'
import type { SqlPool } from '../../../prisma/client.ts'
import type { Batch } from './notices.ts'

export type ReasonKind = Reason | 'other'
export type Facts = {
  /** Of the message: whoever gets it twice knows it by this. */
  id: string
  kind: 'distress' | 'waiting'
  count: number
  reasons: Partial<Record<ReasonKind, number>>
  channels: Partial<Record<'web' | 'whatsapp', number>>
  /** Seconds that the one who asked first has waited. */
  waitingSeconds: number
  /** Where to help: the desk, of one person in distress their conversation there. null: there is no desk. */
  deskUrl: string | null
}
type Row = { reason: string; conversationId: string; channel: 'web' | 'whatsapp'; createdAt: Date }

/** Reads the facts of a batch; null when nobody of them is left (erased meanwhile). */
export async function readFacts(sql: SqlPool, batch: Batch, { now, deskUrl }: { now: Date; deskUrl: string | null }): Promise<Facts | null> {
  const { rows } = await sql.query<Row>({ name: 'notice-facts', text: `
    select h.reason, h."conversationId", h."createdAt", case when c."replyTo" is null then 'web' else 'whatsapp' end as channel
    from "Handoff" h cross join lateral (select * from "Conversation" c where c.id = h."conversationId" limit 1) as c
    where h.id = any($1) order by h."createdAt"`, values: [batch.handoffs] })
  const [first] = rows
  if (!first) return null
  const one = batch.urgent && rows.length === 1
  return {
    id: batch.id, kind: batch.urgent ? 'distress' : 'waiting', count: rows.length,
    reasons: tally(rows.map(({ reason }) => reasons.find((known) => known === reason) ?? 'other')),
    channels: tally(rows.map(({ channel }) => channel)),
    waitingSeconds: Math.max(0, Math.round((now.getTime() - first.createdAt.getTime()) / 1_000)),
    deskUrl: deskUrl && one ? `${deskUrl}#queue/${first.conversationId}` : deskUrl,
  }
}

function tally<Kind extends string>(kinds: Kind[]): Partial<Record<Kind, number>> {
  const counts: Partial<Record<Kind, number>> = {}
  for (const kind of kinds) counts[kind] = (counts[kind] ?? 0) + 1
  return counts
}
