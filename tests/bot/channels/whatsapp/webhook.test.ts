// The way in, by the front door: signed webhooks of the fake to the whole app.
import { setTimeout as pause } from 'node:timers/promises'
import { describe, expect, test } from '@jest/globals'
import { createLinks } from '../../../../bot/links.ts'
import { Person } from '../../../support/person.ts'
import { useWhatsApp } from '../../../support/use-whatsapp.ts'

const { fake, app, person } = useWhatsApp()

const hex = (text: string) => Buffer.from(text).toString('hex')
const statusPath = (id: string) => `/api/whatsapp/status/${id}`

const counts = async () => {
  const { prisma } = app().db
  return { conversations: await prisma.conversation.count(), messages: await prisma.message.count(), inbound: await prisma.inbound.count(), identities: await prisma.channelIdentity.count() }
}
const post = (body: string, headers: Record<string, string> = {}, path = '/api/whatsapp') =>
  fetch(app().url + path, { method: 'POST', body, headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers } })

describe('a message', () => {
  test('When somebody writes, then the webhook is answered with nothing to say, and the bot answers by the API', async () => {
    const sam = person()
    const [answer] = await sam.say('Hoi')
    expect(sam.answer).toMatchObject({ status: 200, body: '<Response/>' })
    expect(answer).toMatchObject({ shape: 'quickReply', statusCallback: expect.stringMatching(/\/api\/whatsapp\/status\/\d+$/) })
    expect(fake().violations).toEqual([])
  })

  test('When it is delivered again, then nothing changes', async () => {
    const sam = person()
    await sam.say('Hoi')
    const before = await counts()
    const again = await sam.send({ body: 'Hoi', sid: sam.answer?.sid ?? '' }, { expect: 0 })
    expect([again, sam.answer?.status, await counts()]).toEqual([[], 200, before])
  })

  test.each([
    ['signed with another token', { authToken: 'another'.repeat(5) }], ['signed for another address', { signedUrl: 'https://evil.example/api/whatsapp' }],
  ])('When it is %s, then 403 and not a line is stored', async (_, options) => {
    const before = await counts()
    const sam = person()
    expect(await sam.say('Hoi', { expect: 0, ...options })).toEqual([])
    expect([sam.answer?.status, await counts()]).toEqual([403, before])
  })

  test.each([['AccountSid', `AC${'9'.repeat(32)}`], ['To', 'whatsapp:+3197010299999']])('When it is well signed but of another %s, then 403 and not a line is stored', async (name, value) => {
    const before = await counts()
    const sam = person()
    await sam.send({ body: 'Hoi', extra: { [name]: value } }, { expect: 0 })
    expect([sam.answer?.status, await counts()]).toEqual([403, before])
  })

  test.each<{ what: string; body: string; headers?: Record<string, string>; status: number }>([
    { what: 'unsigned', body: 'Body=hoi', status: 403 }, { what: 'empty', body: '', status: 403 },
    { what: 'signed by anybody', body: 'Body=hoi', headers: { 'x-twilio-signature': 'aGFoYQ==', 'x-forwarded-host': 'bot.example' }, status: 403 },
    { what: 'JSON', body: '{}', headers: { 'content-type': 'application/json' }, status: 415 }, { what: 'larger than 64 KiB', body: 'x'.repeat(70_000), status: 413 },
  ])('When it is $what, then it is refused with a code', async ({ body, headers, status }) => {
    const answer = await post(body, headers)
    expect([answer.status, await answer.json()]).toEqual([status, { error: { code: expect.any(String), message: expect.any(String) } }])
  })

  test('When a status comes to this address by mistake, then it is no message', async () => {
    const before = await counts()
    const sam = person()
    await sam.send({ extra: { MessageStatus: 'delivered', SmsStatus: 'delivered' } }, { expect: 0 })
    expect([sam.answer?.status, await counts()]).toEqual([200, before])
  })

  test('When it holds fields nobody knows yet, then they do no harm', async () => {
    const sam = person()
    expect(await sam.send({ body: 'Hoi', extra: { Hologram: '1', Body2: '', __proto__: 'x' } })).toHaveLength(1)
  })
})

