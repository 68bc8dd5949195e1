// The statements of the drain: taking the right to send for a conversation, reading what is open, claiming a row, parking, cancelling.
import { type Form, formFor } from '../../locales/index.ts'
import type { SqlPool } from '../../prisma/client.ts'
import { fromDelivery, wakeChannel } from '../turn/commit-statement.ts'
import type { Author } from '../turn/types.ts'
import { createPark } from './park.ts'
import type { TemplateName } from './types.ts'

export type OpenRow = {
  id: string; seq: number; author: Author; template: TemplateName | null; payload: Buffer | null
  status: 'due' | 'sending' | 'unknown'; dueAt: Date; attempts: number; createdAt: Date; updatedAt: Date; addressHash: Buffer
  address: Buffer | null; lastInboundAt: Date | null; optedOutAt: Date | null
  /** The address still belongs to this conversation. */
  theirs: boolean
}
export type Rows = ReturnType<typeof createRows>
/** A conversation this process may send for until then. `form` for templates. */
export type Lease = { conversationId: string; until: Date; owner: 'bot' | 'human'; form: Form }

export type Taking = { held?: Date; early?: boolean }

/** @param processId the holder of leases; times are `now()` of the app, as in the commit */
export function createRows({ sql, lax, processId }: { sql: SqlPool; lax: SqlPool; processId: string }) {
  /**
   * null: somebody is sending for this conversation (this process too: a turn it committed meanwhile), or it must wait.
   * @param options.held the lease this process holds; `early`: also when it should wait
   */
  const take = async (conversationId: string, { now, until, held, early }: { now: Date; until: Date } & Taking): Promise<Lease | null> => {
    const { rows } = await sql.query<{ owner: 'bot' | 'human'; role: string | null }>({ name: 'delivery-take', text: `
      update "Conversation" c set "deliveringBy" = $2, "deliveringUntil" = $4, "deliveriesWaiting" = false
      where c.id = $1 and (c."deliveringBy" is null or c."deliveringUntil" <= $3 or c."deliveringBy" = $2 and c."deliveringUntil" = $5 or $6 and c."deliveringBy" = 'later')
      returning c.owner, (select j.role from "Journey" j where j.id = c."journeyId") as role`, values: [conversationId, processId, now, until, held ?? null, early ?? false] })
    const [row] = rows
    return row ? { conversationId, until, owner: row.owner, form: formFor(row.role) } : null
  }

  /** The next one. */
  const open = async (conversationId: string): Promise<OpenRow | null> => {
    const { rows } = await sql.query<OpenRow>({ name: 'delivery-open', text: `
      select d.id, d.seq, d.author, d.template, d.payload, d.status, d."dueAt", d.attempts, d."createdAt", d."updatedAt", d."addressHash",
             n.address, n."lastInboundAt", n."optedOutAt", coalesce(n."conversationId" = d."conversationId", n.id is null) as theirs
      from "Delivery" d left join "ChannelIdentity" n on n.channel = d.channel and n."addressHash" = d."addressHash"
      where d."conversationId" = $1 and d.status in ('due', 'sending', 'unknown') order by d.id limit 1`, values: [conversationId] })
    return rows[0] ?? null
  }

  /** Committed before the request goes out. false: it was cancelled, or the right to send was lost. */
  const claim = async (id: string, lease: Lease): Promise<boolean> => {
    const { rowCount } = await sql.query({ name: 'delivery-claim', text: `
      update "Delivery" d set status = 'sending', "dueAt" = $3, "updatedAt" = $3 from "Conversation" c
      where d.id = $1 and d.status = 'due' and c.id = d."conversationId" and c."deliveringBy" = $2`, values: [id, processId, lease.until] })
    return rowCount === 1
  }

  /** Rows that were never handed to the provider go back in the queue. */
  const putBack = async (ids: string[], now: Date): Promise<void> => {
    await sql.query({ name: 'delivery-put-back', text: `
      update "Delivery" d set status = 'due', "dueAt" = $2 from "Conversation" c
      where d.id = any($1::bigint[]) and d.status = 'sending' and c.id = d."conversationId" and c."deliveringBy" = $3`, values: [ids, now, processId] })
  }

  /** Everything that is still to be sent to this address is not. `optOut`: they asked for it, as the provider says. */
  const cancelRest = async (row: { conversationId: string; addressHash: Buffer }, { now, optOut }: { now: Date; optOut: boolean }): Promise<void> => {
    await sql.query({ name: 'delivery-cancel-rest', text: `
      with gone as (
        update "ChannelIdentity" set "optedOutAt" = $3 where $4 and channel = 'whatsapp' and ("addressHash" = $2 or "conversationId" = $1)
      )
      update "Delivery" set status = 'cancelled', payload = null, "updatedAt" = $3
      where "conversationId" = $1 and "addressHash" = $2 and status in ('due', 'parked')`, values: [row.conversationId, row.addressHash, now, optOut] })
  }

  /** A human should look at it, and hears so. */
  const flag = async (conversationId: string, reason: string, now: Date): Promise<void> => {
    await sql.query({ name: 'delivery-flag', text: 'update "Conversation" set "flagReason" = $2, "flaggedAt" = $3 where id = $1', values: [conversationId, reason, now] })
    told(conversationId)
  }

  /** The desk hears what became of a delivery. It may be lost: the desk reads again now and then. */
  const told = (conversationId: string): void => {
    lax.query({ name: 'delivery-told', text: 'select pg_notify($1, $2)', values: [wakeChannel, `${fromDelivery} ${conversationId}`] }).catch(() => {})
  }

  /** Who has the word now. */
  const ownerOf = async (conversationId: string): Promise<'bot' | 'human' | null> => {
    const { rows } = await sql.query<{ owner: 'bot' | 'human' }>({ name: 'delivery-owner', text: 'select owner from "Conversation" where id = $1', values: [conversationId] })
    return rows[0]?.owner ?? null
  }

  /** Ids the provider gave to deliveries of this conversation. */
  const knownIds = async (conversationId: string): Promise<Set<string>> => {
    const { rows } = await sql.query<{ providerId: string }>({ name: 'delivery-known', text: `
      select "providerId" from "Delivery" where "conversationId" = $1 and "providerId" is not null`, values: [conversationId] })
    return new Set(rows.map(({ providerId }) => providerId))
  }
  return { take, open, claim, putBack, park: createPark(sql), cancelRest, flag, told, ownerOf, knownIds }
}
