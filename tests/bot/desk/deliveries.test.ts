// A digimaatje takes the word while the bot's messages are on their way to WhatsApp.
import { beforeEach, describe, expect, test } from '@jest/globals'
import { createDeliveries } from '../../../bot/delivery/deliveries.ts'
import { planReminders } from '../../../bot/delivery/sweep.ts'
import type { Sender } from '../../../bot/delivery/types.ts'
import { createSealer } from '../../../bot/keys.ts'
import { createLog } from '../../../bot/log.ts'
import { fromDelivery, wakeChannel } from '../../../bot/turn/commit-statement.ts'
import { type CommitParts, commitAll } from '../../../bot/turn/commit.ts'
import { newConversation, startWork } from '../../../bot/turn/unit-of-work.ts'
import { limits } from '../../../domain/limits.ts'
import { karin, seat, take, write } from '../../support/desk-turns.ts'
import { useWhatsApp } from '../../support/use-whatsapp.ts'
import type { WhatsAppPerson } from '../../support/whatsapp-person.ts'
import { conversationOf, deliveriesOf, fromHuman, hashOf, statusesOf, until } from '../delivery/rows.ts'

const stage = useWhatsApp()
const app = () => stage.app()
const toOne = (person: WhatsAppPerson) => `whatsapp:${person.phone}`
beforeEach(() => seat(app(), karin))

/** Somebody who waits for a human, and their conversation. */
const waiting = async () => {
  const sam = stage.person()
  await sam.say('hoi')
  await sam.say('mens')
  return { sam, id: (await conversationOf(app(), sam)).id }
}
const claim = (id: string) => take(app(), id, { who: karin, move: 'claim' })

/** A process that stops in the middle of sending it, until told to go on. */
const inTheMiddle = async () => {
  const { app: { store }, db } = app()
  const sam = stage.person()
  const [sealer, gate, sent] = [createSealer(store.keys.encryption), Promise.withResolvers<void>(), [] as string[]]
  const send: Sender['send'] = async ({ part }) => {
    sent.push('body' in part ? part.body : '')
    if (sent.length === 1) await gate.promise
    return { kind: 'accepted', providerId: `SM${crypto.randomUUID()}` }
  }
  const sender: Sender = { prepare: async () => {}, send, list: async () => [], bodyOf: () => '', hasTemplate: () => false }
  const deliveries = createDeliveries({ db, sealer, log: createLog('silent'), now: () => app().clock.now, processId: db.name, sender, perSecond: 80, render: (messages) => messages.map(({ text = '' }) => ({ kind: 'text', body: text })) })
  const parts: CommitParts = { sql: db.sql, sealer, processId: db.name, identityLife: 1_000, leaseLife: limits.delivery.lease, deliveriesOf: deliveries.draftsOf }
  const hash = Buffer.from(hashOf(app(), sam))
  const inbound = { channel: 'whatsapp' as const, conversationId: crypto.randomUUID(), externalId: crypto.randomUUID(), identityHash: hash, addressHash: hash, keys: [{ hash, address: sealer.seal(toOne(sam)) }], sendTo: toOne(sam), activity: { type: 'message', text: 'hoi' } }
  const work = startWork(newConversation(inbound.conversationId, crypto.randomUUID()), inbound, { activity: inbound.activity, found: [], at: app().clock.now })
  for (const text of ['een', 'twee', 'drie']) work.say({ type: 'message', text })
  const commit = async (unit: typeof work) => {
    const [result] = await commitAll(parts, [unit])
    if (result?.kind !== 'committed') throw new Error('not committed')
    deliveries.committed(unit, result.handed)
  }
  await commit(work)
  await until(() => sent.length === 1)
  return { sam, sent, deliveries, gate, commit, id: inbound.conversationId, snapshot: work.snapshot }
}

