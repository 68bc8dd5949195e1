// A folder of its own for a run, the processes started in it, and their end.
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { isAbsolute, join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { findHome } from '../prisma/embedded-home.ts'
import { type Child, startChild } from './child.ts'

export type Server = { url: string; process: Child }
type More = { args?: string[]; env?: Record<string, string>; flags?: string[] }
export type Stage = {
  folder: string
  dataDir: string
  start: (name: string, path: string, more?: More) => Child
  /** Starts a server that answers GET /health, measured alike whichever it is. */
  serve: (name: string, path: string, more: (port: string) => More) => Promise<Server>
  /** Stops everything, the last started first, and removes the folder. */
  close: () => Promise<void>
}

const file = (path: string) => join(import.meta.dirname, '..', path)
/** The same for the app and for the bot beside it. */
const flags = ['--expose-gc', '--import', file('bench/probe.ts')]
const patience = 30_000

export function openStage(): Stage {
  const folder = mkdtempSync(join(tmpdir(), 'digimaatje-bench-'))
  // As root PostgreSQL runs as another user, who must be able to pass through.
  chmodSync(folder, 0o711)
  const dataDir = join(folder, 'data')
  const children: Child[] = []
  const start: Stage['start'] = (name, path, more = {}) => {
    const child = startChild({ file: file(path), folder, log: join(folder, `${name}.log`), ...more })
    children.push(child)
    return child
  }
  let closing: Promise<void> | null = null
  const close = () => (closing ??= closeAll(children, folder, dataDir))
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void close().finally(() => process.exit(130)))
  const serve: Stage['serve'] = async (name, path, more) => {
    const port = await freePort()
    return untilHealthy(port, start(name, path, { flags, ...more(String(port)) }))
  }
  return { folder, dataDir, start, serve, close }
}

/** What the app logged at level warn or above. */
export const complaintsOf = (app: Child) => app.output().split('\n').filter((line) => line.startsWith('{'))

/** The process id of PostgreSQL's first process; the others are its children. */
export const postmasterOf = (dataDir: string) => Number(readFileSync(join(findHome(dataDir).cluster, 'postmaster.pid'), 'utf8').split('\n')[0])

async function untilHealthy(port: number, process: Child): Promise<Server> {
  const url = `http://127.0.0.1:${port}`
  for (const end = Date.now() + patience; Date.now() < end && process.alive();) {
    const good = await fetch(`${url}/health`).then(({ ok }) => ok, () => false)
    if (good) return { url, process }
    await pause(50)
  }
  throw new Error(`did not start: ${process.output().slice(-2_000)}`)
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number }
      server.close(() => resolve(port))
    })
  })
}

async function closeAll(children: readonly Child[], folder: string, dataDir: string): Promise<void> {
  for (const child of children.toReversed()) await child.stop()
  const home = existsSync(dataDir) ? findHome(dataDir) : null
  for (const path of [home?.folder, home?.sockets, folder]) if (path && isAbsolute(path)) rmSync(path, { recursive: true, force: true })
}
