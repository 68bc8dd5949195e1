// What goes wrong on the way to Twilio: nothing is lost, nothing is sent twice, and the order stays.
import { describe, expect, test } from '@jest/globals'
import { useWhatsApp } from '../../support/use-whatsapp.ts'
import { bodiesOf } from '../../support/whatsapp-person.ts'
import { conversationOf, deliveriesOf, statusesOf, until } from './rows.ts'

const stage = useWhatsApp()
const toOne = (person: { phone: string | null }) => `whatsapp:${person.phone}`

describe('a refusal that passes', () => {
  test('When Twilio answers 429 twice, then it is sent after that, once', async () => {
    const sam = stage.person()
    stage.fake().fault({ kind: 'status', status: 429, code: 20429, next: 2, to: toOne(sam) })
    await sam.say('hoi', { expect: 0 })
    await until(() => sam.received().length === 1)
    expect((await deliveriesOf(stage.app(), sam))[0]).toMatchObject({ attempts: 2 })
    expect(stage.fake().violations).toEqual([])
  })
  test('When the next answer comes while the first one waits, then both arrive in their order', async () => {
    const sam = stage.person()
    await sam.say('hoi')
    const tap = sam.tap('client')
    stage.fake().fault({ kind: 'status', status: 429, code: 63018, next: 1, to: toOne(sam) })
    await sam.send(tap, { expect: 0 })
    await sam.send({ buttonPayload: 'haveLetter:letter', buttonText: 'Ja, ik heb de brief' }, { expect: 0 })
    await until(() => sam.received().length === 3)
    expect(bodiesOf(sam.received())).toMatch(/wie je bent[^]*een brief met een code[^]*Stap 1 van 10/)
  })
})

describe('an outcome nobody knows', () => {
  test('When Twilio took it and the connection broke, then it is found in the list and not sent again', async () => {
    const sam = stage.person()
    stage.fake().callbacks.on = false
    stage.fake().fault({ kind: 'acceptThenDrop', next: 1, to: toOne(sam) })
    await sam.say('hoi', { expect: 1 })
    await until(async () => (await statusesOf(stage.app(), sam))[0] === 'unknown')
    await until(async () => (await statusesOf(stage.app(), sam))[0] === 'accepted')
    expect(sam.received()).toHaveLength(1)
    stage.fake().callbacks.on = true
  })
  test('When the status callback comes before it was looked up, then that settles it', async () => {
    const sam = stage.person()
    stage.fake().fault({ kind: 'acceptThenDrop', next: 1, to: toOne(sam) })
    await sam.say('hoi')
    await until(async () => (await statusesOf(stage.app(), sam))[0] === 'delivered')
    await sam.press('client')
    expect(sam.received()).toHaveLength(2)
  })
  test.each([{ kind: 'drop' as const }, { kind: 'status' as const, status: 503 }])('When Twilio did not take it ($kind), then it is sent again', async (fault) => {
    const sam = stage.person()
    stage.fake().fault({ ...fault, next: 1, to: toOne(sam) })
    await sam.say('hoi', { expect: 0 })
    await until(() => sam.received().length === 1)
    await until(async () => (await statusesOf(stage.app(), sam))[0] === 'delivered')
    expect(sam.received()).toHaveLength(1)
  })
})

describe('a refusal for good', () => {
  test('When the address is wrong, then it stops, the next message is tried, and a human can see it', async () => {
    const sam = stage.person()
    stage.fake().fault({ kind: 'status', status: 400, code: 21211, next: 1, to: toOne(sam) })
    await sam.say('hoi', { expect: 0 })
    await until(async () => (await statusesOf(stage.app(), sam))[0] === 'failed')
    expect((await deliveriesOf(stage.app(), sam))[0]).toMatchObject({ error: '21211', payload: null })
    expect(await conversationOf(stage.app(), sam)).toMatchObject({ flagReason: 'deliveryFailed' })
    expect(await sam.send({ buttonPayload: 'client:whoAreYou', buttonText: 'Ja' })).toHaveLength(1)
  })
  test('When buttons cannot be made, then the choices are numbered, and a number, a word or a rank answers them', async () => {
    const numbered = stage.person()
    const end = stage.fake().fault({ kind: 'status', status: 400, code: 20001, share: 1, on: ['content'] })
    // A shape nobody asked for yet: the questions of somebody who helps another.
    await numbered.say('hoi')
    await numbered.press('representative')
    await numbered.send({ buttonPayload: 'noLetter:letter', buttonText: 'Nee, nog niet' })
    end()
    const last = numbered.received().at(-1)
    expect(last).toMatchObject({ shape: 'text', buttons: [] })
    expect(last?.body).toMatch(/\n1\. .+\n2\. .+/)
    stage.app().clock.forward(3_000)
    expect(bodiesOf(await numbered.say('de eerste'))).toMatch(/stuur ik u een bericht/)
  })
})

describe('status callbacks', () => {
  test('When they come twice and in the wrong order, then the status only moves forward', async () => {
    const sam = stage.person()
    Object.assign(stage.fake().callbacks, { order: 'reversed', repeat: 2, statuses: ['queued', 'sent', 'delivered', 'read'] })
    await sam.say('hoi')
    await until(async () => (await statusesOf(stage.app(), sam))[0] === 'read')
    Object.assign(stage.fake().callbacks, { order: 'right', repeat: 1, statuses: ['queued', 'sent', 'delivered'] })
    expect((await deliveriesOf(stage.app(), sam))[0]?.payload).toBeNull()
  })
  test('When it was not delivered, then that is seen', async () => {
    const sam = stage.person()
    stage.fake().fault({ kind: 'later', code: 63024, status: 'undelivered', next: 1, to: toOne(sam) })
    await sam.say('hoi')
    await until(async () => (await statusesOf(stage.app(), sam))[0] === 'undelivered')
    expect((await deliveriesOf(stage.app(), sam))[0]).toMatchObject({ error: '63024' })
    await until(async () => (await conversationOf(stage.app(), sam)).flagReason === 'deliveryFailed')
  })
  test('When one is not signed, then it is refused and changes nothing', async () => {
    const sam = stage.person()
    await sam.say('hoi')
    await until(async () => (await statusesOf(stage.app(), sam))[0] === 'delivered')
    const [row] = await deliveriesOf(stage.app(), sam)
    const body = new URLSearchParams({ MessageSid: row?.providerId ?? '', MessageStatus: 'read', AccountSid: stage.fake().accountSid })
    const answer = await fetch(`${stage.app().url}/api/whatsapp/status/${row?.id}`, { method: 'POST', body, headers: { 'x-twilio-signature': 'bm90IHNpZ25lZA==' } })
    expect(answer.status).toBe(403)
    expect(await statusesOf(stage.app(), sam)).toEqual(['delivered'])
  })
})
