import { describe, expect, test } from '@jest/globals'
import type { DeskMessage } from '../../bot/desk/contract.ts'
import { heardLast, itemsOf, markOf } from '../../web/console/conversation/transcript.ts'

describe('the transcript', () => {
  test('When messages are of two days, then each day is named once, and messages of one author stand together', () => {
    const items = itemsOf([
      message(1, { at: '2026-11-20T10:00:00Z' }), message(2, { at: '2026-11-20T10:00:01Z' }), message(3, { author: 'person', at: '2026-11-20T10:01:00Z' }),
      message(4, { at: '2026-11-21T10:00:00Z' }), message(5, { at: '2026-11-21T10:06:00Z' }),
    ], null)
    expect(items.map(({ kind, key }) => (kind === 'message' ? key : kind))).toEqual(['day', '1', '2', '3', 'day', '4', '5'])
    expect(items.flatMap((item) => (item.kind === 'message' ? [item.starts] : []))).toEqual([true, false, true, true, true])
  })

  test('When there is something new since they last looked, then one divider stands before it; not before what they said', () => {
    const messages = [message(1), message(2, { author: 'person' }), message(3, { author: 'person' })]
    expect(itemsOf(messages, 1).map(({ key }) => key)).toEqual(['day-1', '1', 'new', '2', '3'])
    expect(itemsOf(messages, 3).map(({ key }) => key)).not.toContain('new')
    expect(itemsOf(messages, null).map(({ key }) => key)).not.toContain('new')
    expect(itemsOf([message(1), message(2, { author: 'human', by: 'Karin' }), message(3)], 1).map(({ key }) => key)).toEqual(['day-1', '1', '2', '3'])
  })

  test('When something happened, then it is a line of its own, and what says nothing is left out', () => {
    const accepted = { name: 'accepted', by: 'Karin' } as const
    const items = itemsOf([message(1), message(2, { text: '', event: accepted }), message(3), message(4, { text: '', event: { name: 'other', by: null } }), message(5, { text: '' })], null)
    expect(items.map(({ kind }) => kind)).toEqual(['day', 'message', 'system', 'message'])
    expect(items.at(-1)).toMatchObject({ starts: true })
  })

  test('When a message has only a picture or only buttons, then it is shown', () => {
    expect(itemsOf([message(1, { text: '', attachments: 1 }), message(2, { text: '', buttons: ['Ja'] })], null)).toHaveLength(3)
  })

  test.each([
    ['human', 'waiting', 0, 'sending'], ['human', 'sent', 0, 'sent'], ['human', 'delivered', 0, 'delivered'], ['human', 'read', 0, 'read'], ['human', 'failed', 9, 'failed'],
    ['human', 'parked', 0, 'parked'], ['human', null, 4, 'sent'], ['human', null, 5, 'read'], ['human', 'delivered', 5, 'read'],
    ['bot', 'sent', 9, null], ['bot', 'failed', 0, 'failed'], ['bot', 'cancelled', 0, 'cancelled'], ['person', null, 9, null],
  ] as const)('When a message of the %s is %s and was read up to %s, then its mark is %s', (...[author, delivery, readSeq, mark]) => {
    expect(markOf({ author, delivery, seq: 5, event: null }, readSeq)).toBe(mark)
  })

  test('When somebody listens, then the newest message of the person is the one to hear', () => {
    expect(heardLast([message(1, { author: 'person' }), message(2, { author: 'person' }), message(3)])?.seq).toBe(2)
    expect(heardLast([message(1)])).toBeNull()
  })
})

function message(seq: number, change: Partial<DeskMessage> = {}): DeskMessage {
  return { seq, at: '2026-11-20T10:00:00Z', author: 'bot', by: null, text: `${seq}`, buttons: [], attachments: 0, attachmentKinds: [], event: null, delivery: null, ...change }
}
