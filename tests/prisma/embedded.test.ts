import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { isAbsolute, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { Client } from 'pg'
import { type EmbeddedServer, startEmbedded } from '../../prisma/embedded.ts'

let folder: string
let server: EmbeddedServer | null
const isRoot = process.getuid?.() === 0
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'digimaatje-pg-'))
  server = null
})
afterEach(async () => {
  await server?.stop()
  for (const path of [folder, server?.folder, server?.address.host]) if (path && isAbsolute(path)) rmSync(path, { recursive: true, force: true })
})

const start = async () => {
  server = await startEmbedded({ dataDir: join(folder, 'data'), password: () => 'a secret' })
  return server
}
const ask = async <Row>({ address }: EmbeddedServer, statement: string) => {
  const client = new Client(address)
  await client.connect()
  const { rows } = await client.query<Row & object>(statement)
  await client.end()
  return rows[0]
}

describe('the embedded server', () => {
  test('When the checkout is under a 0700 home, then it starts all the same: there, or where the postgres user may go', async () => {
    chmodSync(folder, 0o700)
    const { folder: data } = await start()
    expect(data.startsWith(isRoot ? '/var/lib/digimaatje/' : folder)).toBe(true)
    expect(statSync(data).mode & 0o777).toBe(0o700)
    expect(await ask(await start(), "select current_setting('fsync') as fsync")).toEqual({ fsync: 'on' })
  })
  test('When it runs already, then it is used; when it is stopped and started, then the data is still there', async () => {
    chmodSync(folder, 0o755)
    const first = await start()
    await ask(first, 'create table kept as select 42 as answer')
    const second = await start()
    expect([first.adopted, second.adopted]).toEqual([false, true])
    await second.stop()
    const third = await start()
    expect(third.adopted).toBe(false)
    expect(await ask(third, 'select answer from kept')).toEqual({ answer: 42 })
  })
  test('When somebody has another password, then the server refuses', async () => {
    chmodSync(folder, 0o755)
    const { address } = await start()
    await expect(new Client({ ...address, password: 'a guess' }).connect()).rejects.toThrow(/password/)
  })
  test('When an earlier version left its log open to others, then it is closed to them', async () => {
    chmodSync(folder, 0o755)
    const first = await start()
    await first.stop()
    chmodSync(first.log, 0o644)
    expect(statSync((await start()).log).mode & 0o777).toBe(0o600)
  })
  test('When the password is asked, then it is known whether there is a database already', async () => {
    chmodSync(folder, 0o755)
    const asked: boolean[] = []
    const password = (known: boolean) => {
      asked.push(known)
      return 'a secret'
    }
    for (let times = 0; times < 2; times++) {
      server = await startEmbedded({ dataDir: join(folder, 'data'), password })
      await server.stop()
    }
    expect(asked).toEqual([false, true])
  })
  test('When it listens, then on no network', async () => {
    chmodSync(folder, 0o755)
    const running = await start()
    if (process.platform === 'win32') return
    expect(await ask(running, "select current_setting('listen_addresses') as place")).toEqual({ place: '' })
    expect(statSync(running.log).mode & 0o777).toBe(0o600)
    expect(readFileSync(running.log, 'utf8')).not.toContain('a secret')
  })
})
