// The statements of the turns of one real conversation, heard at the app's own pool: what they are and what they carry.
import { mkdirSync } from 'node:fs'
import { createApp } from '../bot/app.ts'
import { readConfig } from '../bot/config.ts'
import { createLog } from '../bot/log.ts'
import type { SqlPool } from '../prisma/client.ts'
import { recordReference } from './reference.ts'

type Statement = { name: string; text: string }
/** One turn in the input of the commit statement; `at` and the rest are written again as they were. */
export type CommitRow = { id: string; version: number; person: string; externalId: string; identity?: string; journey: { id: string } | null } & Record<string, unknown>
/** `rows` are the turns in order, the start first. */
export type Captured = { read: Statement; commit: Statement; rows: CommitRow[] }
type Query = Statement & { values: unknown[] }

/**
 * Runs the whole app in this process on a database of its own, has the conversation of the script with it, and stops it.
 * @throws Error when the app no longer reads with `turn-read` or commits rows with `turn-commit`
 */
export async function captureTurns(databaseUrl: string, dataDir: string): Promise<Captured> {
  mkdirSync(dataDir, { recursive: true })
  const config = readConfig({ PORT: '0', DATABASE_URL: databaseUrl, DATA_DIR: dataDir, LOG_LEVEL: 'warn', TRUST_PROXY: '1' })
  const app = await createApp({ config, log: createLog(config.logLevel), now: () => new Date() })
  const heard = listenTo(app.store.db.sql)
  const { url } = await app.start()
  await recordReference(url)
  await app.stop()
  const read = heard.find(({ name }) => name === 'turn-read')
  const commits = heard.filter(({ name }) => name === 'turn-commit')
  const rows = commits.flatMap(({ values }) => JSON.parse(String(values[0])) as CommitRow[])
  if (!read || !commits[0] || !rows.every(({ version }, index) => version === index)) throw new Error('the turns do not read and commit as expected: see bench/captured.ts')
  return { read, commit: commits[0], rows }
}

function listenTo(sql: SqlPool): Query[] {
  const heard: Query[] = []
  const query = sql.query.bind(sql) as (...given: unknown[]) => unknown
  const listening = (...given: unknown[]) => {
    const [first] = given as [Partial<Query> | string]
    if (typeof first === 'object' && first.name && first.text) heard.push({ name: first.name, text: first.text, values: first.values ?? [] })
    return query(...given)
  }
  Object.assign(sql, { query: listening })
  return heard
}
