// Who wrote, and in which conversation: on a real database, the rows as a turn's commit leaves them.
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { readAddresses } from '../../../../bot/channels/whatsapp/addresses.ts'
import { addressHash, createResolve, type Received } from '../../../../bot/channels/whatsapp/resolve.ts'
import { createSealer } from '../../../../bot/keys.ts'
import { createLinks, wordHash } from '../../../../bot/links.ts'
import { createTestDatabase, type TestDatabase } from '../../../support/database.ts'

const keys = { pepper: Buffer.alloc(32, 1), encryption: Buffer.alloc(32, 2), signing: Buffer.alloc(32, 3) }
const clock = { now: new Date('2026-11-21T10:00:00Z') }
const [phone, user] = ['whatsapp:+31612345678', 'whatsapp:NL.a1B2']
const hashOf = (address: string) => addressHash(keys.pepper, address)

let database: TestDatabase
beforeAll(async () => { database = await createTestDatabase() })
afterAll(() => database.drop())
beforeEach(async () => {
  clock.now = new Date('2026-11-21T10:00:00Z')
  await database.db.sql.query('truncate "Person", "Conversation", "ChannelIdentity", "OneTimeLink" cascade')
})

const resolver = () => createResolve({ sql: database.db.sql, keys, now: () => clock.now })
const wrote = (text: string, from: Parameters<typeof readAddresses>[0] = { From: phone }, sid = `SM${randomUUID()}`): Received =>
  ({ kind: 'message', sid, keys: readAddresses(from), activity: { type: 'message', text, locale: 'nl-NL' } })

/** A conversation that addresses belong to. */
async function conversation(addresses: string[], lastMessageAt = clock.now): Promise<string> {
  const { prisma } = database.db
  const { id: personId } = await prisma.person.create({ data: { id: randomUUID() } })
  const { id } = await prisma.conversation.create({ data: { id: randomUUID(), personId, version: 1, seq: 1, state: {}, lastMessageAt } })
  for (const address of addresses) await prisma.channelIdentity.create({ data: { id: randomUUID(), channel: 'whatsapp', addressHash: new Uint8Array(hashOf(address)), personId, conversationId: id } })
  return id
}
async function word(conversationId: string): Promise<string> {
  const made = await createLinks({ sql: database.db.sql, pepper: keys.pepper, now: () => clock.now }).makeWord(conversationId)
  return made ?? ''
}

describe('somebody writes', () => {
  test('When they are new, then a conversation starts, the same one in every process', async () => {
    const [one, other] = await Promise.all([resolver()(wrote('Hoi')), resolver()(wrote('Hallo'))])
    expect(one).toMatchObject({ channel: 'whatsapp', conversationId: other.conversationId, activity: { text: 'Hoi' }, start: { personId: expect.any(String) } })
    expect(one.conversationId).toMatch(/^[\da-f]{8}-[\da-f]{4}-8[\da-f]{3}-8[\da-f]{3}-[\da-f]{12}$/)
    expect(one).not.toHaveProperty('attach')
    expect((await resolver()(wrote('Hoi', { From: 'whatsapp:+31687654321' }))).conversationId).not.toBe(one.conversationId)
  })

  test('When they are new with number and user id, then both go along, sealed, the number first; alone the user id starts the same one', async () => {
    const both = await resolver()(wrote('Hoi', { From: phone, ExternalUserId: 'NL.a1B2' }))
    expect(both.keys?.map(({ hash }) => hash)).toEqual([hashOf(phone), hashOf(user)])
    expect(both.keys?.map(({ address }) => createSealer(keys.encryption).open(address ?? Buffer.alloc(0)))).toEqual([phone, user])
    expect(both.identityHash).toEqual(hashOf(phone))
    expect((await resolver()(wrote('Hoi', { From: user }))).conversationId).toBe(both.conversationId)
  })

  test('When they are known by one of their addresses, then it is their conversation', async () => {
    const id = await conversation([user])
    const inbound = await resolver()(wrote('Hoi', { From: phone, ExternalUserId: user }))
    expect(inbound).toMatchObject({ conversationId: id, keys: [{}, {}] })
    expect(inbound).not.toHaveProperty('start')
    expect(inbound).not.toHaveProperty('attach')
  })

  test('When their addresses turn out to be one person, then they go on where they were last, with both', async () => {
    await conversation([phone], new Date('2026-11-20T10:00:00Z'))
    const newest = await conversation([user], new Date('2026-11-21T09:00:00Z'))
    expect(await resolver()(wrote('Hoi', { From: phone, ExternalUserId: user }))).toMatchObject({ conversationId: newest, attach: { fromSeq: 0 } })
  })

  test('When their conversation was erased, then another starts', async () => {
    const id = await conversation([phone])
    await database.db.prisma.conversation.delete({ where: { id } })
    expect(await resolver()(wrote('Hoi'))).toHaveProperty('start')
  })

  test('When many write at once, then each is in their own conversation', async () => {
    const numbers = Array.from({ length: 150 }, (_, index) => `whatsapp:+316${String(10_000_000 + index)}`)
    const own = await Promise.all(numbers.map(async (number, index) => (index % 3 === 0 ? null : conversation([number]))))
    const resolve = resolver()
    const found = await Promise.all(numbers.map((From) => resolve(wrote('Hoi', { From }))))
    found.forEach(({ conversationId, start }, index) => expect([conversationId, start === undefined]).toEqual([own[index] ?? conversationId, own[index] !== null]))
    expect(new Set(found.map(({ conversationId }) => conversationId)).size).toBe(150)
  })
})

