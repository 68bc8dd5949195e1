// What the sweep finds, on a real database with rows as other processes leave them.
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { findDue, freeLeasesOfTheDead, planReminders } from '../../../bot/delivery/sweep.ts'
import { limits as allLimits } from '../../../domain/limits.ts'
import { createTestDatabase, type TestDatabase } from '../../support/database.ts'
import { until } from './rows.ts'

const now = new Date('2026-11-21T12:00:00Z')
const after = (seconds: number) => new Date(now.getTime() + seconds * 1_000)
let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.drop())
beforeEach(async () => {
  await database.db.sql.query('truncate "Person", "Conversation", "ChannelIdentity", "Delivery", "Reminder", "Journey" cascade')
})

const sweep = (over: { sweepBatch?: number } = {}) => ({ sql: database.db.sql, now: () => now, processId: 'me', limits: { ...allLimits.delivery, ...over } as typeof allLimits.delivery })

type Wish = { by?: string | null; until?: Date | null; status?: 'due' | 'sending'; dueAt?: Date }
async function conversation({ by = null, until: leased = null, status = 'due', dueAt = now }: Wish = {}): Promise<string> {
  const [id, journeyId] = [randomUUID(), randomUUID()]
  await database.db.prisma.conversation.create({
    data: {
      id, version: 1, seq: 1, state: {}, journeyId, deliveringBy: by, deliveringUntil: leased, person: { create: { id: randomUUID() } },
      journeys: { create: { id: journeyId, step: 'code' } },
      deliveries: { create: { seq: 1, author: 'bot', channel: 'whatsapp', addressHash: new Uint8Array(32), status, dueAt } },
    },
  })
  return id
}
const deliveryOf = (conversationId: string) => database.db.prisma.delivery.findFirstOrThrow({ where: { conversationId }, orderBy: { id: 'desc' } })

const hash = () => new Uint8Array(32).fill(7)
const remind = (conversationId: string, seconds: number) => database.db.prisma.reminder.create({ data: { conversationId, channel: 'whatsapp', addressHash: hash(), name: 'haveCode', step: 'code', dueAt: after(seconds) } })
const stateOf = async (id: string) => (await database.db.prisma.reminder.findUniqueOrThrow({ where: { id } })).state

describe('what is due', () => {
  test('When many must wait for an earlier one, then they do not keep others from their turn', async () => {
    for (let count = 0; count < 3; count += 1) await conversation({ by: 'later', until: after(60), dueAt: after(-60) })
    const ready = await conversation()
    expect(await findDue(sweep({ sweepBatch: 2 }))).toEqual([ready])
  })
  test('When the right to send ran out, then the conversation is found', async () => {
    const id = await conversation({ by: 'other', until: after(-1), dueAt: after(-1), status: 'sending' })
    expect(await findDue(sweep())).toEqual([id])
  })
})

describe('what a dead process left', () => {
  test('When it was sending at that very moment, then the conversation is free, and the provider is asked a moment later', async () => {
    const id = await conversation({ by: 'dead', until: after(30), status: 'sending', dueAt: after(30) })
    // Of a server that started this very moment nobody is sure.
    await until(async () => await freeLeasesOfTheDead(sweep()) === 1)
    expect(await deliveryOf(id)).toMatchObject({ dueAt: new Date(now.getTime() + allLimits.delivery.reconcileAfter) })
    expect(await database.db.prisma.conversation.findUniqueOrThrow({ where: { id } })).toMatchObject({ deliveringUntil: now })
  })
  test('When the process is alive, then it keeps what it has', async () => {
    const id = await conversation({ by: database.db.name, until: after(30), status: 'sending', dueAt: after(30) })
    expect(await freeLeasesOfTheDead(sweep())).toBe(0)
    expect(await deliveryOf(id)).toMatchObject({ dueAt: after(30) })
  })
  test('When a turn of that conversation is being committed, then the sweep waits for nobody', async () => {
    const id = await conversation({ by: 'dead', until: after(30), status: 'sending', dueAt: after(30) })
    const other = await database.db.sql.connect()
    await other.query('begin')
    await other.query('select 1 from "Conversation" where id = $1 for update', [id])
    const freed = await freeLeasesOfTheDead(sweep()).catch(() => 'waited')
    await other.query('rollback')
    other.release()
    expect(freed).toBe(0)
  })
})

describe('reminders', () => {
  test('When the address is gone, then the reminder is cancelled and keeps no other from its turn', async () => {
    const [gone, there] = [await conversation(), await conversation()]
    const lost = await remind(gone, -60)
    expect(await planReminders(sweep({ sweepBatch: 1 }))).toBe(0)
    expect(await stateOf(lost.id)).toBe('cancelled')
    await database.db.prisma.channelIdentity.create({ data: { id: randomUUID(), channel: 'whatsapp', addressHash: hash(), conversationId: there } })
    const wanted = await remind(there, -30)
    expect(await planReminders(sweep({ sweepBatch: 1 }))).toBe(1)
    expect([await stateOf(wanted.id), await deliveryOf(there)]).toMatchObject(['sent', { template: 'reminder', status: 'due' }])
  })
  test('When the address belongs to another conversation by now, or wants no messages, then it is cancelled', async () => {
    const [old, current] = [await conversation(), await conversation()]
    const identity = await database.db.prisma.channelIdentity.create({ data: { id: randomUUID(), channel: 'whatsapp', addressHash: hash(), conversationId: current } })
    const moved = await remind(old, -60)
    await planReminders(sweep())
    await database.db.prisma.channelIdentity.update({ where: { id: identity.id }, data: { optedOutAt: now } })
    const unwanted = await remind(current, -60)
    await planReminders(sweep())
    expect([await stateOf(moved.id), await stateOf(unwanted.id)]).toEqual(['cancelled', 'cancelled'])
  })
})
