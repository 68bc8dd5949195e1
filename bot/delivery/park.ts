// Setting a delivery aside until the person writes: the 24 hours are over, and only a template may go out.
import type { SqlPool } from '../../prisma/client.ts'
import type { TemplateName } from './types.ts'

/** `template` null: none is configured. `providerId`: only if it is still that try. */
export type Parking = { now: Date; template: TemplateName | null; providerId?: string }
/** false: it cannot be parked (any more). */
export type Park = (id: string, parking: Parking) => Promise<boolean>

// A digimaatje's words are kept; the bot says the current step instead. What was sent before does not count any more: it reached nobody.
const statement = {
  name: 'delivery-park',
  text: `
    with parked as (
      update "Delivery" set status = 'parked', payload = case when author = 'bot' then null else payload end, "providerId" = null, error = '63016', "updatedAt" = $2
      where id = $1 and status in ('due', 'sending', 'unknown', 'accepted', 'sent', 'failed', 'undelivered') and template is null
        and ($4::text is null or coalesce("providerId", $4) = $4)
      returning *
    ), moved as (
      update "Conversation" c set version = c.version + 1, "deliveriesWaiting" = c."deliveriesWaiting" or ($3::text is not null and c."deliveringBy" is not null)
      from parked p where c.id = p."conversationId"
    ), announced as (
      insert into "Delivery" ("conversationId", seq, author, channel, "addressHash", template, "dueAt", "createdAt", "updatedAt")
      select p."conversationId", p.seq, 'bot', p.channel, p."addressHash", $3, $2, $2, $2 from parked p
      where $3::text is not null and not exists (
        select 1 from "Delivery" t left join "ChannelIdentity" n on n.channel = p.channel and n."addressHash" = p."addressHash"
        where t."conversationId" = p."conversationId" and t.template is not null and t.status <> 'cancelled' and t."createdAt" > coalesce(n."lastInboundAt", '-infinity'))
    )
    select 1 from parked`,
}

/** Raises the conversation's version: what processes remember of it no longer holds. */
export function createPark(sql: SqlPool): Park {
  return async (id, { now, template, providerId = null }: Omit<Parking, 'providerId'> & { providerId?: string | null }) => {
    const client = await sql.connect()
    let broken = true
    try {
      await client.query('begin')
      // The conversation first, as everywhere: no deadlocks. And of two at once the second one sees the first one's template.
      await client.query(`select 1 from "Conversation" c join "Delivery" d on d."conversationId" = c.id where d.id = $1 for update of c`, [id])
      const { rowCount } = await client.query({ ...statement, values: [id, now, template, providerId] })
      await client.query('commit')
      broken = false
      return rowCount === 1
    } finally {
      // A connection in the middle of a transaction is of no use to anybody else.
      client.release(broken)
    }
  }
}