describe('a claim while messages of the bot wait', () => {
  test('When one waits to be tried again, then it is cancelled, and her words go out', async () => {
    const { sam, id } = await waiting()
    const known = sam.received().length
    stage.fake().fault({ kind: 'status', status: 429, next: 1, to: toOne(sam) })
    await sam.say('terug', { expect: 0 })
    await until(async () => (await statusesOf(app(), sam)).at(-1) === 'due')
    await claim(id)
    expect((await deliveriesOf(app(), sam)).findLast(({ author }) => author === 'bot')).toMatchObject({ status: 'cancelled', payload: null })
    await write(app(), id, { who: karin, text: 'Hoi, wat zie je?' })
    await until(() => sam.received().length === known + 2)
    expect(sam.received().slice(known).map(({ body }) => body)).toEqual([expect.stringContaining('Karin'), 'Hoi, wat zie je?'])
  })

  test('When one was to be tried again minutes later, then her words do not wait for that', async () => {
    const { sam, id } = await waiting()
    const { db, clock } = app()
    const later = new Date(clock.now.getTime() + limits.delivery.retryMost)
    await until(async () => (await conversationOf(app(), sam)).deliveringBy === null)
    const { seq } = await conversationOf(app(), sam)
    await db.prisma.delivery.create({ data: { conversationId: id, seq, author: 'bot', channel: 'whatsapp', addressHash: hashOf(app(), sam), payload: new Uint8Array(8), attempts: 9, dueAt: later, createdAt: clock.now } })
    await db.prisma.conversation.update({ where: { id }, data: { deliveringBy: 'later', deliveringUntil: later } })
    await claim(id)
    await write(app(), id, { who: karin, text: 'Hoi' })
    expect((await sam.hear(2)).map(({ body }) => body)).toEqual([expect.stringContaining('Karin'), 'Hoi'])
  })

  test('When one is in flight, then it arrives first, and what she says after it', async () => {
    const { sam, id } = await waiting()
    const known = sam.received().length
    stage.fake().fault({ kind: 'slow', ms: 300, next: 1, to: toOne(sam) })
    void sam.say('wat is een code?', { expect: 0 })
    await until(async () => (await statusesOf(app(), sam)).at(-1) === 'sending')
    await claim(id)
    await until(() => sam.received().length === known + 2)
    expect(sam.received().slice(known).map(({ body }) => body)).toEqual([expect.stringContaining('code'), expect.stringContaining('Karin')])
  })

  test('When a reminder is due while she has the word, then it waits until she hands back', async () => {
    const { sam, id } = await waiting()
    await claim(id)
    const { db, clock } = app()
    const parts = { sql: db.sql, now: () => clock.now, processId: 'test', limits: limits.delivery }
    const { id: reminder } = await db.prisma.reminder.create({ data: { conversationId: id, channel: 'whatsapp', addressHash: hashOf(app(), sam), name: 'letter', step: 'whoAreYou', dueAt: clock.now, createdAt: clock.now } })
    const stateOf = async () => (await db.prisma.reminder.findUniqueOrThrow({ where: { id: reminder } })).state
    await planReminders(parts)
    expect(await stateOf()).toBe('planned')
    await take(app(), id, { who: karin, move: { kind: 'close', reason: 'solved' } })
    // The app looks too: whoever finds it first sends it.
    await until(async () => {
      await planReminders(parts)
      return await stateOf() !== 'planned'
    })
    expect(await stateOf()).toBe('sent')
  })

  test('When a reminder is on its way already, then it is cancelled', async () => {
    const { sam, id } = await waiting()
    const { db, clock } = app()
    await db.prisma.reminder.create({ data: { conversationId: id, channel: 'whatsapp', addressHash: hashOf(app(), sam), name: 'letter', step: 'whoAreYou', dueAt: clock.now, createdAt: clock.now } })
    stage.fake().fault({ kind: 'status', status: 429, next: 1, to: toOne(sam) })
    await planReminders({ sql: db.sql, now: () => clock.now, processId: 'test', limits: limits.delivery })
    const reminder = async () => (await deliveriesOf(app(), sam)).find(({ template }) => template === 'reminder')
    await until(async () => (await reminder()) !== undefined)
    await claim(id)
    await until(async () => (await reminder())?.status === 'cancelled')
  })

  test('When one waits for the person to write, then it is cancelled; what she wrote is kept', async () => {
    const { sam, id } = await waiting()
    app().clock.forward(24 * 3_600_000)
    await fromHuman(app(), sam, 'Van eerder')
    await until(async () => (await statusesOf(app(), sam)).includes('parked'))
    await seat(app(), karin)
    await claim(id)
    expect((await deliveriesOf(app(), sam)).filter(({ author, template }) => author === 'human' && !template).map(({ status }) => status)).toEqual(['parked'])
  })
})

describe('a turn of the bot that is more than one message', () => {
  test('When she claims at this process, then what was not sent yet never is', async () => {
    const { sam, sent, deliveries, gate, commit, id, snapshot } = await inTheMiddle()
    const claimed = startWork({ ...snapshot, version: 1, seq: 4 }, { channel: 'desk', conversationId: id, externalId: 'claim', identityHash: Buffer.alloc(32), addressHash: Buffer.alloc(32), activity: { type: 'event' } }, { activity: { type: 'event' }, found: [], at: app().clock.now })
    Object.assign(claimed, { owner: 'human', silenceBot: true })
    await commit(claimed)
    gate.resolve()
    await deliveries.stop()
    expect(sent).toEqual(['een'])
    expect(await statusesOf(app(), sam)).toEqual(['accepted', 'cancelled', 'cancelled'])
    expect((await conversationOf(app(), sam)).deliveringBy).toBeNull()
  })

  test('When she claims at another process, then neither', async () => {
    const { sam, sent, deliveries, gate, id } = await inTheMiddle()
    await app().db.prisma.handoff.create({ data: { conversationId: id, reason: 'asked' } })
    expect(await claim(id)).toMatchObject({ kind: 'done' })
    gate.resolve()
    await until(async () => (await statusesOf(app(), sam)).slice(0, 3).join() === 'accepted,cancelled,cancelled')
    // It has the right to send, so it sends her notice too.
    await until(() => sent.length === 2)
    await deliveries.stop()
    expect(sent).toEqual(['een', expect.stringContaining('Karin')])
  })
})

describe('what the desk hears', () => {
  test('When her message is sent, delivered and read, then every process is told; of the bot\'s nobody is', async () => {
    const { sam, id } = await waiting()
    await claim(id)
    await sam.hear()
    const ear = await app().db.sql.connect()
    const heard: string[] = []
    ear.on('notification', ({ payload = '' }) => heard.push(payload))
    await ear.query(`listen ${wakeChannel}`)
    await write(app(), id, { who: karin, text: 'Hoi' })
    await until(async () => (await statusesOf(app(), sam)).at(-1) === 'delivered')
    await until(() => heard.filter((payload) => payload === `${fromDelivery} ${id}`).length > 1)
    await take(app(), id, { who: karin, move: { kind: 'close', reason: 'solved' } })
    await sam.hear()
    heard.length = 0
    await sam.say('hoi')
    await until(async () => (await statusesOf(app(), sam)).every((status) => ['delivered', 'cancelled'].includes(status)))
    expect(heard.filter((payload) => payload.startsWith(fromDelivery))).toEqual([])
    await ear.query('unlisten *')
    ear.release()
  })
})
