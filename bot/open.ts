// Opening the store: the embedded PostgreSQL of the data folder or the one of DATABASE_URL, with the keys that belong to it.
import { type Database, openDatabase } from '../prisma/client.ts'
import { startEmbedded } from '../prisma/embedded.ts'
import type { Config, Keys } from './config.ts'
import { loadKeys, secretFile } from './keys.ts'

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
  if (config.databaseUrl) {
    const db = await openDatabase(config.databaseUrl)
    return { db, keys: loadKeys(config), folder: null, adopted: false, close: db.close }
  }
  const server = await startEmbedded({ dataDir: config.dataDir, password: () => secretFile(config.dataDir, 'database') })
  const db = await openDatabase(server.address)
  const close = async () => {
    const alone = await isAlone(db)
    await db.close()
    if (alone && !(server.adopted && options.keepServer)) await server.stop()
  }
  return { db, keys: loadKeys(config), folder: server.folder, adopted: server.adopted, close }
}

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
