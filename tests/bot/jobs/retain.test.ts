import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { retain, wipePayloads, wipeSealed } from '../../../bot/jobs/retain.ts'
import { limits } from '../../../domain/limits.ts'
import type { HandoffState } from '../../../prisma/generated/enums.ts'
import { createTestDatabase, type TestDatabase } from '../../support/database.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.drop())

const now = new Date('2026-11-21T12:00:00Z')
const daysAgo = (days: number) => new Date(now.getTime() - days * 86_400_000)
const { retention } = limits

async function conversation(days: number, handoff: HandoffState | null = null): Promise<string> {
  const id = randomUUID()
  const { prisma } = database.db
  await prisma.conversation.create({
    data: {
      id, version: 1, seq: 1, state: {}, createdAt: daysAgo(days), lastMessageAt: daysAgo(days), person: { create: { id: randomUUID(), createdAt: daysAgo(days) } },
      messages: { create: { seq: 1, author: 'person', activity: { text: 'hoi' }, createdAt: daysAgo(days) } },
      inbound: { create: { channel: 'web', externalId: 'x', seq: 1, createdAt: daysAgo(days) } },
      journeys: { create: { id: randomUUID(), step: 'code', lastMoveAt: daysAgo(days) } },
      ...(handoff && { handoffs: { create: { reason: 'asked', state: handoff } } }),
    },
  })
  return id
}
const hash = (fill: number) => new Uint8Array(32).fill(fill)
const messagesOf = (conversationId: string) => database.db.prisma.message.count({ where: { conversationId } })

describe('retention', () => {
  test('When transcripts are 28 days old, then they go; younger ones and those of a person who waits for a human, or has one, stay', async () => {
    const [young, old, waiting, human, closed] = [await conversation(27), await conversation(29), await conversation(29, 'waiting'), await conversation(29, 'human'), await conversation(29, 'closed')]
    await retain(database.db.sql, { now, retention })
    expect(await Promise.all([young, old, waiting, human, closed].map(messagesOf))).toEqual([1, 0, 1, 1, 0])
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
  test('When a delivery was settled 15 minutes ago, then its text is wiped; what may still be sent keeps it', async () => {
    const id = await conversation(1)
    const { prisma } = database.db
    const minutesAgo = (minutes: number) => new Date(now.getTime() - minutes * 60_000)
    const add = (status: 'accepted' | 'undelivered' | 'due' | 'sending' | 'unknown' | 'parked', minutes: number) =>
      prisma.delivery.create({ data: { conversationId: id, seq: 1, author: 'bot', channel: 'whatsapp', addressHash: hash(1), payload: hash(9), status, dueAt: now, createdAt: daysAgo(1), updatedAt: minutesAgo(minutes) } })
    const settled = [await add('accepted', 16), await add('undelivered', 16)]
    const kept = [await add('accepted', 14), await add('due', 16), await add('sending', 16), await add('unknown', 16), await add('parked', 16)]
    expect(await wipePayloads(database.db.sql, { now, retention })).toBe(2)
    const left = await prisma.delivery.findMany({ where: { conversationId: id, payload: { not: null } }, orderBy: { id: 'asc' } })
    expect(left.map((row) => row.id)).toEqual(kept.map((row) => row.id))
    expect(settled).toHaveLength(2)
  })
  test('When deliveries and reminders are past the term of transcripts, and links no longer work for a day, then they go', async () => {
    const id = await conversation(1)
    const { prisma } = database.db
    for (const days of [27, 29]) {
      await prisma.delivery.create({ data: { conversationId: id, seq: 1, author: 'bot', channel: 'whatsapp', addressHash: hash(1), status: 'read', dueAt: now, createdAt: daysAgo(days) } })
      for (const state of ['planned', 'sent'] as const) await prisma.reminder.create({ data: { conversationId: id, channel: 'whatsapp', addressHash: hash(1), name: 'haveCode', step: 'code', dueAt: daysAgo(days), state } })
    }
    for (const hours of [23, 25]) await prisma.oneTimeLink.create({ data: { tokenHash: hash(hours), kind: 'check', conversationId: id, expiresAt: new Date(now.getTime() - hours * 3_600_000) } })
    await retain(database.db.sql, { now, retention })
    const where = { conversationId: id }
    expect(await Promise.all([prisma.delivery.count({ where }), prisma.oneTimeLink.count({ where }), prisma.reminder.count({ where }), prisma.reminder.count({ where: { ...where, state: 'planned' } })])).toEqual([1, 1, 3, 2])
  })
  test('When the conversation of a WhatsApp address is gone and nothing came from it for 90 days, then it goes, with the person', async () => {
    const { prisma } = database.db
    const write = async (fill: number, conversationId: string | null, days: number) => {
      const person = await prisma.person.create({ data: { id: randomUUID(), createdAt: daysAgo(200) } })
      await prisma.channelIdentity.create({ data: { id: randomUUID(), channel: 'whatsapp', addressHash: hash(fill), address: hash(9), conversationId, personId: person.id, lastInboundAt: daysAgo(days), createdAt: daysAgo(200) } })
      return person.id
    }
    const [gone, silent, owned] = [await write(1, null, 91), await write(2, null, 89), await write(3, await conversation(1), 91)]
    await retain(database.db.sql, { now, retention })
    const left = await prisma.channelIdentity.findMany({ where: { channel: 'whatsapp' }, orderBy: { addressHash: 'asc' } })
    expect(left.map(({ personId }) => personId)).toEqual([silent, owned])
    expect(await prisma.person.findUnique({ where: { id: gone } })).toBeNull()
  })
  test('When somebody tries to change or remove an audit line, then the database refuses', async () => {
    await database.db.prisma.auditEvent.create({ data: { actor: 'system', action: 'test', outcome: 'done' } })
    for (const statement of ['update "AuditEvent" set action = \'x\'', 'delete from "AuditEvent"', 'truncate "AuditEvent"']) {
      await expect(database.db.sql.query(statement)).rejects.toThrow('append only')
    }
  })
})
