// What the provider says late, twice, or not at all.
import { describe, expect, test } from '@jest/globals'
import { useWhatsApp } from '../../support/use-whatsapp.ts'
import type { WhatsAppPerson } from '../../support/whatsapp-person.ts'
import { conversationOf, deliveriesOf, deliveryAt, fromHuman, hashOf, statusesOf, tell, until } from './rows.ts'

const stage = useWhatsApp()
const toOne = (person: WhatsAppPerson) => `whatsapp:${person.phone}`
const template = 'Er is een bericht voor je. Stuur een woord terug.'
const both = () => ({ app: stage.app(), fake: stage.fake() })
const delivered = async (person: WhatsAppPerson, count = 1) => until(async () => (await statusesOf(stage.app(), person)).filter((status) => status === 'delivered').length >= count)
const templatesOf = (person: WhatsAppPerson) => person.received().filter(({ body }) => body === template)

/** Somebody with a message that was sent, of which delivery is not yet known. */
async function withSent(bodies: string[]) {
  const sam = stage.person()
  await sam.say('hoi')
  await delivered(sam)
  stage.fake().callbacks.statuses = ['queued', 'sent']
  for (const body of bodies) await fromHuman(stage.app(), sam, body)
  await until(async () => (await statusesOf(stage.app(), sam)).filter((status) => status === 'sent').length === bodies.length)
  stage.fake().callbacks.statuses = ['queued', 'sent', 'delivered']
  return { sam, row: await deliveryAt(stage.app(), sam, 1), rows: (await deliveriesOf(stage.app(), sam)).slice(1) }
}

/** Somebody whose 24 hours are over. */
const afterWindow = async () => {
  const sam = stage.person()
  await sam.say('hoi')
  await delivered(sam)
  stage.app().clock.forward(24 * 3_600_000)
  return sam
}
/** An outcome nobody knows, of a message that Twilio never got. */
const inFlight = async () => {
  const sam = stage.person()
  await sam.say('hoi')
  await delivered(sam)
  stage.fake().fault({ kind: 'drop', next: 1, to: toOne(sam) })
  await fromHuman(stage.app(), sam, 'Voor jou alleen')
  await until(async () => (await statusesOf(stage.app(), sam))[1] === 'unknown')
  return sam
}

describe('a closed window that is told late', () => {
  test('When two messages are refused at the same moment, then one template goes out', async () => {
    const { sam, rows } = await withSent(['Een', 'Twee'])
    expect(await Promise.all(rows.map((row) => tell(both(), row, { status: 'undelivered', code: 63016 })))).toEqual([200, 200])
    await until(() => templatesOf(sam).length > 0)
    await delivered(sam, 2)
    expect((await statusesOf(stage.app(), sam)).toSorted()).toEqual(['delivered', 'delivered', 'parked', 'parked'])
    expect(templatesOf(sam)).toHaveLength(1)
  })

  test('When it arrives after all once the person wrote, then that is known, and nothing was sent twice', async () => {
    const { sam, row } = await withSent(['Een'])
    await tell(both(), row, { status: 'failed', code: 63016 })
    await delivered(sam, 2)
    await sam.say('ja', { expect: 2 })
    await delivered(sam, 4)
    expect(await deliveryAt(stage.app(), sam, 1)).toMatchObject({ status: 'delivered', providerId: sam.received().findLast(({ body }) => body === 'Een')?.sid })
  })

  test('When the process died right after hearing it, then hearing it again still parks the message', async () => {
    const { sam, row } = await withSent(['Een'])
    await stage.app().db.prisma.delivery.update({ where: { id: row.id }, data: { status: 'failed', error: '63016' } })
    await tell(both(), row, { status: 'failed', code: 63016 })
    await until(() => templatesOf(sam).length === 1)
    expect((await sam.say('ja', { expect: 2 }))[0]?.body).toBe('Een')
  })
})

