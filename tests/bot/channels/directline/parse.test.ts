import { describe, expect, test } from '@jest/globals'
import * as fc from 'fast-check'
import { parseActivity } from '../../../../bot/channels/directline/parse.ts'

const message = (rest: object) => parseActivity({ type: 'message', ...rest })

describe('a posted activity', () => {
  test('When it is a message, then only its text, choice and own id are taken', () => {
    const parsed = message({
      text: 'hoi', value: { choice: 'yes', on: 'start:1', extra: 'x' }, channelData: { clientActivityID: 'id-1', other: true },
      id: 'forged', from: { id: 'admin', role: 'bot' }, channelId: 'teams', timestamp: '1999', conversation: { id: 'other' }, locale: 'en-US', serviceUrl: 'http://evil',
    })
    expect(parsed).toEqual({
      kind: 'turn', externalId: 'id-1',
      activity: { type: 'message', text: 'hoi', value: { choice: 'yes', on: 'start:1' }, locale: 'nl-NL', channelData: { clientActivityID: 'id-1' } },
    })
  })
  test('When the client gives no id, then one is made and no echo of it promised', () => {
    const parsed = message({ text: 'hoi' })
    expect(parsed).toMatchObject({ kind: 'turn', externalId: expect.stringMatching(/^[\da-f-]{36}$/) })
    expect(parsed).not.toHaveProperty('activity.channelData')
  })
  test.each(['x'.repeat(65), 'with space', 'nul\0', '', 7, null])('When the id is %j, then another is made', (clientActivityID) => {
    expect(message({ text: 'hoi', channelData: { clientActivityID } })).toMatchObject({ externalId: expect.stringMatching(/^[\da-f-]{36}$/) })
  })
  test('When the text has 2,000 characters it is taken, when it has one more it is too long', () => {
    expect(message({ text: 'a'.repeat(2_000) })).toMatchObject({ kind: 'turn' })
    expect(message({ text: 'a'.repeat(2_001) })).toEqual({ kind: 'refused', code: 'TextTooLong' })
  })
  test('When the text has control or half characters, then they are gone', () => {
    expect(message({ text: 'a\0b\u001B[31m\u0085c\r\nd\te\uD800' })).toMatchObject({ activity: { text: 'ab[31mc\nd\te\uFFFD' } })
  })
  test.each([{}, { text: '' }, { text: ' \n ' }, { text: '\0' }, { text: null }, { value: 'loose' }])('When a message holds nothing (%j), then it is refused', (rest) => {
    expect(message(rest)).toEqual({ kind: 'refused', code: 'EmptyMessage' })
  })
  test.each([{ choice: 'x'.repeat(41) }, { choice: 7 }, { choice: '<b>' }, { on: 'start' }, 'yes', ['yes'], null])('When the value is %j, then it is left out', (value) => {
    expect(message({ text: 'hoi', value })).not.toHaveProperty('activity.value')
  })
  test('When files come along, then only their kind is kept, and of ten at most', () => {
    const files = Array.from({ length: 12 }, () => ({ contentType: 'image/png', contentUrl: 'data:image/png;base64,AAAA', name: 'brief.png' }))
    const parsed = message({ attachments: files })
    expect(parsed).toMatchObject({ kind: 'turn', activity: { text: '' } })
    expect(JSON.stringify(parsed)).not.toContain('AAAA')
    expect(parsed).toHaveProperty('activity.attachments', Array.from({ length: 10 }, () => ({ contentType: 'image/png' })))
  })
  test('When the kind of a file is odd, then it is any file', () => {
    expect(message({ attachments: [{ contentType: 'x"><script>' }, 7] })).toHaveProperty('activity.attachments', [{ contentType: 'application/octet-stream' }, { contentType: 'application/octet-stream' }])
  })
  test('When the widget says the person is back, then that is a turn without text', () => {
    expect(parseActivity({ type: 'event', name: 'resume', value: { a: 1 }, channelData: { clientActivityID: 'r' } }))
      .toEqual({ kind: 'turn', externalId: 'r', activity: { type: 'event', name: 'resume', locale: 'nl-NL', channelData: { clientActivityID: 'r' } } })
  })
  test('When the person types, then that is told apart from what is said', () => {
    expect(parseActivity({ type: 'typing', text: 'half a sentence', from: { id: 'person' } })).toEqual({ kind: 'typing' })
  })
  test('When the widget says how far was read, then that number is taken, and nothing that is none', () => {
    expect(parseActivity({ type: 'event', name: 'read', value: { seq: 7, other: 1 } })).toEqual({ kind: 'read', seq: 7 })
    for (const value of [{ seq: 0 }, { seq: 1.5 }, { seq: '7' }, { seq: 2 ** 31 }, {}, null, 7]) expect(parseActivity({ type: 'event', name: 'read', value })).toEqual({ kind: 'ignored' })
  })
  test.each([{ type: 'event', name: 'webchat/join' }, { type: 'event' }, { type: 'conversationUpdate' }, { type: 'endOfConversation' }, { type: 'invoke', name: 'resume' }])(
    'When it is %j, then nothing happens', (body) => {
      expect(parseActivity(body)).toEqual({ kind: 'ignored' })
    })
  test.each([null, [], 'text', 7, {}, { type: 7 }, { type: 'message', text: 7 }, { type: 'message', text: { toString: 1 } }])('When it is %j, then it is not understood', (body) => {
    expect(parseActivity(body)).toEqual({ kind: 'refused', code: 'BadArgument' })
  })
  test('When anything at all is posted, then it is parsed, and what is stored is small and well-formed', () => {
    fc.assert(fc.property(fc.record({ type: fc.constantFrom('message', 'event', 'x'), text: fc.string({ unit: 'binary', maxLength: 3_000 }), value: fc.anything(), attachments: fc.anything(), channelData: fc.anything(), name: fc.anything() }), (body) => {
      const parsed = parseActivity(body)
      if (parsed.kind !== 'turn') return
      const stored = JSON.stringify(parsed.activity)
      expect(stored.length).toBeLessThan(14_000)
      expect(stored.isWellFormed() && !stored.includes(String.raw`\u0000`)).toBe(true)
    }))
  })
})
