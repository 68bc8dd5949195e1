import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { type Database, openDatabase } from '../../prisma/client.ts'
import { addCode, attemptOf, checkOn, clearChecks, createClock, right, somebody, tries, unknown, wrongDate } from '../support/check.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'

const clock = createClock()
let database: TestDatabase
let pools: Database[]

beforeAll(async () => {
  database = await createTestDatabase()
  pools = [database.db, ...await Promise.all([openDatabase(database.address), openDatabase(database.address)])]
})
afterAll(async () => {
  await Promise.all(pools.slice(1).map((db) => db.close()))
  await database.drop()
})
beforeEach(async () => {
  await clearChecks(database.db)
  await addCode(database.db, right)
})
const check = () => checkOn(database.db, clock)
const atOnce = (attempt: (n: number) => ReturnType<typeof attemptOf>) => {
  const all = pools.map((db) => checkOn(db, clock))
  return Promise.all(Array.from({ length: 50 }, (_, n) => all[n % all.length]?.attempt(attempt(n)) ?? Promise.reject(new Error('none'))))
}
const count = (kinds: { kind: string }[], kind: string) => kinds.filter((outcome) => outcome.kind === kind).length

describe('When 50 attempts come at once over 3 processes', () => {
  test('When they guess in one conversation, then 3 are compared and 47 are not', async () => {
    const who = somebody()
    const outcomes = await atOnce(() => attemptOf(who, unknown))
    expect([count(outcomes, 'miss'), count(outcomes, 'closed')]).toEqual([3, 47])
    expect(outcomes.filter((outcome) => outcome.kind === 'miss').map(({ left }) => left).sort()).toEqual([0, 1, 2])
  })

  test('When they guess the date of one code from everywhere, then the right one answers a miss after the 5th', async () => {
    const outcomes = await atOnce((n) => attemptOf(somebody(), { ...right, date: `19${10 + n}-01-01` }))
    expect(count(outcomes, 'miss')).toBe(50)
    expect(await database.db.prisma.codeAttempt.count({ where: { outcome: 'miss' } })).toBe(5)
    expect((await tries(check(), somebody(), right)).kind).toBe('miss')
  })

  test('When one attempt is delivered 50 times, then it is counted once and has one answer', async () => {
    const attempt = attemptOf(somebody(), wrongDate)
    const outcomes = await atOnce(() => attempt)
    expect(new Set(outcomes.map((outcome) => JSON.stringify(outcome)))).toEqual(new Set([JSON.stringify({ kind: 'miss', misses: 1, offerHelp: false, left: 2 })]))
    expect(await database.db.prisma.codeAttempt.count()).toBe(1)
    expect(await database.db.prisma.auditEvent.count({ where: { subject: attempt.subject } })).toBe(2)
  })

  test('When people with different codes mix, then nobody waits for ever and everybody is answered', async () => {
    const people = [somebody(), somebody(), somebody()]
    const outcomes = await atOnce((n) => attemptOf({ ...somebody(), identityHash: people[n % 3]?.identityHash ?? Buffer.alloc(32) }, n % 2 ? right : unknown))
    expect(count(outcomes, 'unavailable')).toBe(0)
  })
})

describe('When an attempt is delivered again', () => {
  test('Then it gets the answer it had, even when the check has closed since', async () => {
    const who = somebody()
    const [first, second] = [attemptOf(who, right), attemptOf(who, unknown)]
    const outcomes = [await check().attempt(first), await check().attempt(second)]
    for (let n = 0; n < 3; n++) await tries(check(), who, wrongDate)
    expect([await check().attempt(first), await check().attempt(second)]).toEqual(outcomes)
  })

  test('When its text was changed meanwhile, then the old answer stays: a key cannot be used to guess', async () => {
    const attempt = attemptOf(somebody(), wrongDate)
    await check().attempt(attempt)
    expect((await check().attempt({ ...attempt, ...attemptOf(somebody(), right), inboundKey: attempt.inboundKey })).kind).toBe('miss')
  })

  test('When it was refused because the check was closed, then it stays refused until that moment', async () => {
    const who = somebody()
    for (let n = 0; n < 3; n++) await tries(check(), who, unknown)
    const attempt = attemptOf(who, right)
    const outcome = await check().attempt(attempt)
    expect([outcome.kind, await check().attempt(attempt)]).toEqual(['closed', outcome])
  })
})

describe('When the database fails', () => {
  afterEach(async () => {
    await database.db.sql.query('drop trigger if exists crash on "CodeAttempt"; drop trigger if exists refuse on "CodeAttempt"')
  })
  /** The connection ends at the moment the result is written: to the database, the process died between insert and compare. */
  const crashAtResult = `
    create or replace function crash() returns trigger language plpgsql as $$ begin perform pg_terminate_backend(pg_backend_pid()); perform pg_sleep(5); return new; end $$;
    create trigger crash before update on "CodeAttempt" for each row execute function crash()`

  test('When it fails between counting and telling, then nothing is told and it counts as a miss', async () => {
    const who = somebody()
    const attempt = attemptOf(who, right)
    await database.db.sql.query(crashAtResult)
    expect(await check().attempt(attempt)).toEqual({ kind: 'unavailable' })
    await database.db.sql.query('drop trigger crash on "CodeAttempt"')
    expect(await database.db.prisma.codeAttempt.findMany({ select: { outcome: true } })).toEqual([{ outcome: 'pending' }])
    expect(await check().attempt(attempt)).toEqual({ kind: 'miss', misses: 1, offerHelp: false, left: 2 })
    expect(await tries(check(), who, unknown)).toMatchObject({ kind: 'miss', misses: 2 })
  })

  test('When the row cannot be written, then nothing is compared', async () => {
    const failures: unknown[] = []
    await database.db.sql.query(`
      create or replace function refuse() returns trigger language plpgsql as $$ begin raise exception 'disk full'; end $$;
      create trigger refuse before insert on "CodeAttempt" for each row execute function refuse()`)
    const one = checkOn(database.db, clock, { onFailure: (error) => failures.push(error) })
    expect(await tries(one, somebody(), right)).toEqual({ kind: 'unavailable' })
    expect([failures.length, await database.db.prisma.auditEvent.count({ where: { action: 'check.result', outcome: 'match', at: { gt: new Date(Date.now() - 1) } } })]).toEqual([1, 0])
  })

  test('When an attempt has failed, then its connection is gone and the pool goes on', async () => {
    await database.db.sql.query(crashAtResult)
    const attempts = Array.from({ length: 15 }, (_, n) => attemptOf(somebody(), { ...unknown, code: `${unknown.code}${n}` }))
    expect(count(await Promise.all(attempts.map((attempt) => check().attempt(attempt))), 'unavailable')).toBe(15)
    await database.db.sql.query('drop trigger crash on "CodeAttempt"')
    expect(await tries(check(), somebody(), right)).toEqual({ kind: 'match' })
    // Their locks went with their connections: delivered again, nobody waits.
    expect(count(await Promise.all(attempts.map((attempt) => check().attempt(attempt))), 'miss')).toBe(15)
  })

  test('When the database is gone altogether, then the check refuses', async () => {
    const gone = await createTestDatabase()
    const one = checkOn(gone.db, clock)
    await gone.drop()
    expect(await tries(one, somebody(), right)).toEqual({ kind: 'unavailable' })
    expect(await one.state(somebody())).toEqual({ kind: 'unavailable' })
    expect(await one.kindIsChecked('activatiecode')).toBe(false)
  })
})
