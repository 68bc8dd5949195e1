// What could overtake: a turn that is committed while earlier deliveries still wait.
import { describe, expect, test } from '@jest/globals'
import { createDeliveries } from '../../../bot/delivery/deliveries.ts'
import { createMarks } from '../../../bot/delivery/marks.ts'
import type { Sender } from '../../../bot/delivery/types.ts'
import { createSealer } from '../../../bot/keys.ts'
import { createLog } from '../../../bot/log.ts'
import { type CommitParts, commitAll } from '../../../bot/turn/commit.ts'
import { newConversation, type Snapshot, startWork } from '../../../bot/turn/unit-of-work.ts'
import { limits } from '../../../domain/limits.ts'
import { useWhatsApp } from '../../support/use-whatsapp.ts'
import type { WhatsAppPerson } from '../../support/whatsapp-person.ts'
import { conversationOf, deliveriesOf, deliveryAt, fromHuman, hashOf, statusesOf, tell, until } from './rows.ts'

const stage = useWhatsApp()
const toOne = (person: WhatsAppPerson) => `whatsapp:${person.phone}`
const log = createLog('silent')

describe('a turn while others are still to be sent', () => {
  test('When somebody answers at once while what was parked goes out, then all of that comes first', async () => {
    const sam = stage.person()
    await sam.say('hoi')
    stage.app().clock.forward(24 * 3_600_000)
    for (const text of ['Een', 'Twee', 'Drie']) await fromHuman(stage.app(), sam, text)
    await until(async () => (await statusesOf(stage.app(), sam)).filter((status) => status === 'parked').length === 3)
    await until(() => sam.received().length === 2)
    stage.fake().fault({ kind: 'slow', ms: 250, next: 5, to: toOne(sam) })
    void sam.say('ja', { expect: 0 })
    await until(() => sam.received().length === 3)
    await sam.send({ buttonPayload: 'client:whoAreYou', buttonText: 'Ja' }, { expect: 0 })
    await until(() => sam.received().length === 7)
    expect(sam.received().slice(2).map(({ body }) => body.slice(0, 6))).toEqual(['Een', 'Twee', 'Drie', 'Je ben', 'Je heb'])
  })

  test('When the answer to a commit was lost, then the turn after it does not overtake it', async () => {
    const { app, db } = stage.app()
    const sam = stage.person()
    const sent: string[] = []
    const keep: Sender['send'] = async ({ part }) => {
      sent.push('body' in part ? part.body : '')
      return { kind: 'accepted', providerId: `SM${sent.length}` }
    }
    const sender: Sender = { prepare: async () => {}, send: keep, list: async () => [], bodyOf: (part) => ('body' in part ? part.body : ''), hasTemplate: () => false }
    const [sealer, clock] = [createSealer(app.store.keys.encryption), { now: new Date() }]
    const deliveries = createDeliveries({
      db, sealer, log, now: () => clock.now, processId: 'one', sender, perSecond: 80, render: (messages) => messages.map(({ text = '' }) => ({ kind: 'text', body: text })),
    })
    const commitParts: CommitParts = { sql: db.sql, sealer, processId: 'one', identityLife: 1_000, leaseLife: limits.delivery.lease, deliveriesOf: deliveries.draftsOf }
    const hash = Buffer.from(hashOf(stage.app(), sam))
    const turn = (snapshot: Snapshot, text: string) => {
      const inbound = { channel: 'whatsapp' as const, conversationId: snapshot.conversationId, externalId: text, identityHash: hash, addressHash: hash, keys: [{ hash, address: sealer.seal(toOne(sam)) }], sendTo: toOne(sam), activity: { type: 'message', text } }
      const work = startWork(snapshot, inbound, { activity: inbound.activity, found: [], at: clock.now })
      work.say({ type: 'message', text })
      return work
    }
    const first = turn(newConversation(crypto.randomUUID(), crypto.randomUUID()), 'een')
    await commitAll(commitParts, [first])
    clock.now = new Date(clock.now.getTime() + 1_000)
    const second = turn({ ...first.snapshot, version: 1, seq: 2 }, 'twee')
    const [result] = await commitAll(commitParts, [second])
    if (result?.kind !== 'committed') throw new Error('not committed')
    deliveries.committed(second, result.handed)
    await deliveries.stop()
    expect(sent).toEqual([])
    clock.now = new Date(clock.now.getTime() + 60_000)
    const { id } = await db.prisma.conversation.findUniqueOrThrow({ where: { id: first.snapshot.conversationId } })
    const later = createDeliveries({ db, sealer, log, now: () => clock.now, processId: 'two', sender, perSecond: 80, render: () => [] })
    await later.start()
    await until(() => sent.length === 2)
    await later.stop()
    expect(sent).toEqual(['een', 'twee'])
    await db.prisma.conversation.delete({ where: { id } })
  })
})

