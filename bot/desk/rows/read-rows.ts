// The lines of the desk's lists. Every list is a few ids out of an index, and one row is looked up for each of them.
import { findStep } from '../../../domain/journey.ts'
import { limits } from '../../../domain/limits.ts'
import type { HandoffState, Reason } from '../../../domain/handoff.ts'
import type { SqlPool } from '../../../prisma/client.ts'
import type { DeskRow } from '../contract.ts'

type Stored = {
  id: string; version: number; lastMessageAt: Date; whatsapp: boolean; flagReason: string | null; createdAt: Date
  role: DeskRow['role']; step: string | null; state: HandoffState | null; urgent: boolean | null; reason: Reason | null; askedAt: Date | null; personAt: Date | null
  claimedById: string | null; claimedByName: string | null; closedAt: Date | null; closeReason: string | null; callMe: boolean | null; lastInboundAt: Date | null; remindAt: Date | null
}

/** $1: whose reminders. The ids come from `source`, a query with a column `id`. */
export const rowsOf = (source: string) => `
  select c.id, c.version, c."lastMessageAt", c."replyTo" is not null as whatsapp, c."flagReason", c."createdAt",
         j.role, j.step, h.state, h.urgent, h.reason, h."createdAt" as "askedAt", h."personAt", h."claimedById", h."closedAt", h."closeReason", h.phone is not null and h.state in ('waiting', 'human') as "callMe",
         (select m.name from "Digimaatje" m where m.id = h."claimedById") as "claimedByName",
         (select n."lastInboundAt" from "ChannelIdentity" n where c."replyTo" is not null and n.channel = 'whatsapp' and n."addressHash" = c."replyTo" limit 1) as "lastInboundAt",
         (select min(r."dueAt") from "DeskReminder" r where r."conversationId" = c.id and r."digimaatjeId" = $1 and r."doneAt" is null) as "remindAt"
  from (${source}) as i
  cross join lateral (select * from "Conversation" c where c.id = i.id limit 1) as c
  left join lateral (select j.role, j.step from "Journey" j where j.id = c."journeyId" limit 1) as j on true
  left join lateral (select * from "Handoff" h where h."conversationId" = c.id order by h."createdAt" desc limit 1) as h on true`

const byId = rowsOf('select unnest($2::uuid[]) as id')

/**
 * The rows of these conversations, in no order; of those that are gone there is none.
 * @param viewer whose reminders are in it; null: nobody's (then `remindAt` is null)
 */
export async function readRows(sql: SqlPool, ids: readonly string[], viewer: string | null): Promise<DeskRow[]> {
  if (ids.length === 0) return []
  const { rows } = await sql.query<Stored>({ name: 'desk-rows-by-id', text: byId, values: [viewer, ids] })
  return rows.map(toDeskRow)
}

/** Runs a statement made with `rowsOf`, in its order. */
export async function queryRows(sql: SqlPool, query: { name: string; text: string; values: unknown[] }): Promise<DeskRow[]> {
  const { rows } = await sql.query<Stored>(query)
  return rows.map(toDeskRow)
}

/** When who wants to be reminded of these conversations: what `remindAt` is for each of them. */
export async function readReminders(sql: SqlPool, ids: readonly string[]): Promise<{ conversation: string; digimaatje: string; at: string }[]> {
  const { rows } = await sql.query<{ conversation: string; digimaatje: string; at: Date }>({
    name: 'desk-reminders-of', values: [ids],
    text: `select r."conversationId" as conversation, r."digimaatjeId" as digimaatje, min(r."dueAt") as at
           from unnest($1::uuid[]) as i(id) cross join lateral (select * from "DeskReminder" r where r."conversationId" = i.id and r."doneAt" is null) as r group by 1, 2`,
  })
  return rows.map(({ conversation, digimaatje, at }) => ({ conversation, digimaatje, at: at.toISOString() }))
}

function toDeskRow(row: Stored): DeskRow {
  const step = findStep(row.step ?? '')
  return {
    id: row.id, version: row.version, state: row.state ?? 'none', urgent: row.urgent ?? false, reason: row.reason,
    channel: row.whatsapp ? 'whatsapp' : 'web', windowUntil: row.whatsapp ? windowUntil(row) : null,
    role: row.role, step: step.name, stepNumber: step.number,
    askedAt: iso(row.askedAt), personAt: iso(row.personAt), lastMessageAt: row.lastMessageAt.toISOString(),
    owner: row.claimedById === null ? null : { id: row.claimedById, name: row.claimedByName ?? row.claimedById },
    flag: row.flagReason, callMe: row.callMe ?? false, closedAt: iso(row.closedAt), closeReason: row.closeReason, remindAt: iso(row.remindAt),
  }
}

const iso = (at: Date | null) => at?.toISOString() ?? null
/** An address that never wrote has no window: it closed before it began. */
const windowUntil = ({ lastInboundAt, createdAt }: Stored) => (lastInboundAt ? new Date(lastInboundAt.getTime() + limits.whatsapp.window) : createdAt).toISOString()
