// What may be promised, by what the database and the clock say; and the whole way, over HTTP.
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { createStanding } from '../../../bot/desk/standing.ts'
import { limits } from '../../../domain/limits.ts'
import { type OpeningHours, readOpeningHours } from '../../../domain/opening-hours.ts'
import { createTestDatabase, type TestDatabase } from '../../support/database.ts'

const now = new Date('2026-11-23T12:00:00Z')
const minute = 60_000
const office = readOpeningHours('ma-vr 9:00-17:00')
let database: TestDatabase
beforeAll(async () => { database = await createTestDatabase() })
afterAll(() => database.drop())
beforeEach(async () => {
  await database.db.prisma.person.deleteMany()
  await database.db.prisma.digimaatje.deleteMany()
})

const standing = (handoffId: string | null = null, { hours = null, at = now }: { hours?: OpeningHours | null; at?: Date } = {}) =>
  createStanding({ sql: database.db.sql, desk: { kind: 'demo' }, hours, now: () => at })(handoffId)

async function waits(minutesAgo: number, { urgent = false, state = 'waiting' as 'waiting' | 'human' | 'cancelled' } = {}): Promise<string> {
  const conversation = await database.db.prisma.conversation.create({ data: { id: randomUUID(), version: 1, seq: 0, owner: 'bot', state: {}, person: { create: { id: randomUUID() } }, createdAt: now, lastMessageAt: now } })
  const { id } = await database.db.prisma.handoff.create({ data: { conversationId: conversation.id, state, reason: 'asked', urgent, createdAt: new Date(now.getTime() - minutesAgo * minute) } })
  return id
}

const before = async (id: string | null) => (await standing(id, { hours: office }) as { before: number }).before

const digimaatje = (seenAgo: number, { presence = 'online' as 'online' | 'away', roles = ['digimaatje'] } = {}) =>
  database.db.prisma.digimaatje.create({ data: { id: `t:${randomUUID()}`, name: 'Karin', roles, presence, lastSeenAt: new Date(now.getTime() - seenAgo) } })

describe('open or closed', () => {
  test('When there is no desk, then nothing is promised', async () => {
    expect(await createStanding({ sql: database.db.sql, desk: null, hours: office, now: () => now })(null)).toEqual({ kind: 'none' })
  })
  test('When there are hours, then the clock says it, whoever is there', async () => {
    expect(await standing(null, { hours: office })).toEqual({ kind: 'open', before: 0, away: true })
    await digimaatje(0)
    expect(await standing(null, { hours: office })).toEqual({ kind: 'open', before: 0 })
    expect(await standing(null, { hours: office, at: new Date('2026-11-23T16:00:00Z') })).toEqual({ kind: 'closed', opensAt: new Date('2026-11-24T08:00:00Z'), before: 0 })
  })
  test.each([
    ['nobody was ever there', async () => {}, 'closed'], ['one is there', () => digimaatje(0), 'open'], ['one was there a while ago', () => digimaatje(limits.desk.awayAfter), 'closed'],
    ['the one who is there is away', () => digimaatje(0, { presence: 'away' }), 'closed'], ['only an auditor is there', () => digimaatje(0, { roles: ['auditor'] }), 'closed'],
  ])('When there are no hours and %s, then it is so, and no time is named', async (_, prepare, kind) => {
    await prepare()
    expect(await standing()).toEqual(kind === 'open' ? { kind, before: 0 } : { kind, opensAt: null, before: 0 })
  })
})

describe('the place in the queue', () => {
  test('When others wait, then who is urgent comes first, then who waited longest; who does not wait is not counted', async () => {
    const [first, second, urgent] = [await waits(20), await waits(10), await waits(1, { urgent: true })]
    await waits(30, { state: 'human' })
    await waits(30, { state: 'cancelled' })
    expect([await before(urgent), await before(first), await before(second), await before(null)]).toEqual([0, 1, 2, 3])
  })
})
