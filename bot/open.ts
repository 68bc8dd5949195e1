// Opening the store: the embedded PostgreSQL of the data folder or the one of DATABASE_URL, with the keys that belong to it.
import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { type Database, openDatabase } from '../prisma/client.ts'
import { type EmbeddedServer, startEmbedded } from '../prisma/embedded.ts'
import { DatabaseError } from '../prisma/errors.ts'
import type { Config, Keys } from './config.ts'
import { loadKeys, secretFile, secretPath } from './keys.ts'

export type Store = {
  db: Database
  keys: Keys
  /** Where the data is: a folder, or null for a DATABASE_URL. */
  folder: string | null
  /** The embedded server was running already (an earlier process was killed, or another one uses it). */
  adopted: boolean
  /** Closes the connections, and stops the embedded server if this process started it and nobody else uses it. */
  close: () => Promise<void>
}

/**
 * Opens the database, migrated, with its keys.
 * @param options.keepServer leave a server that was running already as it is (commands beside a running app)
 * @throws DatabaseError
 */
export async function openStore(config: Config, options: { keepServer?: boolean } = {}): Promise<Store> {
  // Before any database: a key that cannot be used must not leave one running.
  const keys = loadKeys(config)
  if (config.databaseUrl) {
    const db = await openDatabase(config.databaseUrl)
    return { db, keys, folder: null, adopted: false, close: db.close }
  }
  const server = await startEmbedded({ dataDir: config.dataDir, password: (known) => databasePassword(config, known) })
  const db = await openEmbedded(server, config)
  const close = async () => {
    const alone = await isAlone(db)
    await db.close()
    if (alone && !(server.adopted && options.keepServer)) await server.stop()
  }
  return { db, keys, folder: server.folder, adopted: server.adopted, close }
}

/** Another password would not open a database that is there already. */
function databasePassword({ dataDir }: Config, known: boolean): string {
  if (known && !existsSync(secretPath(dataDir, 'database'))) throw passwordLost(dataDir)
  return secretFile(dataDir, 'database')
}

/** What goes wrong here is about the data folder, not about a DATABASE_URL; and a server that was started for nothing stops. */
async function openEmbedded(server: EmbeddedServer, { dataDir }: Config): Promise<Database> {
  try {
    return await openDatabase(server.address)
  } catch (error) {
    if (!server.adopted) await server.stop()
    if (!(error instanceof DatabaseError) || error.code !== 'unreachable') throw error
    if (error.values['reason'] === wrongPassword) throw passwordLost(dataDir, error)
    throw new DatabaseError('embeddedFailed', { reason: error.values['reason'] ?? '', log: server.log }, error)
  }
}

const wrongPassword = '28P01'
const passwordLost = (dataDir: string, cause?: unknown) => new DatabaseError('passwordLost', { file: secretPath(dataDir, 'database'), folder: resolve(dataDir) }, cause)

/** No other process (a second app, a command) has a connection to this database. */
async function isAlone(db: Database): Promise<boolean> {
  try {
    const { rows } = await db.sql.query<{ others: number }>(
      `select count(*)::int as others from pg_stat_activity
       where backend_type = 'client backend' and datname = current_database() and application_name <> $1`, [db.name])
    return rows[0]?.others === 0
  } catch {
    return true
  }
}
