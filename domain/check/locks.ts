import { createHash } from 'node:crypto'
import type { SqlPool } from '../../prisma/client.ts'

/** One connection of the pool. */
export type Client = Pick<SqlPool, 'query'>
type Subjects = { conversationId: string; identityHash: Buffer; addressHash: Buffer; codeHash: Buffer }

/**
 * Runs `work` in a transaction that holds the locks of everything an attempt is counted on, on a connection that holds the
 * lock of this inbound id, also after that transaction. When it fails, or the process dies, the connection goes and the
 * locks, and any open transaction, with it.
 */
export async function withLocks<T>(sql: SqlPool, attempt: Subjects & { inboundKey: string }, work: (client: Client) => Promise<T>): Promise<T> {
  const client = await sql.connect()
  const key = keyOf('inbound', attempt.inboundKey)
  let usable = false
  client.on('error', ignoreCut)
  try {
    // One round trip: the keys are numbers of our own making.
    await client.query(`begin; select pg_advisory_lock(${key}); ${lockStatement(attempt)}`)
    const result = await work(client)
    await client.query({ name: 'check-unlock', text: 'select pg_advisory_unlock($1)', values: [key] })
    usable = true
    return result
  } finally {
    client.off('error', ignoreCut)
    client.release(!usable)
  }
}

/** Locks the global count until the end of the transaction; always after the others. */
export async function lockGlobal(client: Client): Promise<void> {
  await client.query(lockStatement('global'))
}

/**
 * Locks until the end of the transaction. Always in the order of the keys, the global one last: so no two attempts wait for each other.
 */
function lockStatement(what: Subjects | 'global'): string {
  const keys = what === 'global' ? [keyOf('global', '')] : [
    keyOf('conversation', what.conversationId), keyOf('identity', what.identityHash), keyOf('address', what.addressHash), keyOf('code', what.codeHash),
  ]
  const ordered = keys.sort((a, b) => (BigInt(a) < BigInt(b) ? -1 : 1))
  return `select pg_advisory_xact_lock(key) from unnest('{${ordered.join(',')}}'::bigint[]) as key`
}

/** PostgreSQL's advisory locks are numbers of 64 bits. */
function keyOf(kind: string, value: string | Buffer): string {
  return createHash('sha256').update(`digimaatje.check.${kind}:`).update(value).digest().readBigInt64BE(0).toString()
}

/** A connection that is cut between two queries says so in an event, which would end the process; the next query fails anyway. */
function ignoreCut(): void {}
