import { execFile } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { seedDemo } from '../../../prisma/seed.ts'
import { addCode, checkOn, clearChecks, createClock, everythingIn, pepper, right, somebody, tries, wrongDate } from '../../support/check.ts'
import { createCommand } from '../../support/codes.ts'
import { createTestDatabase, type TestDatabase } from '../../support/database.ts'

const clock = createClock()
let database: TestDatabase
const command = createCommand(() => database.db, clock.now)
const { codes } = command
const check = () => checkOn(database.db, clock)
const seed = (today: string, normalise: 'upper' | 'exact' = 'upper') => seedDemo(database.db, { pepper, normalise, today })
const environment = () => ({ ...process.env, DATABASE_URL: database.url, DATA_DIR: command.folder })
const audited = async (action: string) => (await database.db.prisma.auditEvent.findMany({ where: { action, actor: 'command' }, orderBy: { at: 'desc' } }))[0]

beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(async () => {
  command.remove()
  await database.drop()
})
beforeEach(async () => {
  clock.reset()
  await clearChecks(database.db)
})

describe('When the status is asked', () => {
  test('When there are no codes, then it says so', async () => {
    expect(await codes('status')).toMatchObject({ exit: 0, out: 'Er zijn geen codes.\n' })
  })

  test('Then codes are counted by kind, status, expired and nearly', async () => {
    for (const [n, expiresOn] of ['2026-11-19', '2026-11-20', '2026-11-27', '2026-11-28'].entries()) await addCode(database.db, { code: `HK47PR9${n}`, date: right.date }, { expiresOn })
    await addCode(database.db, { code: 'HK47PR9X', date: right.date }, { status: 'used', expiresOn: '2026-01-01' })
    const { exit, out } = await codes('status')
    expect([exit, out.split('\n')[1]?.trim().split(/\s+/)]).toEqual([0, ['activatiecode', '4', '1', '0', '1', '2']])
  })

  test('When one is asked by referentie, then it is shown, with its misses, and never the code', async () => {
    const referentie = await addCode(database.db, right)
    for (let n = 0; n < 5; n++) await tries(check(), somebody(), wrongDate)
    const { exit, out } = await codes('status', referentie)
    expect(exit).toBe(0)
    for (const part of [referentie, 'activatiecode', 'actief', '2026-12-31', '5 in de laatste 24 uur', 'gesloten', '21-11-2026']) expect(out).toContain(part)
    expect(out).not.toMatch(/HK47|1980/)
  })

  test('When there is no such referentie, then that is an error', async () => {
    expect(await codes('status', 'NIET')).toMatchObject({ exit: 1, out: '', error: 'Deze referentie is er niet: NIET\n' })
  })
})

describe('When a code is cancelled, reopened or purged', () => {
  test('Then a cancelled one no longer matches, and is audited', async () => {
    const referentie = await addCode(database.db, right)
    expect(await codes('cancel', referentie)).toMatchObject({ exit: 0, out: `Ingetrokken: ${referentie}\n` })
    expect((await tries(check(), somebody(), right)).kind).toBe('miss')
    expect(await audited('codes.cancel')).toMatchObject({ outcome: 'cancelled', detail: { referentie } })
    expect(await codes('cancel', referentie)).toMatchObject({ exit: 0, out: `Was al ingetrokken: ${referentie}\n` })
    expect((await codes('cancel', 'NIET')).exit).toBe(1)
  })

  test('Then a reopened one matches again after too many misses', async () => {
    const referentie = await addCode(database.db, right)
    for (let n = 0; n < 5; n++) await tries(check(), somebody(), wrongDate)
    clock.forward(1)
    expect((await codes('reopen', referentie)).exit).toBe(0)
    clock.forward(1)
    expect((await tries(check(), somebody(), right)).kind).toBe('match')
    expect(await audited('codes.reopen')).toMatchObject({ detail: { referentie } })
    expect((await codes('reopen', 'NIET')).exit).toBe(1)
  })

  test('Then a cancelled one is not reopened, and that is said', async () => {
    const referentie = await addCode(database.db, right, { status: 'cancelled' })
    expect(await codes('reopen', referentie)).toMatchObject({ exit: 1, out: '', error: `Deze code blijft ingetrokken en gaat niet weer open: ${referentie}\n` })
    expect((await tries(check(), somebody(), right)).kind).toBe('miss')
    expect(await audited('codes.reopen')).toMatchObject({ outcome: 'cancelled', detail: { referentie } })
  })

  test('Then only codes long expired are removed: 30 days, or as many as asked', async () => {
    for (const [n, expiresOn] of ['2026-10-20', '2026-10-21', '2026-11-19', '2026-11-20'].entries()) await addCode(database.db, { code: `HK47PR9${n}`, date: right.date }, { expiresOn })
    expect((await codes('purge-expired')).out).toBe('Verwijderd: 1 codes die voor 2026-10-21 verlopen zijn.\n')
    expect((await codes('purge-expired', '--days', '0')).out).toContain('Verwijderd: 2 ')
    expect(await audited('codes.purge')).toMatchObject({ detail: { count: 2, before: '2026-11-20' } })
    expect(await database.db.prisma.activationCode.count()).toBe(1)
  })
})

