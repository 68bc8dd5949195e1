// Sending through the real Twilio client to the fake, which refuses what Twilio would refuse.
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { createTwilioClient, createTwilioSender } from '../../../../bot/channels/whatsapp/client.ts'
import { createContents, createContentStore } from '../../../../bot/channels/whatsapp/contents.ts'
import { HttpClient } from '../../../../bot/channels/whatsapp/http-client.ts'
import type { WhatsAppConfig } from '../../../../bot/config-whatsapp.ts'
import type { Part } from '../../../../bot/delivery/types.ts'
import { createLog } from '../../../../bot/log.ts'
import { createTestDatabase, type TestDatabase } from '../../../support/database.ts'
import { type FakeTwilio, type FaultRule, startFakeTwilio } from '../../../support/fake-twilio.ts'

const address = 'whatsapp:+31612345678'
const quickReply: Part = { kind: 'quickReply', body: 'Stap 3.\n\nWat zie je nu?', buttons: [{ id: 'done:role', title: 'Gelukt' }, { id: 'fails:role', title: 'Lukt niet' }] }
const list: Part = { kind: 'list', body: 'Kies maar.', open: 'Kies', items: ['Herhaal', 'Leg uit', 'Terug', 'Stop'].map((title, index) => ({ id: `c${index}`, title })) }
const none: WhatsAppConfig['templates'] = { continue: null, continueFormal: null, reminder: null, reminderFormal: null }

let fake: FakeTwilio
let database: TestDatabase
const clock = { now: new Date('2026-11-21T10:00:00Z') }
const undo: (() => void)[] = []

beforeEach(async () => {
  clock.now = new Date('2026-11-21T10:00:00Z')
  database = await createTestDatabase()
  fake = await startFakeTwilio({ now: () => clock.now, callbacks: { on: false } })
  await fake.deliverInbound({ body: 'hoi' }, { deliver: false })
})
afterEach(async () => {
  for (const step of undo.splice(0)) step()
  await fake.stop()
  await database.drop()
})

/** A sender as one process has it. */
function sender({ templates = none, timeout = 2_000, authTokens = [fake.authToken] } = {}) {
  const config = { accountSid: fake.accountSid, authTokens, from: fake.from, apiUrl: fake.url, webhookUrls: [], codeCheck: 'link' as const, perSecond: 80, templates }
  const httpClient = new HttpClient({ timeout, sockets: 10, idle: 5_000, apiUrl: fake.url })
  undo.push(() => httpClient.close())
  const client = createTwilioClient(config, httpClient)
  const log = createLog('silent')
  const contents = createContents({ accountSid: fake.accountSid, store: createContentStore(database.db.sql), create: client.createContent, now: () => clock.now, log })
  return createTwilioSender({ config, client, contents, webhookUrls: () => ['https://bot.example/api/whatsapp?a=1', 'https://second.example/'], log })
}
const contents = () => fake.contents().length
const send = (part: Part, by = sender()) => by.send({ id: '12', address, part })

