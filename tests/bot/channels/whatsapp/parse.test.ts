import { describe, expect, test } from '@jest/globals'
import * as fc from 'fast-check'
import { parseStatus, parseWebhook } from '../../../../bot/channels/whatsapp/parse.ts'
import { inboundFields } from '../../../support/fake-twilio/inbound.ts'
import { standardAccount, type InboundFields } from '../../../support/fake-twilio.ts'

const account = { accountSid: standardAccount.accountSid, from: standardAccount.from }
const fieldsOf = (given: InboundFields) => inboundFields({ account: standardAccount }, given)
const parse = (given: InboundFields) => parseWebhook(fieldsOf(given), account)
const activity = (given: InboundFields) => {
  const parsed = parse(given)
  return parsed.kind === 'message' ? parsed.activity : null
}
const kindOf = (name: string) => ({ contentType: `application/vnd.digimaatje.${name}` })

describe('a message', () => {
  test('When a text comes, then who, what and its id are taken, and nothing else', () => {
    const sid = `SM${'a'.repeat(32)}`
    expect(parse({ sid, from: '+31612345678', externalUserId: 'NL.abc', body: 'Hoi\r\nik ben er', profileName: 'Sam', extra: { Referral: 'x', NewField2027: 'y', OriginalRepliedMessageSid: 'SMx' } })).toEqual({
      kind: 'message', sid,
      keys: [{ kind: 'phone', address: 'whatsapp:+31612345678' }, { kind: 'user', address: 'whatsapp:NL.abc' }],
      activity: { type: 'message', text: 'Hoi\nik ben er', locale: 'nl-NL' },
    })
  })

  test.each([
    ['a button with its step', { buttonPayload: 'done:clientName', buttonText: 'Gelukt' }, { text: 'Gelukt', value: { choice: 'done', on: 'clientName' } }],
    ['a button without', { buttonPayload: 'human', buttonText: 'Een mens' }, { text: 'Een mens', value: { choice: 'human' } }],
    ['a problem of a step', { buttonPayload: 'problem.noMail:mailSent', buttonText: 'Geen mail' }, { text: 'Geen mail', value: { choice: 'problem.noMail', on: 'mailSent' } }],
    ['a button before a list item', { buttonPayload: 'done:role', buttonText: 'Gelukt', listId: 'back:role', listTitle: 'Terug' }, { text: 'Gelukt', value: { choice: 'done', on: 'role' } }],
    ['a list item', { listId: 'back:role', listTitle: 'Terug' }, { text: 'Terug', value: { choice: 'back', on: 'role' } }],
    ['a list item without its title', { listId: 'back:role', body: 'Terug' }, { text: 'Terug', value: { choice: 'back', on: 'role' } }],
    ['a button of somebody else', { buttonPayload: '<b>', buttonText: 'Ja' }, { text: 'Ja' }],
    ['a button with too long a name', { buttonPayload: `${'x'.repeat(41)}:role`, buttonText: 'Ja' }, { text: 'Ja' }],
    ['a button with an empty step', { buttonPayload: 'done:', buttonText: 'Ja' }, { text: 'Ja' }],
  ])('When it is %s, then it is the choice', (_, given, expected) => {
    expect(activity(given)).toEqual({ type: 'message', locale: 'nl-NL', ...expected })
  })

  test.each([
    ['a picture', { media: ['image/jpeg'] }, [{ contentType: 'image/jpeg' }]],
    ['a voice message', { media: ['audio/ogg; codecs=opus'] }, [{ contentType: 'audio/ogg' }]],
    ['a sticker', { media: ['image/webp'] }, [{ contentType: 'image/webp' }]],
    ['an animated sticker without a kind', { media: [''], messageType: 'sticker' }, [{ contentType: 'image/webp' }]],
    ['a document', { media: ['application/pdf'] }, [{ contentType: 'application/pdf' }]],
    ['two of a kind', { media: ['image/png', 'image/png'] }, [{ contentType: 'image/png' }]],
    ['a file of an odd kind', { media: ['<script>'] }, [{ contentType: 'application/octet-stream' }]],
    ['a place', { latitude: 51.8, longitude: 4.6, address: 'Dorpsstraat 1' }, [kindOf('location')]],
    ['a contact', { media: ['text/vcard'] }, [kindOf('contacts')]],
    ['a contact without a file', { messageType: 'contacts' }, [kindOf('contacts')]],
    ['something new', { messageType: 'hologram' }, [kindOf('unsupported')]],
    ['nothing', { body: '  ' }, [kindOf('unsupported')]],
    ['a mended message', { messageType: 'edited', body: 'ja' }, [kindOf('edited')]],
  ])('When it is %s, then its kind is told', (_, given, attachments) => {
    expect(activity(given)).toMatchObject({ type: 'message', attachments })
  })

  test('When a picture has words under it, then they stay, and its address is forgotten', () => {
    const parsed = activity({ media: ['image/jpeg'], body: 'mijn brief' })
    expect(parsed).toEqual({ type: 'message', text: 'mijn brief', attachments: [{ contentType: 'image/jpeg' }], locale: 'nl-NL' })
  })

  test('When something new has words, then they are just words', () => {
    expect(activity({ messageType: 'hologram', body: 'hoi' })).toEqual({ type: 'message', text: 'hoi', locale: 'nl-NL' })
  })

  test('When it is longer than a turn takes, then the first 2,000 characters count, never half a character', () => {
    expect(activity({ body: 'a'.repeat(4_096) })?.text).toHaveLength(2_000)
    expect(activity({ body: `${'a'.repeat(1_999)}👍${'b'.repeat(9)}` })?.text).toBe('a'.repeat(1_999))
  })

  test.each([
    ['another account', { extra: { AccountSid: `AC${'9'.repeat(32)}` } }, 'foreign'],
    ['no account', { extra: { AccountSid: undefined } }, 'foreign'],
    ['another number', { extra: { To: 'whatsapp:+31999999999' } }, 'foreign'],
    ['a reaction', { messageType: 'reaction', body: '👍' }, 'ignored'],
    ['nobody', { extra: { From: 'whatsapp:', WaId: '' } }, 'ignored'],
    ['no id', { extra: { MessageSid: undefined, SmsMessageSid: '', SmsSid: undefined } }, 'ignored'],
    ['a strange id', { extra: { MessageSid: 'a b', SmsMessageSid: undefined, SmsSid: undefined } }, 'ignored'],
  ])('When it is of %s, then it is %s', (_, given, kind) => {
    expect(parse(given)).toEqual({ kind })
  })

  test('When only the old id is there, then that counts', () => {
    expect(parse({ extra: { MessageSid: undefined, SmsMessageSid: 'SM1' } })).toMatchObject({ sid: 'SM1' })
  })

  test('When anything at all is posted, then it is parsed, and what is stored is small and well-formed', () => {
    const names = ['Body', 'ButtonPayload', 'ButtonText', 'ListId', 'MessageType', 'NumMedia', 'MediaContentType0', 'Latitude', 'Longitude', '__proto__', 'MessageStatus']
    fc.assert(fc.property(fc.dictionary(fc.constantFrom(...names), fc.string({ unit: 'binary', maxLength: 3_000 })), (extra) => {
      const parsed = parse({ extra })
      if (parsed.kind !== 'message') return
      const stored = JSON.stringify(parsed.activity)
      expect(stored.length).toBeLessThan(14_000)
      expect(stored.isWellFormed() && !stored.includes(String.raw`\u0000`)).toBe(true)
    }))
  })
})

describe('a status', () => {
  const callback = { AccountSid: account.accountSid, MessageSid: 'SM1', MessageStatus: 'undelivered', ErrorCode: '63024', From: account.from, To: 'whatsapp:+31612345678' }

  test('When it comes to its own address, then the message, its status and the code are taken', () => {
    expect(parseStatus(callback, account)).toEqual({ kind: 'status', providerId: 'SM1', status: 'undelivered', code: '63024' })
    expect(parseStatus({ ...callback, MessageStatus: 'read', ErrorCode: '' }, account)).toMatchObject({ status: 'read', code: null })
  })

  test('When it comes to the address for messages, then it is no message', () => {
    expect(parseWebhook(callback, account)).toMatchObject({ kind: 'status' })
    expect(parseWebhook({ ...callback, Body: 'hoi', To: account.from }, account)).toMatchObject({ kind: 'status' })
  })

  test.each([[{ MessageStatus: '' }, 'ignored'], [{ MessageStatus: 'Was <b>' }, 'ignored'], [{ MessageSid: '' }, 'ignored'], [{ AccountSid: 'AC1' }, 'foreign']])('When it holds %j, then it is %s', (over, kind) => {
    expect(parseStatus({ ...callback, ...over }, account)).toEqual({ kind })
  })
})
