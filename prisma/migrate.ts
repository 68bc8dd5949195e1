// Applies prisma/migrations with Prisma's own schema engine (WebAssembly), as `prisma migrate deploy` would, without its download.
// The engine is not a documented package: this is the only file that knows it. docs/decisions/0004-embedded-postgresql.md
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { PrismaPg } from '@prisma/adapter-pg'
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils'
import { Client, Pool, type PoolConfig } from 'pg'
import { DatabaseError } from './errors.ts'

type Engine = {
  applyMigrations: (input: unknown) => Promise<{ appliedMigrationNames: string[] }>
  diff: (input: unknown) => Promise<{ stdout?: string | null }>
}
type EngineModule = { SchemaEngine: { new: (options: unknown, log: (line: string) => void, adapter: unknown) => Promise<Engine> }; __wbg_set_wasm: (exports: unknown) => void }

const here = dirname(fileURLToPath(import.meta.url))
const schemaFile = join(here, 'schema.prisma')
const folder = join(here, 'migrations')

/**
 * Brings the database to the newest migration.
 * @param connection of a user that may create tables
 * @returns the names of the migrations that were applied now
 * @throws DatabaseError `migrationFailed`
 */
export async function migrate(connection: PoolConfig): Promise<string[]> {
  if (await isUpToDate(connection)) return []
  const { engine, close } = await openEngine(connection)
  const migrationDirectories = migrationsOnDisk().map(({ name, sql }) => ({ path: name, migrationFile: { path: 'migration.sql', content: { tag: 'ok', value: sql } } }))
  try {
    const lockfile = { path: 'migration_lock.toml', content: readFileSync(join(folder, 'migration_lock.toml'), 'utf8') }
    const migrationsList = { baseDir: folder, lockfile, shadowDbInitScript: '', migrationDirectories }
    const result = await engine.applyMigrations({ migrationsList, filters: { externalTables: [], externalEnums: [] } })
    return result.appliedMigrationNames
  } catch (error) {
    const lines = `${(error as Error).message}\n${(error as Error).stack}`.split('\n')
    throw new DatabaseError('migrationFailed', { reason: (lines.find((line) => line.includes('ERROR:')) ?? lines[0] ?? '').trim() }, error)
  } finally {
    await close()
  }
}

/** The SQL that makes an empty database into schema.prisma: the beginning of a new migration. */
export async function schemaAsSql(connection: PoolConfig): Promise<string> {
  const { engine, close } = await openEngine(connection)
  const files = [{ path: schemaFile, content: readFileSync(schemaFile, 'utf8') }]
  const result = await engine.diff({
    from: { tag: 'empty' }, to: { tag: 'schemaDatamodel', files }, script: true, shadowDatabaseUrl: null, exitCode: null,
    filters: { externalTables: [], externalEnums: [] },
  })
  await close()
  return result.stdout ?? ''
}

function migrationsOnDisk(): { name: string; sql: string }[] {
  const names = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory()).map((entry) => entry.name).toSorted()
  return names.map((name) => ({ name, sql: readFileSync(join(folder, name, 'migration.sql'), 'utf8') }))
}

/** Are all applied, unchanged since? Asked first: loading the engine takes half a second of every start. */
async function isUpToDate(connection: PoolConfig): Promise<boolean> {
  const client = new Client(connection)
  client.on('error', () => {})
  try {
    await client.connect()
    const { rows } = await client.query<{ found: boolean }>(`select to_regclass('public._prisma_migrations') is not null as found`)
    if (!rows[0]?.found) return false
    const applied = await client.query<{ id: string; open: boolean }>(
      'select migration_name || checksum as id, finished_at is null as open from public._prisma_migrations where rolled_back_at is null')
    const known = new Set(applied.rows.map(({ id }) => id))
    return applied.rows.every(({ open }) => !open) && migrationsOnDisk().every(({ name, sql }) => known.has(name + createHash('sha256').update(sql).digest('hex')))
  } finally {
    await client.end()
  }
}

let loaded: Promise<EngineModule> | null = null

async function openEngine(connection: PoolConfig): Promise<{ engine: Engine; close: () => Promise<void> }> {
  const module = await (loaded ??= loadEngine())
  const pool = new Pool({ ...connection, max: 2 })
  const adapter = bindMigrationAwareSqlAdapterFactory(wholeScripts(pool))
  const engine = await module.SchemaEngine.new({ datamodels: [[schemaFile, readFileSync(schemaFile, 'utf8')]] }, () => {}, adapter)
  return { engine, close: () => pool.end() }
}

/** Once per process: the module keeps views of its memory, and a second instance under it reads the first one's. */
async function loadEngine(): Promise<EngineModule> {
  const module = await import('@prisma/schema-engine-wasm/schema_engine_bg') as unknown as EngineModule
  const file = createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm/schema_engine_bg').replace(/\.js$/, '.wasm')
  const imports = Object.fromEntries(Object.entries(module).map(([name, value]) => [name, name.startsWith('__wbg_setTimeout_') ? patientTimeout : value]))
  const { instance } = await WebAssembly.instantiate(readFileSync(file), { './schema_engine_bg.js': imports as WebAssembly.ModuleImports })
  // oxlint-disable-next-line no-underscore-dangle -- the engine's own name
  module.__wbg_set_wasm(instance.exports)
  const start = instance.exports['__wbindgen_start'] as () => void
  start()
  return module
}

/** The engine leaves a timer of 10 s behind, which kept a finished command waiting that long. */
function patientTimeout(callback: () => void, milliseconds: number): NodeJS.Timeout {
  return setTimeout(callback, milliseconds).unref()
}

/** The adapter cuts a script at every `;`, also inside functions and comments. PostgreSQL itself takes it whole, all or nothing. */
function wholeScripts(pool: Pool): PrismaPg {
  const factory = new PrismaPg(pool)
  const connect = factory.connect.bind(factory)
  factory.connect = async () => Object.assign(await connect(), {
    executeScript: async (script: string) => {
      await pool.query(script)
    },
  })
  return factory
}
