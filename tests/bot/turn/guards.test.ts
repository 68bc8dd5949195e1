// What the commit must not let through: a stale memory, an undone address, a turn that overtakes what was parked.
import { randomUUID } from 'node:crypto'
import { describe, expect, test } from '@jest/globals'
import { addressHash, createResolve } from '../../../bot/channels/whatsapp/resolve.ts'
import { createSealer } from '../../../bot/keys.ts'
import { createLinks } from '../../../bot/links.ts'
import { type CommitParts, commitAll } from '../../../bot/turn/commit.ts'
import { newConversation, type Snapshot, startWork } from '../../../bot/turn/unit-of-work.ts'
import { useWhatsApp } from '../../support/use-whatsapp.ts'
import { conversationOf, deliveriesOf, deliveryAt, fromHuman, statusesOf, until } from '../delivery/rows.ts'

const stage = useWhatsApp()
const keysOf = () => stage.app().app.store.keys
const parts = (): CommitParts => ({ sql: stage.app().db.sql, sealer: createSealer(keysOf().encryption), processId: 'one', identityLife: 1_000, leaseLife: 30_000, deliveriesOf: () => [] })
const person = (address: string) => ({ address, hash: addressHash(keysOf().pepper, address) })

function workOf(snapshot: Snapshot, { hash, address }: ReturnType<typeof person>) {
  const inbound = { channel: 'whatsapp' as const, conversationId: snapshot.conversationId, externalId: randomUUID(), identityHash: hash, addressHash: hash, sendTo: address, activity: { type: 'message', text: 'hoi' }, keys: [{ hash, address: createSealer(keysOf().encryption).seal(address) }] }
  return startWork(snapshot, inbound, { activity: inbound.activity, found: [], at: new Date() })
}
const identityOf = ({ hash }: ReturnType<typeof person>) => stage.app().db.prisma.channelIdentity.findFirstOrThrow({ where: { addressHash: new Uint8Array(hash) } })
const resolve = (text: string, { address }: ReturnType<typeof person>) =>
  createResolve({ sql: stage.app().db.sql, keys: keysOf(), now: () => new Date() })({ kind: 'message', sid: randomUUID(), keys: [{ kind: 'phone', address }], activity: { type: 'message', text } })

async function started(who: ReturnType<typeof person>): Promise<Snapshot> {
  const work = workOf(newConversation(randomUUID(), randomUUID()), who)
  await commitAll(parts(), [work])
  return { ...work.snapshot, version: 1, seq: 1 }
}

describe('a turn on what is remembered', () => {
  test('When the conversation was erased and began anew, then its old state does not come back', async () => {
    const who = person('whatsapp:+31650000001')
    const old = await started(who)
    await stage.app().db.prisma.conversation.delete({ where: { id: old.conversationId } })
    await commitAll(parts(), [workOf(newConversation(old.conversationId, randomUUID()), who)])
    expect(await commitAll(parts(), [workOf(old, who)])).toEqual([{ kind: 'moved' }])
  })
})

describe('an undone arrival', () => {
  test('When the website says that it was somebody else, then neither the word nor any link of that journey works for them', async () => {
    const [mine, theirs] = [person('whatsapp:+31650000002'), person('whatsapp:+31650000003')]
    const snapshot = await started(mine)
    const word = await createLinks({ sql: stage.app().db.sql, pepper: keysOf().pepper, now: () => new Date() }).makeWord(snapshot.conversationId)
    expect(await resolve(word ?? '', theirs)).toMatchObject({ conversationId: snapshot.conversationId, attach: {} })
    await stage.app().db.prisma.oneTimeLink.create({ data: { tokenHash: new Uint8Array(32), kind: 'toWeb', conversationId: snapshot.conversationId, expiresAt: new Date(Date.now() + 60_000) } })
    const work = startWork(snapshot, { channel: 'web', conversationId: snapshot.conversationId, externalId: randomUUID(), identityHash: Buffer.alloc(32), addressHash: Buffer.alloc(32), activity: { type: 'message' } }, { activity: { type: 'message' }, found: [], at: new Date() })
    work.detach = true
    await commitAll(parts(), [work])
    expect(await stage.app().db.prisma.oneTimeLink.count({ where: { conversationId: snapshot.conversationId } })).toBe(0)
    expect((await resolve(word ?? '', theirs)).conversationId).not.toBe(snapshot.conversationId)
  })

  test('When a message of theirs was under way just then, then it does not attach them again; their next one is their own conversation', async () => {
    const who = person('whatsapp:+31650000004')
    const snapshot = await started(who)
    await stage.app().db.prisma.channelIdentity.updateMany({ where: { addressHash: new Uint8Array(who.hash) }, data: { conversationId: null, personId: null } })
    await commitAll(parts(), [workOf(snapshot, who)])
    expect((await identityOf(who)).conversationId).toBeNull()
    const inbound = await resolve('hoi', who)
    expect(inbound).toMatchObject({ attach: {} })
    expect(inbound.conversationId).not.toBe(snapshot.conversationId)
  })
})

describe('a turn after something was parked', () => {
  test('When this process is still sending for the conversation, then what was parked goes first all the same', async () => {
    const sam = stage.person()
    await sam.say('hoi')
    stage.fake().fault({ kind: 'slow', ms: 600, next: 1, to: `whatsapp:${sam.phone}` })
    void sam.press('client', { expect: 0 })
    await until(async () => (await deliveriesOf(stage.app(), sam)).length === 2)
    const { db } = stage.app()
    const { id } = await conversationOf(stage.app(), sam)
    await db.prisma.conversation.update({ where: { id }, data: { version: { increment: 1 } } })
    await fromHuman(stage.app(), sam, 'Van een mens')
    await db.prisma.delivery.update({ where: { id: (await deliveryAt(stage.app(), sam, 2)).id }, data: { status: 'parked' } })
    void sam.send({ body: 'ja' }, { expect: 0 })
    await until(async () => (await statusesOf(stage.app(), sam)).filter((status) => status === 'delivered').length === 4)
    expect(sam.received().slice(2).map(({ body }) => body.slice(0, 7))).toEqual(['Van een', 'Je bent'])
  })
})
