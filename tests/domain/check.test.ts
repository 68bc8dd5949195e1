import { randomBytes, randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import { addCode, attemptOf, checkOn, clearChecks, createClock, everythingIn, hashesOf, right, somebody, type Somebody, tries, unknown, wrongDate } from '../support/check.ts'

const hour = 3_600_000
const clock = createClock()
let database: TestDatabase
const check = (more = {}) => checkOn(database.db, clock, more)
const miss = (misses: number, left: number) => ({ kind: 'miss', misses, left, offerHelp: misses >= 2 || left === 0 })
/** A conversation row, for what a digimaatje reopens. */
async function withConversation(who: Somebody): Promise<void> {
  const personId = randomUUID()
  await database.db.prisma.person.create({ data: { id: personId, conversations: { create: { id: who.conversationId, version: 1, seq: 1, state: {} } } } })
}

beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.drop())
beforeEach(async () => {
  clock.reset()
  await clearChecks(database.db)
  await addCode(database.db, right)
})

describe('When code and birth date are tried', () => {
  test('When both are right, then they match, and match again: the check uses nothing up', async () => {
    const who = somebody()
    expect(await tries(check(), who, right)).toEqual({ kind: 'match' })
    expect(await tries(check(), who, { ...right, code: 'hk47 pr93' })).toEqual({ kind: 'match' })
  })

  test('When the code is unknown, the date wrong or the code cancelled, then the answer is the same', async () => {
    const cancelled = { code: 'TV73-MX94', date: '1990-01-01' }
    await addCode(database.db, cancelled, { status: 'cancelled' })
    for (const letter of [unknown, wrongDate, cancelled]) expect(await tries(check(), somebody(), letter)).toEqual(miss(1, 2))
  })

  test('When the code has expired or is used, then that is told after the right date alone', async () => {
    const [expired, used] = [{ code: 'TV73-MX94', date: '1990-01-01' }, { code: 'NJ94-KD77', date: '1991-01-01' }]
    await addCode(database.db, expired, { expiresOn: '2026-11-19' })
    await addCode(database.db, used, { status: 'used' })
    expect(await tries(check(), somebody(), expired)).toEqual({ kind: 'expired' })
    expect(await tries(check(), somebody(), used)).toEqual({ kind: 'used' })
    for (const letter of [expired, used]) expect(await tries(check(), somebody(), { ...letter, date: '1980-01-01' })).toEqual(miss(1, 2))
  })

  test('When it is the last day in Amsterdam, then the code is good until midnight there', async () => {
    const letter = { code: 'TV73-MX94', date: '1990-01-01' }
    await addCode(database.db, letter, { expiresOn: '2026-11-20' })
    clock.forward(10 * hour + 59 * 60_000)
    expect(await tries(check(), somebody(), letter)).toEqual({ kind: 'match' })
    clock.forward(60_000)
    expect(await tries(check(), somebody(), letter)).toEqual({ kind: 'expired' })
  })

  test('When a kind was imported, then it is checked; known for 30 seconds', async () => {
    const one = check()
    expect([await one.kindIsChecked('activatiecode'), await one.kindIsChecked('koppelcode')]).toEqual([true, false])
    await clearChecks(database.db)
    expect(await one.kindIsChecked('activatiecode')).toBe(true)
    clock.forward(30_000)
    expect(await one.kindIsChecked('activatiecode')).toBe(false)
  })
})

describe('When one conversation misses', () => {
  test('Then help is offered at the 2nd, and the 3rd closes it for 24 hours', async () => {
    const who = somebody()
    expect(await tries(check(), who, unknown)).toEqual(miss(1, 2))
    clock.forward(hour)
    expect(await tries(check(), who, wrongDate)).toEqual(miss(2, 1))
    clock.forward(hour)
    expect(await tries(check(), who, unknown)).toEqual(miss(3, 0))
    const until = new Date(clock.now().getTime() + 24 * hour)
    expect(await tries(check(), who, right)).toEqual({ kind: 'closed', until })
    expect(await check().state(who)).toEqual({ kind: 'closed', until })
    // Not when the first miss falls out of the window: a day after the one that closed it.
    clock.forward(24 * hour - 1)
    expect(await tries(check(), who, right)).toEqual({ kind: 'closed', until })
    clock.forward(1)
    expect(await check().state(who)).toEqual({ kind: 'open' })
    expect(await tries(check(), who, unknown)).toEqual(miss(1, 2))
  })

  test('When a digimaatje reopens it, then it starts anew', async () => {
    const who = somebody()
    await withConversation(who)
    for (let n = 0; n < 3; n++) await tries(check(), who, unknown)
    clock.forward(1)
    await database.db.prisma.conversation.update({ where: { id: who.conversationId }, data: { checkReopenedAt: clock.now() } })
    clock.forward(1)
    expect(await check().state(who)).toEqual({ kind: 'open' })
    expect(await tries(check(), who, unknown)).toEqual(miss(1, 1))
  })

  test('When misses lie further apart than a day, then they do not add up', async () => {
    const who = somebody()
    for (let n = 0; n < 6; n++) {
      expect((await tries(check(), who, unknown)).kind).toBe('miss')
      clock.forward(13 * hour)
    }
  })
})

