import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { retain, wipeSealed } from '../../../bot/jobs/retain.ts'
import { limits } from '../../../domain/limits.ts'
import { createTestDatabase, type TestDatabase } from '../../support/database.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.drop())

const now = new Date('2026-11-21T12:00:00Z')
const daysAgo = (days: number) => new Date(now.getTime() - days * 86_400_000)
const { retention } = limits

async function conversation(days: number, waiting = false): Promise<string> {
  const id = randomUUID()
  const { prisma } = database.db
  await prisma.conversation.create({
    data: {
      id, version: 1, seq: 1, state: {}, createdAt: daysAgo(days), lastMessageAt: daysAgo(days), person: { create: { id: randomUUID(), createdAt: daysAgo(days) } },
      messages: { create: { seq: 1, author: 'person', activity: { text: 'hoi' }, createdAt: daysAgo(days) } },
      inbound: { create: { channel: 'web', externalId: 'x', seq: 1, createdAt: daysAgo(days) } },
      journeys: { create: { id: randomUUID(), step: 'code', lastMoveAt: daysAgo(days) } },
      ...(waiting && { handoffs: { create: { reason: 'asked' } } }),
    },
  })
  return id
}
const messagesOf = (conversationId: string) => database.db.prisma.message.count({ where: { conversationId } })

describe('retention', () => {
  test('When transcripts are 28 days old, then they go; younger ones and those of a person who waits stay', async () => {
    const [young, old, waiting] = [await conversation(27), await conversation(29), await conversation(29, true)]
    await retain(database.db.sql, { now, retention })
    expect([await messagesOf(young), await messagesOf(old), await messagesOf(waiting)]).toEqual([1, 0, 1])
  })
  test('When a conversation was silent for 90 days, then it goes, its journey stays without it, and the person goes too', async () => {
    const id = await conversation(91)
    await retain(database.db.sql, { now, retention })
    expect(await database.db.prisma.conversation.findUnique({ where: { id } })).toBeNull()
    const [alone] = await database.db.prisma.journey.findMany({ where: { conversationId: null } })
    expect(alone?.step).toBe('code')
    await retain(database.db.sql, { now: new Date(now.getTime() + 275 * 86_400_000), retention })
    expect(await database.db.prisma.journey.findUnique({ where: { id: alone?.id ?? '' } })).toBeNull()
  })
  test('When a read-back was not confirmed for 15 minutes, then its sealed form is wiped', async () => {
    const id = await conversation(1)
    const seal = (minutes: number) => database.db.prisma.message.update({
      where: { conversationId_seq: { conversationId: id, seq: 1 } }, data: { sealed: new Uint8Array([1]), createdAt: new Date(now.getTime() - minutes * 60_000) },
    })
    await seal(14)
    expect(await wipeSealed(database.db.sql, { now, retention })).toBe(0)
    await seal(16)
    expect(await wipeSealed(database.db.sql, { now, retention })).toBe(1)
  })
  test('When somebody tries to change or remove an audit line, then the database refuses', async () => {
    await database.db.prisma.auditEvent.create({ data: { actor: 'system', action: 'test', outcome: 'done' } })
    for (const statement of ['update "AuditEvent" set action = \'x\'', 'delete from "AuditEvent"', 'truncate "AuditEvent"']) {
      await expect(database.db.sql.query(statement)).rejects.toThrow('append only')
    }
  })
})
