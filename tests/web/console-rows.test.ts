import { describe, expect, test } from '@jest/globals'
import type { DeskRow } from '../../bot/desk/contract.ts'
import { isIn, mergeRows, reconcile, type Rows, rowsOf } from '../../web/console/state/rows.ts'

const now = Date.parse('2026-11-22T12:00:00Z')
const ago = (minutes: number) => new Date(now - minutes * 60_000).toISOString()
const row = (id: string, change: Partial<DeskRow> = {}): DeskRow => ({
  id, version: 1, state: 'waiting', urgent: false, reason: 'asked', channel: 'web', windowUntil: null, role: 'client', step: 'code', stepNumber: 8,
  askedAt: ago(1), personAt: null, lastMessageAt: ago(1), owner: null, flag: null, callMe: false, closedAt: null, closeReason: null, remindAt: null, ...change,
})
const rows = (...all: DeskRow[]): Rows => new Map(all.map((one) => [one.id, one]))
const ids = (list: readonly DeskRow[]) => list.map(({ id }) => id)
const mo = { id: 'mo', name: 'Mo Yilmaz' }
const karin = { id: 'karin', name: 'Karin de Boer' }
const viewer = { me: 'karin', now }

describe('mergeRows', () => {
  test('When an older version comes after a newer one, then the newer one stays', () => {
    const merged = mergeRows(rows(row('a', { version: 5, state: 'human' })), [row('a', { version: 4 })])
    expect(merged.get('a')).toMatchObject({ version: 5, state: 'human' })
  })

  test('When the same version comes again, then the last one counts: a reminder of mine has no version', () => {
    expect(mergeRows(rows(row('a')), [row('a', { remindAt: ago(-60) })]).get('a')?.remindAt).toBe(ago(-60))
  })

  test('When a row is gone, then it is nowhere', () => {
    expect([...mergeRows(rows(row('a'), row('b')), [], ['a']).keys()]).toEqual(['b'])
  })
})

describe('rowsOf', () => {
  test('When people wait, then distress is first, then the WhatsApp window that closes soonest, then who waits longest', () => {
    const all = rows(
      row('short', { askedAt: ago(1) }), row('long', { askedAt: ago(50) }),
      row('closing', { channel: 'whatsapp', windowUntil: ago(-90), askedAt: ago(2) }), row('closing sooner', { channel: 'whatsapp', windowUntil: ago(-10) }),
      row('closed window', { channel: 'whatsapp', windowUntil: ago(5), askedAt: ago(40) }), row('far window', { channel: 'whatsapp', windowUntil: ago(-600), askedAt: ago(30) }),
      row('distress', { urgent: true, askedAt: ago(0) }),
    )
    expect(ids(rowsOf(all, 'queue', viewer))).toEqual(['distress', 'closing sooner', 'closing', 'long', 'closed window', 'far window', 'short'])
  })

  test('When some of mine wait for my answer, then those are on top, the longest waiting first', () => {
    const mine = (id: string, change: Partial<DeskRow>) => row(id, { state: 'human', owner: karin, ...change })
    const all = rows(
      mine('quiet', { lastMessageAt: ago(60) }), mine('just answered', { lastMessageAt: ago(2) }), mine('asks', { personAt: ago(3) }), mine('asks longer', { personAt: ago(9) }),
      row('of Mo', { state: 'human', owner: mo, personAt: ago(90) }),
    )
    expect(ids(rowsOf(all, 'mine', viewer))).toEqual(['asks longer', 'asks', 'just answered', 'quiet'])
  })

  test('When conversations ended, then the last one is first', () => {
    const all = rows(row('old', { state: 'closed', closedAt: ago(90) }), row('new', { state: 'closed', closedAt: ago(1) }), row('open again', { closedAt: ago(5) }))
    expect(ids(rowsOf(all, 'closed', viewer))).toEqual(['new', 'old'])
  })
})

test('When a conversation has no hand-over but a flag, then it is open, and in no other list', () => {
  const flagged = row('a', { state: 'none', flag: 'deliveryFailed' })
  expect((['queue', 'mine', 'open', 'closed'] as const).filter((list) => isIn(list, flagged, 'karin'))).toEqual(['open'])
})

describe('reconcile', () => {
  const before = rows(row('stays'), row('left while the line was down'), row('mine', { state: 'human', owner: karin }))

  test('When a list is read whole after the line was away, then what is not in it is gone, and other lists are left alone', () => {
    const after = reconcile(before, { list: 'queue', answer: [row('stays'), row('came')], before, me: 'karin' })
    expect([...after.keys()]).toEqual(['stays', 'mine', 'came'])
  })

  test('When a row came by the live line while the list was on its way, then it stays', () => {
    const meanwhile = mergeRows(before, [row('just asked')])
    expect(reconcile(meanwhile, { list: 'queue', answer: [row('stays')], before, me: 'karin' }).has('just asked')).toBe(true)
  })
})