describe('When misses come from elsewhere', () => {
  test('When one identity misses in several conversations, then the 5th closes them all', async () => {
    const who = somebody()
    const elsewhere = () => ({ ...who, conversationId: randomUUID() })
    for (let left = 4; left >= 0; left--) expect(await tries(check(), elsewhere(), unknown)).toEqual(miss(1, Math.min(2, left)))
    expect((await tries(check(), elsewhere(), right)).kind).toBe('closed')
  })

  test('When one code was missed 5 times, then the right pair gets the neutral answer too, and only a reopening or a day ends that', async () => {
    for (let n = 0; n < 5; n++) await tries(check(), somebody(), wrongDate)
    const until = clock.now().getTime() + 24 * hour
    expect(await tries(check(), somebody(), right)).toEqual(miss(1, 2))
    clock.forward(23 * hour)
    // What is tried meanwhile counts for the person, not for the code: nobody can keep it closed.
    for (let n = 0; n < 5; n++) expect(await tries(check(), somebody(), right)).toEqual(miss(1, 2))
    clock.forward(until - clock.now().getTime())
    expect(await tries(check(), somebody(), right)).toEqual({ kind: 'match' })
  })

  test('When a digimaatje reopens a code, then its misses so far are forgotten', async () => {
    for (let n = 0; n < 5; n++) await tries(check(), somebody(), wrongDate)
    clock.forward(1)
    await database.db.prisma.activationCode.updateMany({ data: { reopenedAt: clock.now() } })
    clock.forward(1)
    expect(await tries(check(), somebody(), right)).toEqual({ kind: 'match' })
  })

  test('When one network address misses 100 times, then it is closed', async () => {
    const addressHash = randomBytes(32)
    const attempts = Array.from({ length: 102 }, () => tries(check(), somebody({ addressHash }), { code: `XX${randomUUID()}`, date: right.date }))
    const kinds = (await Promise.all(attempts)).map(({ kind }) => kind)
    expect([kinds.filter((kind) => kind === 'miss').length, kinds.filter((kind) => kind === 'closed').length]).toEqual([100, 2])
  })

  test('When everybody together misses too often, then the check refuses all, and rings once a minute', async () => {
    const rung: number[] = []
    const one = check({ limits: { ...limitsOf(4) }, onAlarm: (misses: number) => rung.push(misses) })
    for (let n = 0; n < 4; n++) await tries(one, somebody(), unknown)
    for (let n = 0; n < 3; n++) expect(await tries(one, somebody(), right)).toEqual({ kind: 'unavailable' })
    expect([rung, await one.state(somebody())]).toEqual([[4], { kind: 'unavailable' }])
    clock.forward(hour)
    expect(await tries(one, somebody(), right)).toEqual({ kind: 'match' })
  })
})

describe('When somebody reads the database afterwards', () => {
  test('Then no code, date or pair stands in it, in any column', async () => {
    await tries(check(), somebody(), right)
    await tries(check(), somebody(), wrongDate)
    const everything = await everythingIn(database.db)
    expect(everything).toContain(hashesOf(right).codeHash.toString('hex'))
    for (const secret of ['HK47', 'PR93', 'hk47pr93', '1980-05-03', '03-05-1980', '19800503', '1955-01-01']) expect(everything).not.toContain(secret)
    expect(everything).not.toContain(Buffer.from('HK47PR93').toString('hex'))
  })

  test('Then the audit log says who tried which client, before and after comparing', async () => {
    const who = somebody()
    await tries(check(), who, wrongDate)
    const lines = await database.db.prisma.auditEvent.findMany({ where: { subject: who.subject }, orderBy: { at: 'asc' } })
    const { referentie } = await database.db.prisma.activationCode.findFirstOrThrow()
    expect(lines.map(({ actor, action, outcome }) => [actor, action, outcome])).toEqual([['person', 'check.attempt', 'started'], ['person', 'check.result', 'miss']])
    expect(lines[1]?.detail).toEqual({ attempt: expect.any(Number), referentie })
  })

  test('Then an attempt that was not compared stands there too', async () => {
    const who = somebody()
    for (let n = 0; n < 3; n++) await tries(check(), who, unknown)
    await check().attempt(attemptOf(who, right))
    expect(await database.db.prisma.auditEvent.count({ where: { subject: who.subject, action: 'check.attempt', outcome: 'closed' } })).toBe(1)
  })
})

function limitsOf(global: number) {
  return { window: 24 * hour, helpAtMiss: 2, missesPerConversation: 3, missesPerIdentity: 5, missesPerCode: 5, missesPerAddress: 100, global: { window: hour, misses: global } }
}
