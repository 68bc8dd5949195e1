import { randomUUID } from 'node:crypto'
import { type Database, openDatabase } from '../../prisma/client.ts'
import type { DatabaseAddress } from '../../prisma/embedded.ts'
import { onTestServer, templateName, testServerAddress } from './test-server.ts'

export type TestDatabase = {
  db: Database
  /** For a second pool on the same database: `openDatabase(address)`. */
  address: DatabaseAddress
  /** The same as a DATABASE_URL. */
  url: string
  /** Closes `db` and removes the database, also under connections that are still open. */
  drop: () => Promise<void>
}

/** A database of one's own with every migration applied, as fast as a copy. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const database = `test_${randomUUID().replaceAll('-', '')}`
  await onTestServer(`create database ${database} template ${templateName}`)
  const address = { ...testServerAddress(), database }
  const db = await openDatabase(address)
  const drop = async () => {
    await db.close().catch(() => {})
    await onTestServer(`drop database if exists ${database} with (force)`)
  }
  return { db, address, url: urlOf(address), drop }
}

/** A Unix socket's folder does not fit in the place of a host: it goes into the query. */
export function urlOf({ host, port, user, password, database }: DatabaseAddress): string {
  const place = host.startsWith('/') ? `localhost:${port}/${database}?host=${encodeURIComponent(host)}` : `${host}:${port}/${database}`
  return `postgresql://${user}:${password}@${place}`
}