describe('sending', () => {
  test('When a text is sent, then it goes from our number, with the address for its status', async () => {
    expect(await send({ kind: 'text', body: 'Hoi' })).toEqual({ kind: 'accepted', providerId: fake.messages[0]?.sid })
    expect(fake.messages).toMatchObject([{ to: address, from: fake.from, body: 'Hoi', statusCallback: 'https://bot.example/api/whatsapp/status/12?a=1' }])
  })

  test('When buttons and lists are sent, then as content, with the text as it is', async () => {
    const by = sender()
    await send(quickReply, by)
    await send(list, by)
    await send({ kind: 'text', body: 'x' }, by)
    expect(fake.messages).toMatchObject([
      { shape: 'quickReply', body: 'Stap 3.\n\nWat zie je nu?', buttons: [{ id: 'done:role', title: 'Gelukt' }, { id: 'fails:role', title: 'Lukt niet' }] },
      { shape: 'list', body: 'Kies maar.', buttons: [{ id: 'c0', title: 'Herhaal' }, { id: 'c1' }, { id: 'c2' }, { id: 'c3', title: 'Stop' }] },
      { shape: 'text' },
    ])
    expect(fake.violations).toEqual([])
  })

  test('When buttons were prepared, then sending is one request, and preparing a text is none', async () => {
    const by = sender()
    const calls = () => fake.stats().calls
    await by.prepare({ kind: 'text', body: 'Hoi' })
    expect(calls()).toBe(0)
    await by.prepare(quickReply)
    expect([calls(), contents(), fake.messages.length]).toEqual([1, 1, 0])
    expect(await send(quickReply, by)).toMatchObject({ kind: 'accepted' })
    expect(calls()).toBe(2)
  })

  test('When a picture is sent, then with its text, or without', async () => {
    const url = 'https://bot.example/stap-3.png'
    expect(await send({ kind: 'media', body: 'Zo ziet het eruit.', url })).toMatchObject({ kind: 'accepted' })
    expect(await send({ kind: 'media', body: '', url })).toMatchObject({ kind: 'accepted' })
    expect(fake.messages).toMatchObject([{ body: 'Zo ziet het eruit.', mediaUrls: [url] }, { body: '', mediaUrls: [url] }])
    expect(fake.violations).toEqual([])
  })

  test('When a template is sent, then the one for the form, else the other, else none', async () => {
    const [plain, formal] = ['Ga je verder?', 'Gaat u verder?'].map((body) => fake.addTemplate({ types: { 'twilio/text': { body } } }))
    const by = sender({ templates: { ...none, continue: plain ?? '', continueFormal: formal ?? '', reminder: plain ?? '' } })
    expect(await send({ kind: 'template', name: 'continue', form: 'nl-formal' }, by)).toMatchObject({ kind: 'accepted' })
    await send({ kind: 'template', name: 'continue', form: 'nl' }, by)
    await send({ kind: 'template', name: 'reminder', form: 'nl-formal' }, by)
    expect(fake.messages.map(({ body }) => body)).toEqual(['Gaat u verder?', 'Ga je verder?', 'Ga je verder?'])
    expect([by.hasTemplate('reminder', 'nl-formal'), sender().hasTemplate('continue', 'nl')]).toEqual([true, false])
    expect(await send({ kind: 'template', name: 'continue', form: 'nl' })).toEqual({ kind: 'failed', code: 'noTemplate', cause: 'ours' })
  })

  test.each<[string, FaultRule, object]>([
    ['throttles', { kind: 'status', status: 429, code: 20429, retryAfter: 3 }, { kind: 'later', after: 3_000, code: '20429' }],
    ['fails', { kind: 'status', status: 500, code: 20500 }, { kind: 'unknown', code: 'http500' }],
    ['fails after taking it', { kind: 'status', status: 503, accept: true }, { kind: 'unknown', code: 'http503' }],
    ['hangs', { kind: 'hang' }, { kind: 'unknown', code: 'ETIMEDOUT' }],
    ['breaks the connection', { kind: 'drop' }, { kind: 'unknown', code: 'ECONNRESET' }],
    ['takes it and breaks the connection', { kind: 'acceptThenDrop' }, { kind: 'unknown', code: 'ECONNRESET' }],
    ['refuses the person', { kind: 'status', status: 400, code: 63024 }, { kind: 'failed', code: '63024', cause: 'person' }],
  ])('When Twilio %s, then the outcome says so', async (_, fault, outcome) => {
    const by = sender({ timeout: 2_000 })
    fake.fault(fault)
    expect(await send({ kind: 'text', body: 'Hoi' }, by)).toEqual(outcome)
    expect(await send({ kind: 'text', body: 'Hoi' }, by)).toMatchObject({ kind: 'accepted' })
  })

  test('When the token is wrong, or the text too long, then it says whose fault it is', async () => {
    expect(await send({ kind: 'text', body: 'Hoi' }, sender({ authTokens: ['wrong'] }))).toEqual({ kind: 'failed', code: '20003', cause: 'account' })
    expect(await send({ kind: 'text', body: 'x'.repeat(1_601) })).toEqual({ kind: 'failed', code: '21617', cause: 'ours' })
  })
})