describe('the right to send', () => {
  test('When another process adds something while it is given back, then it is kept and used', async () => {
    const { db } = stage.app()
    const sam = stage.person()
    await sam.say('hoi')
    const { id } = await conversationOf(stage.app(), sam)
    await until(async () => (await conversationOf(stage.app(), sam)).deliveringBy === null)
    const held = new Date(Date.now() + 60_000)
    await db.sql.query(`update "Conversation" set "deliveringBy" = 'one', "deliveringUntil" = $2 where id = $1`, [id, held])
    const kept: string[] = []
    const marks = createMarks({ sql: db.sql, log, now: () => new Date(), processId: 'one', every: 5, again: 50, patience: 1_000 }, (conversationId) => kept.push(conversationId))
    const other = await db.sql.connect()
    await other.query('begin')
    await other.query('update "Conversation" set "deliveriesWaiting" = true where id = $1', [id])
    marks.add([], { conversationId: id, held, later: null })
    const written = marks.flush()
    await until(async () => (await db.sql.query(`select 1 from pg_stat_activity where wait_event_type = 'Lock' and query like '%released%' and datname = current_database()`)).rows.length > 0)
    await other.query('commit')
    other.release()
    await written
    expect(kept).toEqual([id])
  })

  test('When what it was about to send is cancelled, then it goes on with what follows', async () => {
    const { db, clock } = stage.app()
    const sam = stage.person()
    await sam.say('hoi')
    await until(async () => (await conversationOf(stage.app(), sam)).deliveringBy === null)
    const { id } = await conversationOf(stage.app(), sam)
    // Taken, then cancelled between the look and the claim: the row is locked just there.
    const other = await db.sql.connect()
    await fromHuman(stage.app(), sam, 'Weg ermee')
    await other.query('begin')
    await other.query(`update "Delivery" set status = 'cancelled' where "conversationId" = $1 and status = 'due'`, [id])
    await until(async () => (await conversationOf(stage.app(), sam)).deliveringBy !== null)
    await fromHuman(stage.app(), sam, 'Dit wel')
    await other.query('commit')
    other.release()
    const started = clock.now.getTime()
    await until(async () => (await statusesOf(stage.app(), sam)).at(-1) === 'delivered')
    expect(clock.now.getTime() - started).toBeLessThan(5_000)
    expect((await deliveriesOf(stage.app(), sam)).map(({ status }) => status)).toEqual(['delivered', 'cancelled', 'delivered'])
  })

  test('When something wakes a conversation while a turn of it is sent, then the right is given back all the same', async () => {
    const sam = stage.person()
    await sam.say('hoi')
    await until(async () => (await statusesOf(stage.app(), sam))[0] === 'delivered')
    const { id } = await deliveryAt(stage.app(), sam, 0)
    await stage.app().db.prisma.delivery.update({ where: { id }, data: { status: 'sent' } })
    stage.fake().fault({ kind: 'slow', ms: 400, next: 1, to: toOne(sam) })
    void sam.send({ buttonPayload: 'client:whoAreYou', buttonText: 'Ja' }, { expect: 0 })
    await until(async () => (await conversationOf(stage.app(), sam)).deliveringBy !== null)
    expect(await tell({ app: stage.app(), fake: stage.fake() }, await deliveryAt(stage.app(), sam, 0), { status: 'undelivered', code: 63016 })).toBe(200)
    // The template goes out once the turn is sent, not when its half minute is over.
    const started = performance.now()
    await until(() => sam.received().some(({ body }) => body.startsWith('Er is een bericht')))
    expect(performance.now() - started).toBeLessThan(5_000)
  })
})
