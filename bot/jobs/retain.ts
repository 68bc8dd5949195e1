// What is kept no longer than promised. Terms: domain/limits.ts. Each statement is small, bounded and safe to run anywhere at any time.
import type { SqlPool } from '../../prisma/client.ts'
import type { Limits } from '../../domain/limits.ts'

const rowsAtOnce = 5_000

/** Wipes read-backs that nobody confirmed in time. Returns how many. */
export async function wipeSealed(sql: SqlPool, { now, retention }: { now: Date; retention: Limits['retention'] }): Promise<number> {
  const { rowCount } = await sql.query('update "Message" set sealed = null where sealed is not null and "createdAt" < $1', [before(now, retention.sealed)])
  return rowCount ?? 0
}

/** Wipes the text of deliveries of which nothing is to be sent any more. Returns how many. */
export async function wipePayloads(sql: SqlPool, { now, retention }: { now: Date; retention: Limits['retention'] }): Promise<number> {
  const { rowCount } = await sql.query(`
    update "Delivery" set payload = null
    where payload is not null and "createdAt" < $1 and "updatedAt" < $1 and status not in ('due', 'sending', 'unknown', 'parked')`, [before(now, retention.sealed)])
  return rowCount ?? 0
}

/** Removes what is past its term, and makes next year's months of the audit log. Returns the number of rows (of the audit log: months) removed, by kind. */
export async function retain(sql: SqlPool, { now, retention }: { now: Date; retention: Limits['retention'] }): Promise<Record<string, number>> {
  const old = (term: number) => before(now, term)
  const removed = {
    messages: await removeAll(sql, 'Message', [`"createdAt" < $1 and ${noHandoff('row."conversationId"')}`, old(retention.transcript)]),
    inbound: await removeAll(sql, 'Inbound', [`"createdAt" < $1 and ${noHandoff('row."conversationId"')}`, old(Math.max(retention.transcript, retention.inboundAtLeast))]),
    deliveries: await removeAll(sql, 'Delivery', [`"createdAt" < $1 and ${noHandoff('row."conversationId"')}`, old(retention.transcript)]),
    notes: await removeAll(sql, 'HandoffNote', [`"createdAt" < $1 and ${noHandoff('row."conversationId"')}`, old(retention.transcript)]),
    deskReminders: await removeAll(sql, 'DeskReminder', ['"doneAt" < $1', old(retention.transcript)]),
    links: await removeAll(sql, 'OneTimeLink', ['"expiresAt" < $1', old(retention.links)]),
    reminders: await removeAll(sql, 'Reminder', [`state <> 'planned' and "dueAt" < $1`, old(retention.transcript)]),
    conversations: await removeAll(sql, 'Conversation', [`"lastMessageAt" < $1 and ${noHandoff('row.id')}`, old(retention.conversation)]),
    journeys: await removeAll(sql, 'Journey', ['"lastMoveAt" < $1', old(retention.journeyAfterLastMove)]),
    attempts: await removeAll(sql, 'CodeAttempt', ['"createdAt" < $1', old(retention.attempts)]),
    identities: await removeAll(sql, 'ChannelIdentity', ['"expiresAt" < $1', now]),
    // A WhatsApp address belongs to its conversation, and stays no longer than that would have.
    addresses: await removeAll(sql, 'ChannelIdentity', [`channel = 'whatsapp' and "conversationId" is null and coalesce("lastInboundAt", "createdAt") < $1`, old(retention.conversation)]),
    persons: await removeAll(sql, 'Person', [
      '"createdAt" < $1 and not exists (select 1 from "Conversation" c where c."personId" = row.id) and not exists (select 1 from "ChannelIdentity" i where i."personId" = row.id)',
      old(retention.inboundAtLeast),
    ]),
  }
  await sql.query('select audit_make_months($1::date, 13)', [now])
  return { ...removed, auditMonths: await dropAuditMonths(sql, { now, retention }) }
}

/** Months of the audit log that are past their term, with a line that they went. By the database's own clock too: it drops nothing before its time. */
async function dropAuditMonths(sql: SqlPool, { now, retention }: { now: Date; retention: Limits['retention'] }): Promise<number> {
  const { rows } = await sql.query<{ dropped: number }>(
    `select audit_drop_months((least($1::timestamptz, now()) at time zone 'UTC' - make_interval(years => $2))::date) as dropped`, [now, retention.auditYears])
  const dropped = rows[0]?.dropped ?? 0
  if (dropped > 0) await sql.query(`insert into "AuditEvent" (at, actor, action, outcome, detail) values ($1, 'system', 'audit.dropped', 'done', jsonb_build_object('months', $2::int))`, [now, dropped])
  return dropped
}

const before = (now: Date, term: number) => new Date(now.getTime() - term)
const noHandoff = (id: string) => `not exists (select 1 from "Handoff" h where h."conversationId" = ${id} and h.state in ('waiting', 'human'))`

async function removeAll(sql: SqlPool, table: string, [where, until]: [string, Date]): Promise<number> {
  let removed = 0
  for (;;) {
    const { rowCount } = await sql.query(`delete from "${table}" where ctid in (select ctid from "${table}" as row where ${where} limit ${rowsAtOnce})`, [until])
    removed += rowCount ?? 0
    if ((rowCount ?? 0) < rowsAtOnce) return removed
  }
}
