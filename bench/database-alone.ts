// The database's own limit: the two statements of a turn, with what a real conversation writes, and no bot around them.
// Runs in a database of its own on the app's server. Argument: the app's data folder.
import { randomBytes, randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { Client } from 'pg'
import { secretFile } from '../bot/keys.ts'
import { createBatch } from '../bot/turn/batch.ts'
import { limits } from '../domain/limits.ts'
import { openDatabase, type SqlPool } from '../prisma/client.ts'
import { startEmbedded } from '../prisma/embedded.ts'
import { type Captured, captureTurns, type CommitRow } from './captured.ts'
import { answerQuestions } from './child.ts'

export type AloneResult = { seconds: number; turns: number }
type ReadKey = { conversationId: string; externalId: string }
type Statements = { read: (key: ReadKey) => Promise<unknown>; commit: (row: CommitRow) => Promise<boolean> }

const databaseName = 'bench_alone'
const [dataDir = ''] = process.argv.slice(2)
const url = await makeDatabase()
const captured = await captureTurns(url, join(dataDir, 'alone'))
const db = await openDatabase(url)
const statements = createStatements(db.sql, captured)

answerQuestions(({ people, conversations }) => run({ people: Number(people), conversations: Number(conversations) }))

/** A new database on the app's server; its DATABASE_URL. */
async function makeDatabase(): Promise<string> {
  const { address } = await startEmbedded({ dataDir, password: () => secretFile(dataDir, 'database') })
  const client = new Client(address)
  await client.connect()
  await client.query(`create database ${databaseName}`)
  await client.end()
  const { host, port, user, password } = address
  const place = host.startsWith('/') ? `localhost:${port}/${databaseName}?host=${encodeURIComponent(host)}` : `${host}:${port}/${databaseName}`
  return `postgresql://${user}:${encodeURIComponent(password)}@${place}`
}

/** Batched in as many lanes as the app uses. */
function createStatements(sql: SqlPool, { read, commit }: Captured): Statements {
  const { batch: size, lanes } = limits.turn
  const readAll = async (keys: ReadKey[]) => {
    const values = [keys.map(({ conversationId }) => conversationId), keys.map(() => 'web'), keys.map(({ externalId }) => externalId)]
    return (await sql.query<object>({ name: read.name, text: read.text, values })).rows
  }
  const commitAll = async (rows: CommitRow[]) => {
    const result = await sql.query<{ id: string }>({ name: commit.name, text: commit.text, values: [JSON.stringify(rows), 'bench'] })
    const done = new Set(result.rows.map(({ id }) => id))
    return rows.map(({ id }) => done.has(id))
  }
  return { read: createBatch(readAll, { size, lanes }), commit: createBatch(commitAll, { size, lanes }) }
}

async function run({ people, conversations }: { people: number; conversations: number }): Promise<AloneResult> {
  const started = performance.now()
  let next = 0
  const person = async () => {
    while (next < conversations) {
      next += 1
      await replay(captured.rows)
    }
  }
  await Promise.all(Array.from({ length: people }, person))
  return { seconds: (performance.now() - started) / 1_000, turns: conversations * (captured.rows.length - 1) }
}

/** The captured conversation once more, as somebody else's. */
async function replay(rows: readonly CommitRow[]): Promise<void> {
  const [id, person, journeyId, identity] = [randomUUID(), randomUUID(), randomUUID(), randomBytes(32).toString('hex')]
  for (const row of rows) {
    const externalId = randomUUID()
    await statements.read({ conversationId: id, externalId })
    const other = { ...row, id, person, externalId, ...(row.identity && { identity }), journey: row.journey && { ...row.journey, id: journeyId } }
    if (!await statements.commit(other)) throw new Error('a turn of the replay was not committed')
  }
}