describe('When the command line is not understood', () => {
  test.each([
    [[], 'Noem een opdracht.'],
    [['wis'], 'Deze opdracht bestaat niet: wis'],
    [['toString'], 'Deze opdracht bestaat niet: toString'],
    [['import'], 'Bij import hoort: BESTAND'],
    [['cancel'], 'Bij cancel hoort: REFERENTIE'],
    [['cancel', 'A', 'B'], 'Bij cancel staat te veel: B'],
    [['status', '--replace'], 'Deze optie hoort niet bij status: --replace'],
    [['import', 'x.csv', '--force'], 'Deze optie hoort niet bij import: --force'],
    [['purge-expired', '--days', 'morgen'], '--days moet een heel getal zijn, van 0 tot en met 36500.'],
    [['purge-expired', '--days'], '--days moet een heel getal zijn, van 0 tot en met 36500.'],
  ])('When it is %j, then one line says why, and the exit code is 2', async (args, line) => {
    const said = await codes(...args)
    expect([said.exit, said.out, said.error.split('\n')[0]]).toEqual([2, '', line])
  })

  test('When help is asked, then it is given', async () => {
    for (const args of [['--help'], ['-h'], ['help'], ['import', '--help']]) expect(await codes(...args)).toMatchObject({ exit: 0, out: expect.stringContaining('purge-expired') })
  })
})

describe('When the demo is seeded', () => {
  test('Then its letters answer as they say, again after weeks, and no letter is readable in the database', async () => {
    for (const weeks of [0, 20]) {
      clock.reset()
      clock.forward(weeks * 7 * 86_400_000)
      const letters = await seed(clock.now().toISOString().slice(0, 10))
      for (const { kind, code, birthDate } of letters) {
        expect(await tries(check(), somebody(), { code, date: birthDate })).toEqual({ kind: kind === 'active' ? 'match' : kind })
      }
      const everything = await everythingIn(database.db)
      for (const { code, birthDate, name } of letters) for (const secret of [code, code.replace('-', ''), birthDate, name]) expect(everything).not.toContain(secret)
    }
    expect(await database.db.prisma.activationCode.count()).toBe(5)
  })

  test('When two processes seed at once, then both succeed', async () => {
    await Promise.all([seed('2026-11-20'), seed('2026-11-20'), seed('2026-11-20', 'exact')])
    expect(await database.db.prisma.codeImport.count()).toBe(1)
  })

  test('When a demo code was cancelled, then seeding again does not revive it', async () => {
    await seed('2026-11-20')
    await codes('cancel', 'DEMO-1')
    await seed('2026-11-21')
    expect((await codes('status', 'DEMO-1')).out).toContain('ingetrokken')
  })
})

describe('When it runs as its own process', () => {
  const run = promisify(execFile)
  const program = join(import.meta.dirname, '../../../bot/commands/codes.ts')

  test('Then it uses the configured database, and ends by itself', async () => {
    const referentie = await addCode(database.db, right)
    const { stdout, stderr } = await run(process.execPath, [program, 'cancel', referentie], { env: environment() })
    expect([stdout, stderr]).toEqual([`Ingetrokken: ${referentie}\n`, ''])
  })

  test('When the database cannot be reached, then one line says so, without the password', async () => {
    const env = { ...environment(), DATABASE_URL: 'postgresql://digimaatje:geheim@127.0.0.1:1/niets' }
    const failure = await run(process.execPath, [program, 'status'], { env }).catch((error: { code: number; stderr: string }) => error)
    expect(failure).toMatchObject({ code: 1, stderr: 'De database 127.0.0.1:1/niets (DATABASE_URL) antwoordt niet: ECONNREFUSED\n' })
  })

  test('When a key cannot be used, then one line names its file', async () => {
    const dataDir = join(command.folder, 'broken')
    mkdirSync(join(dataDir, 'keys'), { recursive: true })
    writeFileSync(join(dataDir, 'keys/pepper'), '')
    const failure = await run(process.execPath, [program, 'status'], { env: { ...environment(), DATA_DIR: dataDir } }).catch((error: { code: number; stderr: string }) => error)
    expect(failure).toMatchObject({ code: 1, stderr: `Het bestand ${dataDir}/keys/pepper (DATA_DIR) is geen sleutel: zet het terug uit een kopie.\n` })
  })
})