describe('a template', () => {
  test('When Twilio took it and the connection broke, then it is not sent again', async () => {
    const sam = await afterWindow()
    stage.fake().callbacks.on = false
    stage.fake().fault({ kind: 'acceptThenDrop', next: 1, to: toOne(sam) })
    await fromHuman(stage.app(), sam, 'Een')
    await until(async () => (await statusesOf(stage.app(), sam)).at(-1) === 'accepted')
    stage.fake().callbacks.on = true
    expect(templatesOf(sam)).toHaveLength(1)
  })
  test('When it is refused for the window itself, then it has failed, and is not tried for ever', async () => {
    const sam = await afterWindow()
    stage.fake().fault({ kind: 'status', status: 400, code: 63016, next: 1, to: toOne(sam) })
    await fromHuman(stage.app(), sam, 'Een')
    await until(async () => (await statusesOf(stage.app(), sam)).at(-1) === 'failed')
    expect(await conversationOf(stage.app(), sam)).toMatchObject({ flagReason: 'deliveryFailed' })
    expect(await sam.hear(0)).toEqual([])
  })
})

describe('in flight while the person goes', () => {
  test('When it was not their number after all (undo), then it is not sent again', async () => {
    const sam = await inFlight()
    const { id } = await conversationOf(stage.app(), sam)
    await stage.app().db.prisma.channelIdentity.updateMany({ where: { addressHash: hashOf(stage.app(), sam) }, data: { conversationId: null, personId: null } })
    const status = async () => (await stage.app().db.prisma.delivery.findFirstOrThrow({ where: { conversationId: id }, orderBy: { id: 'desc' } })).status
    await until(async () => ['cancelled', 'accepted', 'delivered'].includes(await status()))
    expect([await status(), sam.received().length]).toEqual(['cancelled', 1])
  })
  test('When they write STOP, then only the goodbye goes out', async () => {
    const sam = await inFlight()
    stage.app().clock.forward(2_500)
    void sam.say('STOP', { expect: 0 })
    await until(async () => (await statusesOf(stage.app(), sam)).at(-1) === 'delivered')
    expect(sam.received().map(({ body }) => body)).not.toContain('Voor jou alleen')
    expect(await statusesOf(stage.app(), sam)).toEqual(['delivered', 'cancelled', 'delivered'])
  })
})

describe('something that cannot be unsealed', () => {
  test('When the keys were changed, then it has failed, a human sees it, and what follows goes out', async () => {
    const sam = stage.person()
    await sam.say('hoi')
    await delivered(sam)
    const { id } = await conversationOf(stage.app(), sam)
    await stage.app().db.prisma.delivery.create({ data: { conversationId: id, seq: 1, author: 'human', channel: 'whatsapp', addressHash: hashOf(stage.app(), sam), payload: new Uint8Array(40), dueAt: stage.app().clock.now } })
    await fromHuman(stage.app(), sam, 'Dit wel')
    await delivered(sam, 2)
    expect((await deliveriesOf(stage.app(), sam)).map(({ status, error }) => [status, error])).toEqual([['delivered', null], ['failed', 'noPayload'], ['delivered', null]])
    expect(await conversationOf(stage.app(), sam)).toMatchObject({ flagReason: 'deliveryFailed' })
  })
})

describe('a picture and its question', () => {
  test('When only "queued" is known of the picture, then the question still waits for "sent"', async () => {
    const sam = stage.person()
    await sam.say('hoi')
    await delivered(sam)
    stage.fake().callbacks.delay = 400
    const { id } = await conversationOf(stage.app(), sam)
    await stage.app().db.sql.query(`update "Conversation" set "deliveringBy" = 'later', "deliveringUntil" = now() + interval '1 minute' where id = $1`, [id])
    await fromHuman(stage.app(), sam, { kind: 'media', body: '', url: 'https://bot.example/stap-1.png' })
    await fromHuman(stage.app(), sam, 'Zie je dit?')
    await stage.app().db.sql.query(`update "Conversation" set "deliveringBy" = null where id = $1`, [id])
    await until(() => sam.received().length === 3)
    stage.fake().callbacks.delay = 5
    const [picture = 0, question = 0] = sam.received().slice(1).map(({ createdAt }) => createdAt.getTime())
    expect(question - picture).toBeGreaterThanOrEqual(780)
  })
})
