import { createHash } from 'node:crypto'
import type { SqlPool } from '../../prisma/client.ts'

/** One connection of the pool. */
export type Client = Pick<SqlPool, 'query'>
type Subjects = { conversationId: string; identityHash: Buffer; addressHash: Buffer; codeHash: Buffer }

/**
 * Runs `work` on a connection that holds the lock of this inbound id, across its transactions. When it fails, or the
 * process dies, the connection goes and the lock, and any open transaction, with it.
 */
export async function withOwnLock<T>(sql: SqlPool, inboundKey: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = await sql.connect()
  const key = keyOf('inbound', inboundKey)
  let usable = false
  client.on('error', ignoreCut)
  try {
    await client.query('select pg_advisory_lock($1)', [key])
    const result = await work(client)
    await client.query('select pg_advisory_unlock($1)', [key])
    usable = true
    return result
  } finally {
    client.off('error', ignoreCut)
    client.release(!usable)
  }
}

/**
 * Locks until the end of the transaction everything an attempt is counted on, or the global count.
 * Always in the order of the keys, the global one last: so no two attempts wait for each other.
 */
export async function lock(client: Client, what: Subjects | 'global'): Promise<void> {
  const keys = what === 'global' ? [keyOf('global', '')] : [
    keyOf('conversation', what.conversationId), keyOf('identity', what.identityHash), keyOf('address', what.addressHash), keyOf('code', what.codeHash),
  ]
  const ordered = keys.sort((a, b) => (BigInt(a) < BigInt(b) ? -1 : 1))
  await client.query('select pg_advisory_xact_lock(key) from unnest($1::bigint[]) as key', [ordered])
}

/** PostgreSQL's advisory locks are numbers of 64 bits. */
function keyOf(kind: string, value: string | Buffer): string {
  return createHash('sha256').update(`digimaatje.check.${kind}:`).update(value).digest().readBigInt64BE(0).toString()
}

/** A connection that is cut between two queries says so in an event, which would end the process; the next query fails anyway. */
function ignoreCut(): void {}
