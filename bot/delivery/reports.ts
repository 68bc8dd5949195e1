// What the provider says afterwards about a delivery: its status only moves forward, and what did not arrive is seen.
import { limits as allLimits } from '../../domain/limits.ts'
import type { SqlPool } from '../../prisma/client.ts'
import type { Log } from '../log.ts'
import type { Pace } from './pace.ts'
import type { Rows, Taking } from './rows.ts'
import type { Report, Reports, Sender } from './types.ts'

export type ReportParts = {
  sql: SqlPool; rows: Rows; pace: Pace; sender: Sender; log: Log; now: () => Date
  wake: (conversationId: string, taking?: Taking) => void
  /** It left the provider. */
  left: (id: string) => void
}

const limits = allLimits.delivery
/** Meta closed the 24 hours, whatever our clock said. */
const windowClosed = '63016'

/** Takes reports; their consequences are for what is still to be sent. */
export function createReports(parts: ReportParts): Reports['report'] {
  const { rows, log, now, wake } = parts
  return async (said) => {
    if (said.code === windowClosed) {
      const parked = await park(parts, said)
      if (parked) return wake(parked)
    }
    const result = await takeReport(parts, said)
    if (result.kind !== 'moved') return
    const { conversationId, status } = result
    if (status !== 'accepted') parts.left(said.id)
    if (status === 'failed' || status === 'undelivered') {
      log.error({ conversation: conversationId, delivery: said.id, code: said.code }, 'not delivered')
      await rows.flag(conversationId, 'deliveryFailed', now())
      await follow(parts, said, result)
    }
    // What waited for it can go on at once.
    if (result.from === 'unknown') wake(conversationId, { early: true })
  }
}

/** In one go: what was only half done would be forgotten, the provider says it once. Returns the conversation; null when it cannot be parked. */
async function park({ sql, rows, sender, now }: ReportParts, { id, providerId }: Report): Promise<string | null> {
  if (!idForm.test(id)) return null
  const { rows: [row] } = await sql.query<{ conversationId: string; role: string | null }>({ name: 'delivery-role', text: `
    select d."conversationId", j.role from "Delivery" d join "Conversation" c on c.id = d."conversationId" left join "Journey" j on j.id = c."journeyId" where d.id = $1`, values: [id] })
  if (!row) return null
  const template = sender.hasTemplate('continue', row.role === 'representative' ? 'nl-formal' : 'nl') ? 'continue' : null
  return await rows.park(id, { now: now(), template, providerId }) ? row.conversationId : null
}

/** What a late failure means for the rest, as the same failure at once would have. */
async function follow({ rows, pace, log, now }: ReportParts, { cause, code }: Report, row: Moved): Promise<void> {
  if (cause === 'person' || cause === 'optOut') await rows.cancelRest(row, { now: now(), optOut: cause === 'optOut' })
  if (cause !== 'account') return
  log.error({ code }, 'the provider refuses our account: nothing is sent for a while')
  pace.hold(limits.retryMost)
}

const idForm = /^\d{1,18}$/
/** Statuses of the provider, as ours. Those that come in the wrong order change nothing. */
const statusOf: Record<string, string> = {
  accepted: 'accepted', scheduled: 'accepted', queued: 'accepted', sending: 'accepted', sent: 'sent', delivered: 'delivered', read: 'read',
  failed: 'failed', undelivered: 'undelivered', canceled: 'failed',
}

type Moved = { kind: 'moved'; conversationId: string; addressHash: Buffer; from: string; status: string }
/** `nothing`: known already, or older than what is known. */
type Reported = Moved | { kind: 'nothing' }

type Row = { conversationId: string; addressHash: Buffer; before: string; providerId: string | null; moved: boolean }

/** Moves a delivery forward. Never throws away what came first: a failure after "delivered" does not count. */
async function takeReport({ sql, now, log }: ReportParts, report: Report): Promise<Reported> {
  const status = statusOf[report.status]
  if (!status || !idForm.test(report.id)) return { kind: 'nothing' }
  const { rows } = await sql.query<Row>({ name: 'delivery-report', text: `
    with old as (select * from "Delivery" where id = $1 for update), moved as (
      update "Delivery" d
      set status = $3::"DeliveryStatus", "providerId" = coalesce(d."providerId", $2), error = coalesce($4, d.error), "updatedAt" = $5,
          payload = case when $3 in ('sent', 'accepted') then d.payload end
      from old o
      where d.id = o.id and coalesce(o."providerId", $2) = $2
        and coalesce(array_position(array['due', 'sending', 'unknown', 'unresolved', 'accepted', 'sent', 'delivered', 'read'], o.status::text), 99)
          < coalesce(array_position(array['due', 'sending', 'unknown', 'unresolved', 'accepted', 'sent', 'delivered', 'read'], $3), 7)
      returning d.id
    )
    select o."conversationId", o."addressHash", o.status::text as before, o."providerId", exists (select 1 from moved) as moved from old o`,
  values: [report.id, report.providerId, status, report.code, now()] })
  const [row] = rows
  if (!row) return { kind: 'nothing' }
  const { conversationId, addressHash, before } = row
  if (row.providerId !== null && row.providerId !== report.providerId) {
    // Sent under another id before.
    log.error({ conversation: conversationId, delivery: report.id }, 'a delivery went out twice: its first acknowledgement was lost')
  }
  return row.moved ? { kind: 'moved', conversationId, addressHash, from: before, status } : { kind: 'nothing' }
}
