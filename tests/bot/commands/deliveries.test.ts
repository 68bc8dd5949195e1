import { execFile } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { runDeliveries } from '../../../bot/commands/deliveries-run.ts'
import { createTestDatabase, type TestDatabase } from '../../support/database.ts'

const now = new Date('2026-11-21T12:00:00Z')
const hoursAgo = (hours: number) => new Date(now.getTime() - hours * 3_600_000)
const conversationId = randomUUID()
const [address, payload] = [new Uint8Array(32).fill(1), new Uint8Array(8).fill(2)]
let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
  await database.db.prisma.conversation.create({ data: { id: conversationId, version: 1, seq: 1, state: {}, person: { create: { id: randomUUID() } } } })
})
afterAll(() => database.drop())

const open = async () => ({ db: database.db, close: async () => {} })

async function deliveries(...args: string[]) {
  const said = { exit: -1, out: '', error: '' }
  said.exit = await runDeliveries(args, { open, now: () => now, out: (text) => { said.out += `${text}\n` }, error: (text) => { said.error += `${text}\n` } })
  return said
}

describe('what did not arrive', () => {
  test('When everything did, then it says so', async () => {
    expect(await deliveries()).toEqual({ exit: 0, out: 'Sinds 14-11-2026 13:00 ging er niets mis.\n', error: '' })
  })

  test('When something did not, then a table tells what, when and why, without text or address', async () => {
    const add = (status: 'failed' | 'undelivered' | 'unresolved' | 'parked' | 'delivered' | 'due', hours: number, more: { error?: string; template?: string } = {}) =>
      database.db.prisma.delivery.create({ data: { conversationId, seq: 1, author: 'bot', channel: 'whatsapp', addressHash: address, payload, status, dueAt: now, createdAt: hoursAgo(hours), updatedAt: hoursAgo(hours), ...more } })
    await add('failed', 30, { error: '21211' })
    await add('undelivered', 3, { error: '63024', template: 'continue' })
    await add('unresolved', 2, { error: 'notListed' })
    await add('parked', 1, { error: '63016' })
    await add('delivered', 1)
    await add('due', 1)
    await add('failed', 24 * 8, { error: '63021' })
    const { exit, out } = await deliveries()
    expect(out.trimEnd().split('\n')).toEqual([
      'wanneer           gesprek                               wat                  code       soort',
      `20-11-2026 07:00  ${conversationId}  mislukt              21211      bericht`,
      `21-11-2026 10:00  ${conversationId}  niet aangekomen      63024      sjabloon`,
      `21-11-2026 11:00  ${conversationId}  onbekend             notListed  bericht`,
      `21-11-2026 12:00  ${conversationId}  wacht op de persoon  63016      bericht`,
      'Sinds 14-11-2026 13:00: 1 mislukt, 1 niet aangekomen, 1 onbekend, 1 wachten op de persoon, 0 worden opnieuw geprobeerd, 0 nagevraagd.',
    ])
    expect(exit).toBe(0)
    expect((await deliveries('--since', '12h')).out).not.toContain('21211')
    expect((await deliveries('--since', '30d')).out).toContain('63021')
  })

  test.each([
    [['--since', '7'], '--since moet een getal zijn met h of d erachter, bijvoorbeeld 12h of 7d (hoogstens 366d).'], [['--since', '400d'], '--since moet een getal zijn met h of d erachter, bijvoorbeeld 12h of 7d (hoogstens 366d).'],
    [['--since'], '--since moet een getal zijn met h of d erachter, bijvoorbeeld 12h of 7d (hoogstens 366d).'], [['--text'], 'Deze optie bestaat niet: --text'], [['alles'], 'Hier staat te veel: alles'],
  ])('When %j is asked, then it says what is wrong', async (args, line) => {
    expect(await deliveries(...args)).toEqual({ exit: 2, out: '', error: `${line}\nUitleg: npm run deliveries -- --help\n` })
  })

  test('When help is asked, then it is given', async () => {
    for (const args of [['--help'], ['-h'], ['help']]) expect(await deliveries(...args)).toMatchObject({ exit: 0, out: expect.stringContaining('--since') })
  })

  test('When it runs as its own process, then it uses the configured database, and ends by itself', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'digimaatje-deliveries-'))
    const program = join(import.meta.dirname, '../../../bot/commands/deliveries.ts')
    const run = (url: string) => promisify(execFile)(process.execPath, [program, '--since', '366d'], { env: { ...process.env, DATABASE_URL: url, DATA_DIR: folder } })
    expect((await run(database.url)).stdout).toContain(conversationId)
    const failure = await run('postgresql://digimaatje:geheim@127.0.0.1:1/niets').catch((error: { code: number; stderr: string }) => error)
    expect(failure).toMatchObject({ code: 1, stderr: 'De database 127.0.0.1:1/niets (DATABASE_URL) antwoordt niet: ECONNREFUSED\n' })
    rmSync(folder, { recursive: true })
  })
})
