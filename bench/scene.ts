// The processes of a run, started one after another in a folder of their own and all stopped at its end.
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { isAbsolute, join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { findHome } from '../prisma/embedded-home.ts'
import { type Child, startChild } from './child.ts'
import { importLetters } from './letters.ts'
import { recordReference, type Reference } from './reference.ts'

export type Server = { url: string; process: Child }
export type Scene = {
  folder: string
  app: Server
  baseline: Server
  driver: Child
  database: Child
  /** The process id of PostgreSQL's first process; the others are its children. */
  postgres: number
  reference: Reference
  /** What the app logged at level warn or above. */
  complaints: () => string[]
  close: () => Promise<void>
}

const file = (path: string) => join(import.meta.dirname, '..', path)
/** The same for the app and for the bot beside it. */
const flags = ['--expose-gc', '--import', file('bench/probe.ts')]
const patience = 30_000

/** Starts the app on a new embedded database, with a letter for every conversation, records the reference, starts the rest. */
export async function openScene(letters: number): Promise<Scene> {
  const folder = mkdtempSync(join(tmpdir(), 'digimaatje-bench-'))
  // As root PostgreSQL runs as another user, who must be able to pass through.
  chmodSync(folder, 0o711)
  const dataDir = join(folder, 'data')
  const children: Child[] = []
  const add = (child: Child) => {
    children.push(child)
    return child
  }
  const start = (name: string, path: string, more: { args?: string[]; env?: Record<string, string>; flags?: string[] }) =>
    add(startChild({ file: file(path), folder, log: join(folder, `${name}.log`), ...more }))
  let closing: Promise<void> | null = null
  const close = () => (closing ??= closeAll(children, folder, dataDir))
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void close().finally(() => process.exit(130)))
  try {
    const port = await freePort()
    const env = { PORT: String(port), DATA_DIR: dataDir, LOG_LEVEL: 'warn', TRUST_PROXY: '1' }
    const app = await untilHealthy(port, start('app', 'bot/start.mjs', { env, flags }))
    importLetters({ count: letters, folder, dataDir })
    const reference = await recordReference(app.url)
    const referenceFile = join(folder, 'reference.json')
    writeFileSync(referenceFile, JSON.stringify(reference))
    const basePort = await freePort()
    const baseline = await untilHealthy(basePort, start('baseline', 'bench/baseline-server.ts', { args: [referenceFile, String(basePort)], flags }))
    const driver = start('driver', 'bench/driver.ts', { args: [referenceFile] })
    const database = start('database', 'bench/database-alone.ts', { args: [dataDir] })
    // Whether it can at all is better known now than after all the rounds.
    await database.ask({ people: 1, conversations: 1 })
    return { folder, app, baseline, driver, database, postgres: postmasterOf(dataDir), reference, complaints: () => complaintsOf(app.process), close }
  } catch (error) {
    await close()
    throw error
  }
}

async function untilHealthy(port: number, process: Child): Promise<Server> {
  const url = `http://127.0.0.1:${port}`
  for (const end = Date.now() + patience; Date.now() < end && process.alive();) {
    const good = await fetch(`${url}/health`).then(({ ok }) => ok, () => false)
    if (good) return { url, process }
    await pause(50)
  }
  throw new Error(`did not start: ${process.output().slice(-2_000)}`)
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number }
      server.close(() => resolve(port))
    })
  })
}

const postmasterOf = (dataDir: string) => Number(readFileSync(join(findHome(dataDir).cluster, 'postmaster.pid'), 'utf8').split('\n')[0])

const complaintsOf = (app: Child) => app.output().split('\n').filter((line) => line.startsWith('{'))

async function closeAll(children: readonly Child[], folder: string, dataDir: string): Promise<void> {
  for (const child of children.toReversed()) await child.stop()
  const home = existsSync(dataDir) ? findHome(dataDir) : null
  for (const path of [home?.folder, home?.sockets, folder]) if (path && isAbsolute(path)) rmSync(path, { recursive: true, force: true })
}
