// The other half of the fake: what it sends to the app.
import { describe, expect, test } from '@jest/globals'
import twilio from 'twilio'
import { to, until, useFake } from '../../../support/fake-twilio/use-fake.ts'

const { fake, client, webhook, hooks, forward, hookUrl, wrote, isSigned } = useFake()

describe('a person writes', () => {
  test.each([
    [{ body: ' hoi ' }, { Body: ' hoi ', MessageType: 'text', From: to, WaId: '31612345678', NumMedia: '0' }],
    [{ externalUserId: 'NL.Abc123', body: 'hoi' }, { From: 'whatsapp:NL.Abc123', ExternalUserId: 'NL.Abc123', WaId: '' }],
    [{ from: '+31687654321', externalUserId: 'NL.Abc123' }, { From: 'whatsapp:+31687654321', ExternalUserId: 'NL.Abc123', Body: '' }],
    [{ buttonPayload: 'done:role', buttonText: 'Gelukt' }, { ButtonPayload: 'done:role', ButtonText: 'Gelukt', Body: 'Gelukt', MessageType: 'interactive' }],
    [{ listId: 'a', listTitle: 'Keuze a' }, { ListId: 'a', ListTitle: 'Keuze a', MessageType: 'interactive' }],
    [{ media: ['image/jpeg'], body: 'kijk' }, { NumMedia: '1', MediaContentType0: 'image/jpeg', MessageType: 'image', Body: 'kijk' }],
    [{ media: ['audio/ogg'] }, { MessageType: 'audio', Body: '' }], [{ media: ['image/webp'] }, { MessageType: 'sticker' }], [{ latitude: 51.9, longitude: 4.4 }, { Latitude: '51.9', Longitude: '4.4', MessageType: 'location' }],
    [{ messageType: 'unsupported', extra: { Nieuw: 'veld' } }, { MessageType: 'unsupported', Nieuw: 'veld' }],
  ])('When it is %j, then the fields are those of Twilio and the signature is right', async (given, fields) => {
    expect(await fake().deliverInbound(given)).toMatchObject({ status: 200, body: '<Response/>', tries: 1 })
    expect(hooks[0]?.fields).toMatchObject({ ...fields, SmsStatus: 'received', ApiVersion: '2010-04-01', AccountSid: fake().accountSid, To: fake().from, ProfileName: 'Sam' })
    expect(isSigned(hooks[0])).toBe(true)
  })

  test('When it is another token that signs, then the signature is wrong', async () => {
    await fake().deliverInbound({ body: 'hoi' }, { authToken: 'other' })
    expect(isSigned(hooks[0])).toBe(false)
  })

  test('When the app answers 500, then it is tried again only if the address says so, with the same token, and signed without the fragment', async () => {
    webhook.status = 500
    expect(await fake().deliverInbound({ body: 'hoi' })).toMatchObject({ status: 500, tries: 1 })
    fake().webhookUrl += '#rc=2&rp=ct,rt,5xx'
    expect(await fake().deliverInbound({ body: 'hoi' })).toMatchObject({ status: 500, tries: 3 })
    expect(new Set(hooks.slice(1).map(({ token }) => token)).size).toBe(1)
    expect(isSigned(hooks[1])).toBe(true)
    expect(await fake().deliverInbound({ body: 'hoi' }, { retries: false })).toMatchObject({ tries: 1 })
  })

  test('When nobody listens, then once more by itself, and no status', async () => {
    fake().webhookUrl = 'http://127.0.0.1:9/api/whatsapp'
    expect(await fake().deliverInbound({ body: 'hoi' })).toMatchObject({ status: 0, tries: 2 })
  })

  test('When a message is delivered again, then it stands in the list once', async () => {
    const { sid } = await fake().deliverInbound({ body: 'hoi' })
    await fake().deliverInbound({ body: 'hoi', sid })
    expect([fake().inbound.length, hooks.length]).toEqual([1, 2])
  })

  test('When the address exists only outside, then it is signed for that and sent to the app', async () => {
    fake().reach['https://bot.example'] = hookUrl('').replace('/api/whatsapp', '')
    fake().webhookUrl = 'https://bot.example/api/whatsapp?a=b'
    await fake().deliverInbound({ body: 'hoi' })
    expect(twilio.validateRequest(fake().authToken, hooks[0]?.signature ?? '', fake().webhookUrl, hooks[0]?.fields ?? {})).toBe(true)
  })
})

describe('callbacks', () => {
  test('When a message is sent, then its way is told in signed posts', async () => {
    fake().callbacks.statuses = ['queued', 'sent', 'delivered', 'read']
    const { sid } = await sendAndTell()
    await until(() => hooks.length === 4)
    expect(statuses()).toEqual(['queued', 'sent', 'delivered', 'read'])
    expect(hooks[3]?.fields).toMatchObject({ MessageSid: sid, To: to, From: fake().from, EventType: 'READ' })
    expect(hooks.every(isSigned)).toBe(true)
    await until(() => fake().stats().callbacks === 4)
    expect(fake().messages[0]?.status).toBe('read')
  })

  test('When they come backwards and twice, then the message still only moves forward', async () => {
    Object.assign(fake().callbacks, { order: 'reversed', repeat: 2 })
    await sendAndTell()
    await until(() => hooks.length === 6)
    expect(statuses()).toEqual(['delivered', 'sent', 'queued', 'delivered', 'sent', 'queued'])
    expect(fake().messages[0]?.status).toBe('delivered')
  })

  test('When they are off, then the message moves on by itself', async () => {
    fake().callbacks.on = false
    await sendAndTell()
    expect(fake().messages[0]?.status).toBe('delivered')
    expect(hooks).toEqual([])
  })
})

describe('the 24 hours', () => {
  test('When the person wrote a day ago, then a text is accepted and fails later with 63016', async () => {
    await wrote()
    forward(24 * 3_600_000)
    expect((await text()).status).toBe('queued')
    expect(await outcome()).toMatchObject({ MessageStatus: 'failed', ErrorCode: '63016' })
    expect(fake().messages[0]).toMatchObject({ status: 'failed', errorCode: 63016 })
    expect(fake().violations).toEqual([])
  })

  test('When the person wrote less than a day ago, then it is delivered', async () => {
    await wrote()
    forward(24 * 3_600_000 - 1_000)
    await text()
    expect(await outcome()).toMatchObject({ MessageStatus: 'delivered' })
  })

  test('When it is an approved template, then it is delivered always, its variables on one line', async () => {
    const contentSid = fake().addTemplate({ types: { 'twilio/text': { body: 'Hoi {{1}}, je hebt een bericht.' } } })
    const template = (name: string) => client().messages.create({ to, from: fake().from, contentSid, contentVariables: JSON.stringify({ 1: name }), statusCallback: hookUrl('/status/1') })
    await template('Sam')
    expect(await outcome()).toMatchObject({ MessageStatus: 'delivered' })
    expect(fake().messages[0]?.body).toBe('Hoi Sam, je hebt een bericht.')
    await expect(template('Sam\nSam')).rejects.toMatchObject({ code: 21656 })
  })
})

const outcome = async () => {
  await until(() => hooks.some(({ fields }) => ['failed', 'delivered'].includes(fields['MessageStatus'] ?? '')))
  return hooks.at(-1)?.fields
}
const text = () => client().messages.create({ to, from: fake().from, body: 'hoi', statusCallback: hookUrl('/status/1') })
const statuses = () => hooks.map(({ fields }) => fields['MessageStatus'])
const sendAndTell = async () => {
  await wrote()
  return client().messages.create({ to, from: fake().from, body: 'hoi', statusCallback: hookUrl('/status/1') })
}