describe('content', () => {
  test('When one shape is asked for often, at once and by two processes, then it is made once and reused', async () => {
    const [one, two] = [sender(), sender()]
    await Promise.all(Array.from({ length: 20 }, (_, index) => send({ ...quickReply, body: `Vraag ${index}` }, one)))
    expect(contents()).toBe(1)
    await send({ ...quickReply, body: 'Andere tekst' }, two)
    await send({ ...quickReply, body: 'Na een herstart' }, sender())
    expect(contents()).toBe(1)
    await send({ ...quickReply, buttons: quickReply.buttons.toReversed() }, one)
    expect(contents()).toBe(2)
  })

  test('When two processes make it at once, then both go on with the same', async () => {
    const both = [sender(), sender()]
    await Promise.all(both.map((by) => send(quickReply, by)))
    for (const by of both) await send(quickReply, by)
    expect(new Set(fake.messages.slice(2).map(({ contentSid }) => contentSid)).size).toBe(1)
  })

  test('When it cannot be made, then the choices are numbered, and asked for again after a while', async () => {
    const by = sender()
    const stop = fake.fault({ kind: 'status', status: 500, share: 1, on: ['content'] })
    await send(quickReply, by)
    stop()
    await send(quickReply, by)
    expect(fake.messages).toMatchObject([{ shape: 'text', body: 'Stap 3.\n\nWat zie je nu?\n\n1. Gelukt\n2. Lukt niet' }, { shape: 'text' }])
    clock.now = new Date(clock.now.getTime() + 60_000)
    await send(quickReply, by)
    expect(fake.messages[2]).toMatchObject({ shape: 'quickReply' })
  })

  test('When somebody deleted it at Twilio, then nothing is lost: it is made again at the next try', async () => {
    await send(quickReply)
    await database.db.sql.query('update "ContentTemplate" set sid = $1', [`HX${'0'.repeat(32)}`])
    const by = sender()
    expect(await send(quickReply, by)).toEqual({ kind: 'later', after: 0, code: '21655' })
    expect(await send(quickReply, by)).toMatchObject({ kind: 'accepted' })
    expect(contents()).toBe(2)
  })
})

describe('asking what was sent', () => {
  test('When it is listed, then what went to this address since then, oldest first, in the body a part has', async () => {
    const by = sender()
    await send({ kind: 'text', body: 'Te oud' }, by)
    clock.now = new Date('2026-11-21T10:00:10.700Z')
    await send(quickReply, by)
    await by.send({ id: '13', address: 'whatsapp:+31687654321', part: { kind: 'text', body: 'Aan een ander' } })
    clock.now = new Date('2026-11-21T10:00:12Z')
    await send({ kind: 'text', body: 'Kies.\n\n1. Ja\n2. Nee ' }, by)
    const listed = await by.list(address, new Date('2026-11-21T10:00:10.900Z'))
    expect(listed.map(({ body }) => body)).toEqual([by.bodyOf(quickReply), by.bodyOf({ kind: 'text', body: 'Kies.\n\n1. Ja\n2. Nee ' })])
    expect(listed).toMatchObject([{ providerId: fake.messages[1]?.sid, createdAt: new Date('2026-11-21T10:00:10Z') }, { providerId: fake.messages[3]?.sid }])
  })

  test('When choices were numbered instead, then the body is the same', async () => {
    const by = sender()
    fake.fault({ kind: 'status', status: 500, on: ['content'] })
    await send(quickReply, by)
    const [listed] = await by.list(address, new Date('2026-11-21T09:00:00Z'))
    expect(fake.messages[0]?.body).toContain('1. Gelukt')
    expect(listed?.body).toBe(by.bodyOf(quickReply))
  })

  test('When there are more than a page, then they are all there', async () => {
    const by = sender()
    for (let number = 0; number < 60; number += 1) await send({ kind: 'text', body: `Bericht ${number}` }, by)
    const listed = await by.list(address, new Date('2026-11-21T09:00:00Z'))
    expect(listed.map(({ body }) => body)).toEqual(Array.from({ length: 60 }, (_, number) => `Bericht ${number}`))
  })

  test('When Twilio cannot be asked, then it rejects, without anybody\'s number', async () => {
    fake.fault({ kind: 'status', status: 500, on: ['list'] })
    await expect(sender().list(address, new Date('2026-11-21T09:00:00Z'))).rejects.toThrow('listing failed: http500')
  })
})
