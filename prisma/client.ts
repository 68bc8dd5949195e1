// The one place where the database is opened: Prisma and the plain pool share its connections.
import { randomUUID } from 'node:crypto'
import { PrismaPg } from '@prisma/adapter-pg'
import { Client, Pool, type PoolConfig } from 'pg'
import { serverOf } from './database-url.ts'
import type { DatabaseAddress } from './embedded.ts'
import { DatabaseError } from './errors.ts'
import { PrismaClient } from './generated/client.ts'
import { migrate } from './migrate.ts'

export type { PrismaClient } from './generated/client.ts'
export type SqlPool = Pool
export type Database = {
  prisma: PrismaClient
  /** For the statements of a turn: named, prepared, one round trip each. */
  sql: SqlPool
  /** For what may be lost when PostgreSQL itself crashes, because it is found out again: its commits do not wait for the disk. */
  lax: SqlPool
  connection: PoolConfig
  /** What this process is called at the server (application_name). */
  name: string
  close: () => Promise<void>
}

const oldestVersion = 15
const migrationLock = 20_261_121
/**
 * Every statement of ours finds its rows by an index. The planner does not know: a set that comes in as JSON counts as 100 rows for it, and
 * a table that was empty when the plan was made is read from end to end for ever. Seen: the commit of a turn took 1.2 ms instead of 0.35.
 */
const planning = '-c plan_cache_mode=force_generic_plan -c enable_seqscan=off -c enable_hashjoin=off -c enable_mergejoin=off -c enable_material=off'
const pool = { max: 20, connectionTimeoutMillis: 5_000, statement_timeout: 15_000, idleTimeoutMillis: 60_000 }
const laxConnections = 4

/**
 * Opens a database, brings it to the newest migration and checks its version.
 * @param target a `DATABASE_URL`, or the address of the embedded server with the database's name
 * @throws DatabaseError `unreachable`, `tooOld`, `migrationFailed`; none of them holds the password
 */
export async function openDatabase(target: string | DatabaseAddress): Promise<Database> {
  const connection = typeof target === 'string' ? { connectionString: target } : { ...target }
  await prepare(connection)
  const name = `digimaatje-bot-${process.pid}-${randomUUID().slice(0, 8)}`
  const sql = openPool({ ...connection, ...pool, options: planning, application_name: name })
  const lax = openPool({ ...connection, ...pool, max: laxConnections, options: `${planning} -c synchronous_commit=off`, application_name: name })
  const prisma = new PrismaClient({ adapter: new PrismaPg(sql) })
  const close = async () => {
    await prisma.$disconnect()
    await Promise.all([sql.end(), lax.end()])
  }
  return { prisma, sql, lax, connection, name, close }
}

function openPool(config: PoolConfig): Pool {
  const opened = new Pool(config)
  // A connection that dies while idle is replaced by the pool; without a listener it would end the process.
  opened.on('error', () => {})
  opened.on('connect', (client) => client.on('error', () => {}))
  return opened
}

/** Any number of processes may start at once: the advisory lock lets one of them migrate, the others wait for it. */
async function prepare(connection: PoolConfig): Promise<void> {
  let client: Client | null = null
  try {
    // Throws too, when a certificate that the address names is not there.
    client = new Client({ ...connection, connectionTimeoutMillis: pool.connectionTimeoutMillis })
    client.on('error', () => {})
    await client.connect()
    const { rows } = await client.query<{ version: string }>("select current_setting('server_version_num') as version")
    const major = Math.floor(Number(rows[0]?.version) / 10_000)
    if (major < oldestVersion) throw new DatabaseError('tooOld', { version: String(major), oldest: String(oldestVersion) })
    await client.query('select pg_advisory_lock($1)', [migrationLock])
    await migrate(connection)
  } catch (error) {
    if (error instanceof DatabaseError) throw error
    throw new DatabaseError('unreachable', { server: nameOf(connection), reason: reasonOf(error) }, error)
  } finally {
    await client?.end().catch(() => {})
  }
}

/** host:port/database, never the user's password. */
function nameOf(connection: PoolConfig): string {
  return connection.connectionString ? serverOf(connection.connectionString) ?? '(not a URL)' : `${connection.host}:${connection.port}`
}

function reasonOf(error: unknown): string {
  const { code, message } = error as { code?: string; message?: string }
  return code ?? String(message).split('\n')[0] ?? ''
}
