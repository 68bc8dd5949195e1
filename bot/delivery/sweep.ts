// What nobody is looking after: due rows, leases of processes that died, reminders whose time has come.
import type { Limits } from '../../domain/limits.ts'
import type { SqlPool } from '../../prisma/client.ts'

export type SweepParts = { sql: SqlPool; now: () => Date; processId: string; limits: Limits['delivery'] }

/** Conversations with something to send or to find out that nobody is sending for. Others would keep these from their turn. */
export async function findDue({ sql, now, limits }: SweepParts): Promise<string[]> {
  const { rows } = await sql.query<{ conversationId: string }>({ name: 'delivery-due', text: `
    select d."conversationId" from "Delivery" d join "Conversation" c on c.id = d."conversationId"
    where d.status in ('due', 'sending', 'unknown') and d."dueAt" <= $1 and (c."deliveringBy" is null or c."deliveringUntil" <= $1)
    group by d."conversationId" order by min(d."dueAt") limit $2`, values: [now(), limits.sweepBatch] })
  return rows.map(({ conversationId }) => conversationId)
}

/**
 * A process is alive as long as it has a connection; what a dead one held is free at once. What it was sending that very moment may need
 * a while to be in the provider's list. After a restart of the database nobody has a connection yet. Returns how many deliveries.
 */
export async function freeLeasesOfTheDead({ sql, now, processId, limits }: SweepParts): Promise<number> {
  const at = now()
  const { rowCount } = await sql.query({ name: 'delivery-dead', text: `
    with left_behind as materialized (
      select c.id from "Conversation" c
      where c.id in (select d."conversationId" from "Delivery" d where d.status in ('due', 'sending', 'unknown'))
        and c."deliveringBy" is not null and c."deliveringBy" not in ('later', $2)
        and not exists (select 1 from pg_stat_activity a where a.application_name = c."deliveringBy")
        and pg_postmaster_start_time() < clock_timestamp() - $4 * interval '1 millisecond'
      for update skip locked
    ), freed as (
      update "Conversation" c set "deliveringUntil" = $1 from left_behind l where c.id = l.id and c."deliveringUntil" > $1
    )
    update "Delivery" d set "dueAt" = $3 from left_behind l where d."conversationId" = l.id and d.status = 'sending' and d."dueAt" > $3`,
  values: [at, processId, new Date(at.getTime() + limits.reconcileAfter), limits.databaseYoung] })
  return rowCount ?? 0
}

/** Reminders become templates on their way, once; not for who is further by now, left, or wants no messages. While a human has the word they wait. Returns how many. */
export async function planReminders({ sql, now, limits }: SweepParts): Promise<number> {
  const { rowCount } = await sql.query({ name: 'delivery-reminders', text: `
    with due as materialized (
      select r.*, c.seq, c."journeyId" from "Reminder" r join "Conversation" c on c.id = r."conversationId"
      where r.state = 'planned' and r."dueAt" <= $1 and c.owner = 'bot' order by r."dueAt" limit $2 for update skip locked
    ), decided as (
      update "Reminder" r
      set state = (case when j.step = r.step and n."optedOutAt" is null and n."conversationId" = r."conversationId" then 'sent' else 'cancelled' end)::"ReminderState"
      from due d left join "Journey" j on j.id = d."journeyId" left join "ChannelIdentity" n on n.channel = d.channel and n."addressHash" = d."addressHash"
      where r.id = d.id
      returning r.*, d.seq
    ), waiting as (
      update "Conversation" c set version = c.version + 1, "deliveriesWaiting" = c."deliveringBy" is not null from decided r where r.state = 'sent' and c.id = r."conversationId"
    )
    insert into "Delivery" ("conversationId", seq, author, channel, "addressHash", template, "dueAt", "createdAt", "updatedAt")
    select r."conversationId", r.seq, 'bot', r.channel, r."addressHash", 'reminder', $1, $1, $1 from decided r where r.state = 'sent'`, values: [now(), limits.sweepBatch] })
  return rowCount ?? 0
}