describe('a word from the website', () => {
  test.each([
    ['alone', (made: string) => made], ['in a sentence', (made: string) => `Hoi, mijn woord is ${made}.`],
    ['in two halves, in small letters', (made: string) => `${made.slice(0, 4)} ${made.slice(4)}`.toLowerCase()],
  ])('When it is sent %s, then the person goes on in that conversation', async (_, say) => {
    const id = await conversation([])
    expect(await resolver()(wrote(say(await word(id))))).toMatchObject({ conversationId: id, attach: { fromSeq: 0 }, activity: { type: 'event', name: 'arrive' } })
  })

  test('When the same person sends it again, then again; when another does, then it is just text', async () => {
    const id = await conversation([])
    const made = await word(id)
    const resolve = resolver()
    expect(await resolve(wrote(made))).toMatchObject({ conversationId: id })
    expect(await resolve(wrote(made))).toMatchObject({ conversationId: id, activity: { name: 'arrive' } })
    const other = await resolve(wrote(made, { From: 'whatsapp:+31687654321' }))
    expect(other).toMatchObject({ activity: { text: made }, start: {} })
    expect(other.conversationId).not.toBe(id)
  })

  test('When two people send it at the same moment, then it is for one of them', async () => {
    const id = await conversation([])
    const made = await word(id)
    const both = await Promise.all(['whatsapp:+31687654321', phone].map((From) => resolver()(wrote(made, { From }))))
    expect(both.filter(({ conversationId }) => conversationId === id)).toHaveLength(1)
  })

  test('When it is too late, or never was one of ours, then it is just text', async () => {
    const id = await conversation([phone])
    const late = await word(await conversation([]))
    clock.now = new Date(clock.now.getTime() + 15 * 60_000)
    for (const text of [late, 'CDFHJKMN', 'VOORBEELD']) expect(await resolver()(wrote(text))).toMatchObject({ conversationId: id, activity: { type: 'message', text } })
  })

  test('When somebody keeps guessing, then the eleventh word within the hour is not looked up', async () => {
    const made = await word(await conversation([]))
    const resolve = resolver()
    for (let guess = 0; guess < 10; guess += 1) await resolve(wrote('CDFHJKMN'))
    expect(await resolve(wrote(made))).toMatchObject({ activity: { type: 'message', text: made } })
    expect(await resolve(wrote(made, { From: 'whatsapp:+31687654321' }))).toMatchObject({ activity: { name: 'arrive' } })
  })

  test('When it is used, then the row says by whom and when', async () => {
    const made = await word(await conversation([]))
    await resolver()(wrote(made))
    expect(await database.db.prisma.oneTimeLink.findUniqueOrThrow({ where: { tokenHash: new Uint8Array(wordHash(keys.pepper, made)) } }))
      .toMatchObject({ usedAt: clock.now, usedByHash: new Uint8Array(hashOf(phone)) })
  })
})
