// Messages that Twilio took but could not bring to us: it repeats a 5xx or a time-out only when the webhook's address asks for it.
import { limits } from '../../../domain/limits.ts'
import type { SqlPool } from '../../../prisma/client.ts'
import type { WhatsAppConfig } from '../../config-whatsapp.ts'
import { readAddress } from './addresses.ts'
import { ListingFailed, type TwilioClient } from './client.ts'
import type { Form } from './parse.ts'
import { addressHash } from './resolve.ts'

export type MissedParts = { config: Pick<WhatsAppConfig, 'accountSid' | 'from'>; client: Pick<TwilioClient, 'messages'>; sql: SqlPool; pepper: Buffer }

/** `at`: when it was written, in whole seconds. */
export type Missed = { form: Form; at: Date }

/**
 * Messages to us between two moments that are not stored, oldest first, in the form of the webhook. The list knows less than the webhook:
 * a pressed button is its title, a file is just a file. What may have been stored and erased since is left out.
 * @throws ListingFailed
 */
export async function findMissed({ config, client, sql, pepper }: MissedParts, { since, until }: { since: Date; until: Date }): Promise<Missed[]> {
  const listed = await client.messages.list({ to: config.from, dateSentAfter: since, limit: limits.whatsapp.missed }).catch((error: unknown) => { throw new ListingFailed(error) })
  const received = listed.filter(({ direction, dateCreated }) => direction === 'inbound' && dateCreated >= wholeSecond(since) && dateCreated <= until).map(({ sid, from, body, numMedia, dateCreated: at }) => ({ sid, from, body, numMedia, at }))
  const stored = await findStored(sql, received.map(({ sid }) => sid))
  // Listed newest first, also within a second.
  const missing = received.filter(({ sid }) => !stored.has(sid)).toReversed().toSorted((a, b) => a.at.getTime() - b.at.getTime())
  const kept = await withoutErased({ sql, pepper }, missing)
  return kept.map(({ sid, from, body, numMedia, at }) => ({ at, form: { AccountSid: config.accountSid, MessageSid: sid, From: from, To: config.from, Body: body ?? '', NumMedia: numMedia ?? '0' } }))
}

/** As Twilio knows the time. */
const wholeSecond = (at: Date) => new Date(Math.floor(at.getTime() / 1_000) * 1_000)

async function findStored(sql: SqlPool, sids: string[]): Promise<Set<string>> {
  if (sids.length === 0) return new Set()
  const { rows } = await sql.query<{ externalId: string }>(`select "externalId" from "Inbound" where channel = 'whatsapp' and "externalId" = any($1)`, [sids])
  return new Set(rows.map(({ externalId }) => externalId))
}

type Listed = { from: string; at: Date }

/**
 * Whoever erased a conversation is not to find it alive again: of messages from before the last erasing only those of a conversation
 * that was there already are taken.
 */
async function withoutErased<Message extends Listed>({ sql, pepper }: Pick<MissedParts, 'sql' | 'pepper'>, messages: Message[]): Promise<Message[]> {
  const [first] = messages
  if (!first) return []
  const { rows: [last] } = await sql.query<{ at: Date | null }>(`select max(at) as at from "AuditEvent" where action = 'erase' and at >= $1`, [first.at])
  const erasedAt = last?.at ?? null
  if (!erasedAt) return messages
  const hashOf = ({ from }: Listed) => addressHash(pepper, readAddress(from)?.address ?? '')
  const { rows } = await sql.query<{ addressHash: Buffer; createdAt: Date }>(`
    select k."addressHash", c."createdAt" from "ChannelIdentity" k join "Conversation" c on c.id = k."conversationId"
    where k.channel = 'whatsapp' and k."addressHash" = any($1)`, [messages.map(hashOf)])
  const began = new Map(rows.map((row) => [row.addressHash.toString('hex'), wholeSecond(row.createdAt)]))
  return messages.filter((message) => message.at > erasedAt || (began.get(hashOf(message).toString('hex')) ?? erasedAt) <= message.at)
}
