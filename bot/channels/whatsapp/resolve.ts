// From who wrote to which conversation: known by any of their addresses, come over by a word from the website, or new.
import { randomUUID } from 'node:crypto'
import { limits } from '../../../domain/limits.ts'
import type { SqlPool } from '../../../prisma/client.ts'
import type { Keys } from '../../config.ts'
import { createLimiter } from '../../http/limiter.ts'
import { createSealer, keyedHash } from '../../keys.ts'
import { findWord, wordHash } from '../../links.ts'
import { createBatch } from '../../turn/batch.ts'
import type { Inbound } from '../../turn/types.ts'
import type { Address } from './addresses.ts'
import type { Parsed } from './parse.ts'

export type ResolveParts = { sql: SqlPool; keys: Keys; now: () => Date }
/** `sentAt`: only of a message that came much later than it was written. */
export type Received = Extract<Parsed, { kind: 'message' }> & { sentAt?: Date }
export type Resolve = (received: Received) => Promise<Inbound>

/** `known`: there is a row of this address. */
type Found = { known: boolean; owner: Owner | null }
type Owner = { conversationId: string; lastMessageAt: Date }

/** Makes a received message a turn's inbound. Rejects when the database cannot be asked. */
export function createResolve({ sql, keys, now }: ResolveParts): Resolve {
  const { size, lanes } = { size: limits.turn.batch, lanes: limits.turn.lanes }
  const findOwner = createBatch<Buffer, Found>((hashes) => findOwners(sql, hashes), { size, lanes })
  const { most, window } = limits.whatsapp.wrongWords
  const lookups = createLimiter({ most, window, keys: limits.whatsapp.limiterKeys, now })
  const sealer = createSealer(keys.encryption)
  const arrivalOf = async ({ activity }: Received, by: Buffer): Promise<string | 'old' | null> => {
    const word = activity.value ? null : findWord(activity.text ?? '')
    if (!word || lookups.take(by.toString('base64url')) > 0) return null
    return takeWord(sql, [wordHash(keys.pepper, word), now(), by])
  }
  return async (received) => {
    const hashed = received.keys.map(({ address }) => ({ address, hash: addressHash(keys.pepper, address) }))
    const { address: sendTo, hash: identityHash } = firstOf(hashed)
    const arrival = await arrivalOf(received, identityHash)
    const found = arrival && arrival !== 'old' ? [] : await Promise.all(hashed.map(({ hash }) => findOwner(hash)))
    const common = {
      channel: 'whatsapp' as const, externalId: received.sid, identityHash, addressHash: identityHash, sendTo, ...(received.sentAt && { sentAt: received.sentAt }),
      keys: hashed.map(({ address, hash }, index) => ({ hash, address: found[index]?.known ? null : sealer.seal(address) })),
    }
    if (arrival && arrival !== 'old') return { ...common, conversationId: arrival, activity: arrived, attach }
    const activity = arrival === 'old' ? { ...received.activity, channelData: { word: 'old' } } : received.activity
    return { ...common, activity, ...placeOf(found, received.keys, keys.pepper) }
  }
}

/** How an address is looked up. 32 bytes. */
export function addressHash(pepper: Buffer, address: string): Buffer {
  return keyedHash(pepper, `whatsapp:${address}`)
}

const arrived = { type: 'event', name: 'arrive', locale: 'nl-NL' }
const attach = { fromSeq: 0 }

/** Two addresses that turn out to be one person go on where they were last. */
function placeOf(found: Found[], addresses: Address[], pepper: Buffer): Pick<Inbound, 'conversationId' | 'start' | 'attach'> {
  const owners = found.flatMap(({ owner }) => owner ?? [])
  const [newest] = owners.toSorted((a, b) => b.lastMessageAt.getTime() - a.lastMessageAt.getTime())
  // An address that was taken from a conversation (undone, erased) belongs to none until its next message says so: a turn under way does not bring it back.
  const adrift = found.some(({ known, owner }) => known && !owner)
  const apart = adrift || owners.some(({ conversationId }) => conversationId !== newest?.conversationId)
  const place = newest ? { conversationId: newest.conversationId } : { conversationId: newConversationId(addresses, pepper), start: { personId: randomUUID() } }
  return { ...place, ...(apart && { attach }) }
}

/** The same in every process, so that two first messages at once start one conversation. The user id is in nearly every message, the number not. */
function newConversationId(addresses: Address[], pepper: Buffer): string {
  const { address } = addresses.find(({ kind }) => kind === 'user') ?? firstOf(addresses)
  const hex = keyedHash(pepper, `conversation:${address}`).toString('hex')
  // Marked as a uuid of version 8 (own making), as zod and PostgreSQL like them.
  return [hex.slice(0, 8), hex.slice(8, 12), `8${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`, hex.slice(20, 32)].join('-')
}

function firstOf<Item>(items: readonly Item[]): Item {
  const [first] = items
  if (first === undefined) throw new Error('nobody to resolve')
  return first
}

// Plain `pg`, named and prepared: it runs once per message, before the turn's own read.
const ownersStatement = {
  name: 'whatsapp-owners',
  text: `
    select o.*
    from unnest($1::bytea[]) with ordinality as i(hash, n)
    left join lateral (
      select true as known, c.id as "conversationId", c."lastMessageAt"
      from "ChannelIdentity" k left join "Conversation" c on c.id = k."conversationId"
      where k.channel = 'whatsapp' and k."addressHash" = i.hash limit 1
    ) as o on true
    order by i.n`,
}

async function findOwners(sql: SqlPool, hashes: Buffer[]): Promise<Found[]> {
  const { rows } = await sql.query<{ conversationId: string | null; lastMessageAt: Date; known: boolean | null }>({ ...ownersStatement, values: [hashes] })
  return rows.map(({ conversationId, lastMessageAt, known }) => ({ known: known ?? false, owner: conversationId ? { conversationId, lastMessageAt } : null }))
}

/** Uses a word. The same person may use it again: their message may come twice. `old`: too late, or somebody else used it; null: not ours. */
async function takeWord(sql: SqlPool, values: [hash: Buffer, now: Date, by: Buffer]): Promise<string | 'old' | null> {
  const { rows } = await sql.query<{ conversationId: string }>(`
    update "OneTimeLink" set "usedAt" = coalesce("usedAt", $2), "usedByHash" = $3
    where "tokenHash" = $1 and kind = 'toWhatsApp' and "expiresAt" > $2 and ("usedAt" is null or "usedByHash" = $3)
    returning "conversationId"`, values)
  if (rows[0]) return rows[0].conversationId
  const { rowCount } = await sql.query(`select 1 from "OneTimeLink" where "tokenHash" = $1 and kind = 'toWhatsApp'`, [values[0]])
  return rowCount ? 'old' : null
}
