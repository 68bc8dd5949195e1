import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync, chmodSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import { Person } from '../support/person.ts'
import { failToStart, type Running, startProcess } from '../support/process.ts'

let database: TestDatabase
let folder: string
beforeAll(async () => {
  database = await createTestDatabase()
  folder = mkdtempSync(join(tmpdir(), 'digimaatje-start-'))
  chmodSync(folder, 0o755)
})
afterAll(async () => {
  await database.drop()
  rmSync(folder, { recursive: true, force: true })
})

const closeQuietly = async (app: Running | null) => {
  await app?.kill('SIGTERM').catch(() => {})
}

describe('npm start, twice in a row and after kill -9', () => {
  test('When it is killed in the middle of a conversation, then the database it left is used and the conversation goes on', async () => {
    const env = { PORT: '0', DATA_DIR: join(folder, 'data') }
    let app: Running | null = await startProcess(env)
    try {
      expect(app.output()).toMatch(/DEMO MODE[^]*website +http:\/\/localhost:\d+[^]*health[^]*data/)
      const person = new Person(app.url)
      await person.open()
      await person.say('ja')
      await person.say('ja')
      await app.kill('SIGKILL')
      app = await startProcess(env)
      expect(app.output()).toContain('was still running and is used')
      const back = new Person(app.url)
      await back.open({ start: 'resume', secret: person.session?.secret ?? '' })
      expect((await back.comeBack()).map(({ text }) => text).join('\n')).toContain('Stap 1 van 10.')
      await app.kill('SIGTERM')
      expect(existsSync(join(folder, 'data/postgres/cluster/postmaster.pid'))).toBe(false)
      app = await startProcess(env)
      const again = new Person(app.url)
      await again.open({ start: 'resume', secret: person.session?.secret ?? '' })
      expect(again.session?.resumed).toBe(true)
    } finally {
      await closeQuietly(app)
    }
  }, 60_000)
  test('When keys are made, then only this user can read them', () => {
    for (const name of ['pepper', 'encryption', 'signing', 'database']) expect(statSync(join(folder, 'data/keys', name)).mode & 0o777).toBe(0o600)
  })
})

const oneLine = async (env: Record<string, string>) => {
  const { code, output } = await failToStart({ DATABASE_URL: database.url, DATA_DIR: join(folder, 'other'), ...env })
  expect(code).toBe(1)
  expect(output.trim().split('\n')).toHaveLength(1)
  return output
}

describe('one clear line, with the variable and the remedy, never a password', () => {
  test('When the port is in use', async () => {
    const other = createServer().listen(0, '127.0.0.1')
    await new Promise((resolve) => other.once('listening', resolve))
    const { port } = other.address() as { port: number }
    expect(await oneLine({ PORT: String(port) })).toMatch(new RegExp(`PORT ${port} is in use.*another number`))
    other.close()
  })
  test('When the database cannot be reached', async () => {
    const said = await oneLine({ DATABASE_URL: 'postgresql://somebody:geheim123@127.0.0.1:1/nowhere' })
    expect(said).toMatch(/DATABASE_URL: no PostgreSQL answers at 127\.0\.0\.1:1\/nowhere/)
    expect(said).not.toContain('geheim123')
  })
  test('When the password is wrong', async () => {
    const said = await oneLine({ DATABASE_URL: database.url.replace(/:[^:@/]+@/, ':geheim123@') })
    expect(said).toContain('DATABASE_URL')
    expect(said).not.toContain('geheim123')
  })
  test('When the data folder cannot be written', async () => {
    const file = join(folder, 'a-file')
    writeFileSync(file, '')
    expect(await oneLine({ DATABASE_URL: '', DATA_DIR: join(file, 'data') })).toMatch(/^DATA_DIR: .* cannot be written\. Give this user the right/)
  })
  test.each(['/proc/x', '/proc', '/dev/null/x'])('When the data folder is %s, then it ends at once, and says so', async (place) => {
    for (const url of ['', database.url]) expect(await oneLine({ DATABASE_URL: url, DATA_DIR: place })).toMatch(/^DATA_DIR: \S+ cannot be written\./)
  })
  test.each(['postgresql://bob:123/geheim@db/x', 'postgresql://bob:S3cr@geheim#Pw/@localhost:9999/x', 'postgresql://bob:geheim/Pw@localhost/x'])('When DATABASE_URL is %s', async (url) => {
    const said = await oneLine({ DATABASE_URL: url })
    expect(said).toMatch(/^DATABASE_URL has .*percent-encoded/)
    expect(said).not.toMatch(/geheim|bob|S3cr|Pw|9999/)
  })
  test('When a certificate that DATABASE_URL names is not there', async () => {
    expect(await oneLine({ DATABASE_URL: 'postgresql://bob:geheim@localhost/x?sslrootcert=/is/er/niet' })).toMatch(/^DATABASE_URL: no PostgreSQL answers at localhost:5432\/x \(ENOENT\)/)
  })
  test.each([['is gone', null], ['is another one', Buffer.alloc(32, 7).toString('base64')], ['is empty', '']])('When the password of the embedded database %s, and no server is left running', async (_, content) => {
    const dataDir = join(folder, 'locked')
    const env = { PORT: '0', DATABASE_URL: '', DATA_DIR: dataDir }
    const file = join(dataDir, 'keys/database')
    if (!existsSync(file)) await (await startProcess(env)).kill('SIGTERM')
    const kept = readFileSync(file)
    if (content === null) rmSync(file)
    else writeFileSync(file, content)
    expect(await oneLine(env)).toMatch(/^DATA_DIR: .*locked\/keys\/database is not .*Put it back from a copy, or remove the folder .*locked to start again/)
    expect(existsSync(join(dataDir, 'postgres/cluster/postmaster.pid'))).toBe(false)
    expect(existsSync(file)).toBe(content !== null)
    writeFileSync(file, kept)
    await (await startProcess(env)).kill('SIGTERM')
  }, 60_000)
  test('When a key is empty', async () => {
    writeFileSync(join(folder, 'locked/keys/pepper'), '')
    expect(await oneLine({ DATABASE_URL: '', DATA_DIR: join(folder, 'locked') })).toMatch(/^DATA_DIR: .*keys\/pepper is not a key/)
    expect(existsSync(join(folder, 'locked/postgres/cluster/postmaster.pid'))).toBe(false)
  })
  test('When a channel is half configured, then a line for each missing variable of it', async () => {
    const { code, output } = await failToStart({ MICROSOFT_APP_ID: 'x', PUBLIC_URL: 'https://x.example', DATABASE_URL: database.url })
    expect(code).toBe(1)
    expect(output.trim().split('\n').map((said) => said.split(' is not set')[0])).toEqual(['MICROSOFT_APP_PASSWORD', 'MICROSOFT_APP_TENANT_ID'])
  })
})

describe('an old Node', () => {
  test('When bot/start.mjs is read by Node 20, then every line of it is understood and the check comes before anything newer', () => {
    const source = readFileSync(new URL('../../bot/start.mjs', import.meta.url), 'utf8')
    expect(source.indexOf('process.exit(1)')).toBeLessThan(source.indexOf("import('./main.ts')"))
    expect(source).not.toMatch(/^import .*\.ts'/m)
  })
})
