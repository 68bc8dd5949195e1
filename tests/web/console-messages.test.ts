import { describe, expect, test } from '@jest/globals'
import type { DeskMessage } from '../../bot/desk/contract.ts'
import { lastSeq, mergeMessages } from '../../web/console/state/messages.ts'

const message = (seq: number, change: Partial<DeskMessage> = {}): DeskMessage =>
  ({ seq, at: '2026-11-22T12:00:00.000Z', author: 'person', by: null, text: `${seq}`, buttons: [], attachments: 0, attachmentKinds: [], event: null, delivery: null, ...change })

describe('mergeMessages', () => {
  test('When a page and the live line overlap, then each message is there once, in order', () => {
    const merged = mergeMessages([message(1), message(2), message(5)], [message(3), message(2), message(4), message(5)])
    expect(merged.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5])
  })

  test('When a message comes again with another state of its delivery, then that is the one shown', () => {
    const merged = mergeMessages([message(1, { delivery: 'waiting' }), message(2)], [message(1, { delivery: 'read' })])
    expect(merged.map(({ delivery }) => delivery)).toEqual(['read', null])
  })

  test('When nothing is new, then it is the same list, so that nothing is drawn again', () => {
    const known = [message(1)]
    expect(mergeMessages(known, [])).toBe(known)
  })
})

test('When there are no messages, then everything is asked for', () => {
  expect([lastSeq([]), lastSeq([message(3), message(7)])]).toEqual([0, 7])
})
