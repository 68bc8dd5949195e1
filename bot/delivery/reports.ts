// What the provider says afterwards about a delivery: its status only moves forward, and what did not arrive is seen.
import type { SqlPool } from '../../prisma/client.ts'
import type { Log } from '../log.ts'
import type { Report } from './types.ts'

/** Statuses of the provider, as ours. Those that come in the wrong order change nothing. */
const statusOf: Record<string, string> = {
  accepted: 'accepted', scheduled: 'accepted', queued: 'accepted', sending: 'accepted', sent: 'sent', delivered: 'delivered', read: 'read',
  failed: 'failed', undelivered: 'undelivered', canceled: 'failed',
}

export type Reported =
  | { kind: 'moved'; conversationId: string; from: string; status: string }
  /** Known already, or older than what is known. */
  | { kind: 'nothing' }
  /** The provider sent this delivery under another id before: it went out twice. */
  | { kind: 'twice'; conversationId: string }

type Row = { conversationId: string; before: string; providerId: string | null; moved: boolean }

/** Moves a delivery forward. Never throws away what came first: a failure after "delivered" does not count. */
export async function takeReport({ sql, now, log }: { sql: SqlPool; now: () => Date; log: Log }, report: Report): Promise<Reported> {
  const status = statusOf[report.status]
  if (!status || !/^\d{1,18}$/.test(report.id)) return { kind: 'nothing' }
  const { rows } = await sql.query<Row>({ name: 'delivery-report', text: `
    with old as (select * from "Delivery" where id = $1 for update), moved as (
      update "Delivery" d
      set status = $3::"DeliveryStatus", "providerId" = coalesce(d."providerId", $2), error = coalesce($4, d.error), "updatedAt" = $5,
          payload = case when $3 in ('sent', 'accepted') or $4 = '63016' then d.payload end
      from old o
      where d.id = o.id and coalesce(o."providerId", $2) = $2
        and coalesce(array_position(array['due', 'sending', 'unknown', 'unresolved', 'accepted', 'sent', 'delivered', 'read'], o.status::text), 99)
          < coalesce(array_position(array['due', 'sending', 'unknown', 'unresolved', 'accepted', 'sent', 'delivered', 'read'], $3), 7)
      returning d.id
    )
    select o."conversationId", o.status::text as before, o."providerId", exists (select 1 from moved) as moved from old o`,
  values: [report.id, report.providerId, status, report.code, now()] })
  const [row] = rows
  if (!row) return { kind: 'nothing' }
  const { conversationId, before } = row
  if (row.providerId !== null && row.providerId !== report.providerId) {
    log.error({ conversation: conversationId, delivery: report.id }, 'a delivery went out twice: its first acknowledgement was lost')
    return { kind: 'twice', conversationId }
  }
  return row.moved ? { kind: 'moved', conversationId, from: before, status } : { kind: 'nothing' }
}