describe('who it is', () => {
  test('When somebody without a number writes, then they are answered at their user id', async () => {
    const sam = person({ bsuid: 'NL.abc123' })
    expect(await sam.say('Hoi')).toMatchObject([{ to: 'whatsapp:NL.abc123' }])
  })

  test('When number and user id are seen together, then both are one conversation, whichever comes later', async () => {
    const both = person({ phone: '+31655500001', bsuid: 'NL.both1' })
    await both.say('Hoi')
    const before = await counts()
    await person({ bsuid: 'NL.both1' }).say('herhaal')
    await person({ phone: '+31655500001' }).say('herhaal')
    expect((await counts()).conversations).toBe(before.conversations)
  })

  test('When two conversations turn out to be one person, then they go on in the newest', async () => {
    await person({ phone: '+31655500002' }).say('Hoi')
    const byName = person({ bsuid: 'NL.later2' })
    await byName.say('Hoi')
    await byName.press('Ja, ik ben cliënt')
    const both = person({ phone: '+31655500002', bsuid: 'NL.later2' })
    const [answer] = await both.say('herhaal')
    expect(answer?.body).toBe(byName.received().at(-1)?.body)
    expect(new Set((await app().db.prisma.channelIdentity.findMany({ where: { channel: 'whatsapp' }, orderBy: { createdAt: 'desc' }, take: 2 })).map(({ conversationId }) => conversationId)).size).toBe(1)
  })

  test('When addresses are stored, then nobody can read them', async () => {
    await person({ phone: '+31655500003', bsuid: 'NL.secret3' }).say('Hoi')
    const { rows } = await app().db.sql.query<{ dump: string }>(`
      select string_agg(t::text, ' ') as dump from (select i::text as t from "ChannelIdentity" i union all select m::text from "Message" m union all select d::text from "Delivery" d) as all_rows`)
    for (const secret of ['31655500003', 'NL.secret3', hex('31655500003'), hex('NL.secret3')]) expect(rows[0]?.dump).not.toContain(secret)
    const kept = await app().db.prisma.channelIdentity.findMany({ where: { channel: 'whatsapp' } })
    expect(kept.every(({ address }) => address !== null)).toBe(true)
  })
})

describe('somebody who comes from the website', () => {
  test('When they send the word and write on at once, then both are said in the conversation of the website', async () => {
    const visitor = new Person(app().url)
    await visitor.open()
    const { id } = await app().db.prisma.conversation.findFirstOrThrow({ where: { identities: { some: { channel: 'web' } } }, orderBy: { createdAt: 'desc' } })
    const word = await createLinks({ sql: app().db.sql, pepper: app().app.store.keys.pepper, now: () => app().clock.now }).makeWord(id)
    const sam = person()
    const before = await counts()
    const first = sam.send({ body: `Mijn woord is ${word}` })
    await pause(2)
    await Promise.all([first, sam.send({ body: 'hoi' })])
    const inbound = await app().db.prisma.inbound.findMany({ where: { conversationId: id, channel: 'whatsapp' } })
    expect([inbound.length, (await counts()).conversations]).toEqual([2, before.conversations])
    expect(await app().db.prisma.message.count({ where: { activity: { path: ['text'], string_contains: word ?? '' } } })).toBe(0)
  })
})

describe('a status callback', () => {
  test('When it is signed, then the delivery moves forward', async () => {
    const sam = person()
    const [answer] = await sam.say('Hoi')
    const id = BigInt(answer?.statusCallback?.split('/').at(-1) ?? 0)
    for (let tries = 0; tries < 100 && (await app().db.prisma.delivery.findUnique({ where: { id } }))?.status !== 'delivered'; tries += 1) await pause(20)
    expect(await app().db.prisma.delivery.findUnique({ where: { id } })).toMatchObject({ status: 'delivered', providerId: answer?.sid })
  })

  test.each([[statusPath('12'), 403], [statusPath('x'), 404], [statusPath('12/13'), 404]])('When %s is called without a signature, then %d', async (to, status) => {
    expect((await post('MessageSid=SM1&MessageStatus=delivered', {}, to)).status).toBe(status)
  })
})
