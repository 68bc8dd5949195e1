// What the provider says afterwards about a delivery: its status only moves forward, and what did not arrive is seen.
import { limits as allLimits } from '../../domain/limits.ts'
import { formFor } from '../../locales/index.ts'
import type { SqlPool } from '../../prisma/client.ts'
import type { Log } from '../log.ts'
import { createBatch } from '../turn/batch.ts'
import type { Author } from '../turn/types.ts'
import type { Pace } from './pace.ts'
import type { Rows, Taking } from './rows.ts'
import type { Report, Reports, Sender } from './types.ts'

export type ReportParts = {
  sql: SqlPool
  /** Statuses that are lost with the server's memory are told again, or do not matter. */
  lax: SqlPool
  rows: Rows; pace: Pace; sender: Sender; log: Log; now: () => Date
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
  const take = createBatch<Report, Reported>((reports) => takeReports({ ...parts, sql: parts.lax }, reports), { size: limits.reports, lanes: 1 })
  return async (said) => {
    if (said.code === windowClosed) {
      const parked = await park(parts, said)
      if (parked) return wake(parked)
    }
    const result = await take(said)
    if (result.kind !== 'moved') return
    const { conversationId, status } = result
    if (status !== 'accepted') parts.left(said.id)
    if (result.author === 'human') rows.told(conversationId)
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
  const template = sender.hasTemplate('continue', formFor(row.role)) ? 'continue' : null
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

type Moved = { kind: 'moved'; conversationId: string; author: Author; addressHash: Buffer; from: string; status: string }
/** `nothing`: known already, or older than what is known. */
type Reported = Moved | { kind: 'nothing' }
const nothing: Reported = { kind: 'nothing' }

/** How far each status is; a report moves a delivery forward only. A failure after "delivered" does not count. */
const ranks = ['due', 'sending', 'unknown', 'unresolved', 'accepted', 'sent', 'delivered', 'read']
const rankOf = ({ status }: Report) => ranks.indexOf(statusOf[status] ?? '') + 1 || ranks.indexOf('delivered') + 1

type Row = { id: string; conversationId: string; author: Author; addressHash: Buffer; before: string; providerId: string | null; moved: boolean }

const statement = {
  name: 'delivery-report',
  text: `
    with input as materialized (
      select * from jsonb_to_recordset($1::jsonb) as r(id bigint, status text, "providerId" text, code text)
    ), old as materialized (
      select d.*, i.status as wanted, i."providerId" as told, i.code
      from input i cross join lateral (select * from "Delivery" f where f.id = i.id limit 1 for update) as d
    ), moved as (
      update "Delivery" d
      set status = o.wanted::"DeliveryStatus", "providerId" = coalesce(d."providerId", o.told), error = coalesce(o.code, d.error), "updatedAt" = $2,
          payload = case when o.wanted in ('sent', 'accepted') then d.payload end
      from old o
      where d.id = o.id and coalesce(o."providerId", o.told) = o.told
        and coalesce(array_position($3::text[], o.status::text), 99) < coalesce(array_position($3::text[], o.wanted), 7)
      returning d.id
    )
    select o.id, o."conversationId", o.author, o."addressHash", o.status::text as before, o."providerId", exists (select 1 from moved m where m.id = o.id) as moved from old o`,
}

/** Moves deliveries forward, in one statement: each message of ours brings three reports or more. Results in the order of the reports. */
async function takeReports({ sql, now, log }: Pick<ReportParts, 'sql' | 'now' | 'log'>, reports: Report[]): Promise<Reported[]> {
  const furthest = new Map<string, Report>()
  for (const report of reports) {
    const known = furthest.get(report.id)
    if (idForm.test(report.id) && statusOf[report.status] && (!known || rankOf(report) > rankOf(known))) furthest.set(report.id, report)
  }
  const input = [...furthest.values()].toSorted((one, other) => Number(one.id) - Number(other.id)).map(({ id, status, providerId, code }) => ({ id, status: statusOf[status], providerId, code }))
  const { rows } = await sql.query<Row>({ ...statement, values: [JSON.stringify(input), now(), ranks] })
  const found = new Map(rows.map((row) => [row.id, row]))
  return reports.map((report) => {
    const row = found.get(report.id)
    return row && furthest.get(report.id) === report ? judge(row, report, log) : nothing
  })
}

function judge(row: Row, report: Report, log: Log): Reported {
  const { conversationId, author, addressHash, before } = row
  if (row.providerId !== null && row.providerId !== report.providerId) log.error({ conversation: conversationId, delivery: report.id }, 'a delivery went out twice: its first acknowledgement was lost')
  return row.moved ? { kind: 'moved', conversationId, author, addressHash, from: before, status: statusOf[report.status] ?? '' } : nothing
}
