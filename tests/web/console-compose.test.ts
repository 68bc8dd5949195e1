import { describe, expect, test } from '@jest/globals'
import type { CannedReply, StepLine } from '../../bot/desk/contract.ts'
import { findReplies, insertReply, replyOf, shortWordIn, slashAt } from '../../web/console/conversation/canned.ts'
import { createDrafts, draftWithout } from '../../web/console/conversation/draft.ts'
import { actionOf, type FieldKeys } from '../../web/console/conversation/field-keys.ts'
import { doubtsOf, goOnAfter, inOrder, stepsToDo } from '../../web/console/conversation/hand-back.ts'
import { answered, returning, seeOn } from '../../web/console/conversation/seen.ts'
import { countdownOf, dayOf, fieldOf, isTooFar, laterMoment, reminderChoices } from '../../web/console/conversation/times.ts'

const replies: CannedReply[] = [
  { short: 'hoi', title: 'Begin', je: 'Hoi, ik help je.', u: 'Hallo, ik help u.' },
  { short: 'spam', title: 'Mail zoeken', je: 'Kijk in je spam.', u: 'Kijk in uw spam.' },
  { short: 'geduld', title: 'Even wachten', je: 'Ik ben zo terug.', u: 'Ik ben zo terug.' },
]
const found = (typed: string, form: 'je' | 'u' = 'je') => findReplies(replies, typed, form).map(({ short }) => short)
const at = (...parts: [number, number, number, number?]) => new Date(...parts).toISOString()

describe('canned replies', () => {
  test('When a slash and letters are typed, then the short word is seen up to the caret; not inside a word or an address', () => {
    expect(slashAt('/ho', 3)).toEqual({ start: 0, end: 3, word: 'ho' })
    expect(slashAt('dag /ho en', 7)).toEqual({ start: 4, end: 7, word: 'ho' })
    expect(slashAt('/', 1)).toEqual({ start: 0, end: 1, word: '' })
    for (const none of ['en/of', 'https://a', '/ho ', 'tekst']) expect(slashAt(none, none.length)).toBeNull()
  })

  test('When somebody searches, then the short word goes before the title, and the title before the text in their form', () => {
    expect(found('')).toEqual(['hoi', 'spam', 'geduld'])
    expect(found('SPA')).toEqual(['spam'])
    expect(found('zoek')).toEqual(['spam'])
    expect(found('terug')).toEqual(['geduld'])
    expect(found('e')).toEqual(['hoi', 'spam', 'geduld'])
    expect(found('g')).toEqual(['geduld', 'hoi'])
    expect(found('hallo', 'u')).toEqual(['hoi'])
    expect(found('hallo', 'je')).toEqual([])
    expect(found('xyz')).toEqual([])
  })

  test('When a text is nothing but a short word, then it is one for the list, known or not', () => {
    expect(['/zzz', ' /hoi ', '/'].map(shortWordIn)).toEqual(['zzz', 'hoi', ''])
    for (const text of ['/hoi Sam', 'en/of', 'a /hoi', '//', '']) expect(shortWordIn(text)).toBeNull()
    expect([replyOf(replies, 'HOI')?.title, replyOf(replies, 'ho'), replyOf(replies, 'zzz')]).toEqual(['Begin', null, null])
  })

  test('When a reply is put in, then it stands free of other words and the caret behind it', () => {
    expect(insertReply('/ho', { start: 0, end: 3 }, 'Hoi.')).toEqual({ text: 'Hoi.', caret: 4 })
    expect(insertReply('Dag /ho en', { start: 4, end: 7 }, 'Hoi.')).toEqual({ text: 'Dag Hoi. en', caret: 8 })
    expect(insertReply('Dagtot', { start: 3, end: 3 }, 'Hoi.')).toEqual({ text: 'Dag Hoi. tot', caret: 8 })
  })
})

describe('drafts', () => {
  test('When something was typed, then it is kept per conversation and kind, and forgotten when it is empty', () => {
    const kept = new Map<string, string>()
    const storage = { getItem: (key: string) => kept.get(key) ?? null, setItem: (key: string, value: string) => void kept.set(key, value), removeItem: (key: string) => void kept.delete(key) }
    const drafts = createDrafts(() => storage as unknown as Storage)
    drafts.write({ conversation: 'a', what: 'reply' }, 'Hoi')
    expect(drafts.read({ conversation: 'a', what: 'reply' })).toBe('Hoi')
    expect([drafts.read({ conversation: 'a', what: 'note' }), drafts.read({ conversation: 'b', what: 'reply' })]).toEqual(['', ''])
    expect(createDrafts(() => storage as unknown as Storage).read({ conversation: 'a', what: 'reply' })).toBe('Hoi')
    drafts.write({ conversation: 'a', what: 'reply' }, '')
    expect([drafts.read({ conversation: 'a', what: 'reply' }), kept.size]).toEqual(['', 0])
  })

  test('When a part of it is on its way already, then only the rest is left to write', () => {
    expect(draftWithout('Hoi\nDag', ['Hoi'])).toBe('Dag')
    expect(draftWithout('Hoi', ['Hoi'])).toBe('')
    for (const underWay of [[], ['Ho'], ['Dag']]) expect(draftWithout('Hoi\nDag', underWay)).toBe('Hoi\nDag')
  })

  test('When the browser forbids to store, then it is kept as long as the page lives', () => {
    const drafts = createDrafts(() => { throw new Error('SecurityError') })
    drafts.write({ conversation: 'a', what: 'reply' }, 'Hoi')
    expect(drafts.read({ conversation: 'a', what: 'reply' })).toBe('Hoi')
  })
})

describe('handing back', () => {
  const steps = ['clientName', 'role', 'whoManages', 'managerEmail', 'finished'].map((step, i): StepLine => (
    { step, number: i + 3, startedAt: null, finishedAt: null, finishedBy: null, troubles: {}, current: step === 'role' }))

  const doubts = (done: string[], step: string) => Object.values(doubtsOf(steps, { done, step })).map((some) => some.map((one) => one.step))

  test('When it is asked what was done together, then the current step and later ones are offered, not the end', () => {
    expect(stepsToDo(steps).map(({ step }) => step)).toEqual(['role', 'whoManages', 'managerEmail'])
  })

  test('When steps were done, then the bot goes on after the last of them; at the current one when none was', () => {
    expect(goOnAfter(steps, [])).toBe('role')
    expect(goOnAfter(steps, ['role'])).toBe('whoManages')
    expect(goOnAfter(steps, ['managerEmail', 'role'])).toBe('finished')
    expect(inOrder(steps, ['managerEmail', 'role'])).toEqual(['role', 'managerEmail'])
  })

  test('When what was done and where the bot goes on do not fit, then it is known which steps', () => {
    expect(doubts(['role'], 'whoManages')).toEqual([[], []])
    expect(doubts([], 'role')).toEqual([[], []])
    expect(doubts([], 'managerEmail')).toEqual([['role', 'whoManages'], []])
    expect(doubts(['managerEmail'], 'finished')).toEqual([['role', 'whoManages'], []])
    expect(doubts(['role', 'whoManages'], 'whoManages')).toEqual([[], ['whoManages']])
    expect(doubts(['role'], 'clientName')).toEqual([[], ['role']])
  })
})

describe('times', () => {
  const now = new Date(2026, 10, 20, 14, 30).getTime()

  test('When the window of WhatsApp runs, then it counts down, and within two hours it is soon', () => {
    expect(countdownOf(null, now)).toEqual({ kind: 'none' })
    expect(countdownOf(new Date(now + 7_200_001).toISOString(), now)).toEqual({ kind: 'open', left: 7_200_001 })
    expect(countdownOf(new Date(now + 7_200_000).toISOString(), now)).toEqual({ kind: 'soon', left: 7_200_000 })
    expect(countdownOf(new Date(now).toISOString(), now)).toEqual({ kind: 'closed' })
  })

  test('When a day is named, then as one says it', () => {
    expect([dayOf(at(2026, 10, 20, 1), now), dayOf(at(2026, 10, 19, 23), now), dayOf(at(2026, 10, 21), now)]).toEqual([{ kind: 'today' }, { kind: 'yesterday' }, { kind: 'tomorrow' }])
    expect(dayOf(at(2026, 10, 16), now)).toEqual({ kind: 'date', text: 'maandag 16 november' })
    expect(dayOf(at(2025, 10, 16), now)).toEqual({ kind: 'date', text: 'zondag 16 november 2025' })
  })

  test('When a reminder is chosen, then later today only while that is still to come, and tomorrow at nine', () => {
    expect(reminderChoices(now).map(({ kind, at: moment }) => [kind, fieldOf(moment)])).toEqual([
      ['hour', '2026-11-20T15:30'], ['today', '2026-11-20T16:00'], ['tomorrow', '2026-11-21T09:00'],
    ])
    expect(reminderChoices(new Date(2026, 10, 30, 15).getTime()).map(({ kind, at: moment }) => [kind, fieldOf(moment)])).toEqual([['hour', '2026-11-30T16:00'], ['tomorrow', '2026-12-01T09:00']])
  })

  test('When a moment is typed, then only a later one counts', () => {
    expect(laterMoment('2026-11-20T14:31', now)).toEqual(new Date(2026, 10, 20, 14, 31))
    for (const none of ['2026-11-20T14:30', '', 'morgen', '2026-13-01T00:00']) expect(laterMoment(none, now)).toBeNull()
  })

  test('When a moment is more than a year away, then it does not count, and it is known why', () => {
    expect(laterMoment('2027-11-20T14:30', now)).toEqual(new Date(2027, 10, 20, 14, 30))
    for (const far of ['2027-11-20T14:31', '12026-11-20T14:31']) expect([laterMoment(far, now), isTooFar(far, now)]).toEqual([null, far.startsWith('2')])
    for (const not of ['2026-11-20T14:00', '2027-11-20T14:30', '', 'morgen']) expect(isTooFar(not, now)).toBe(false)
  })
})

describe('what was seen', () => {
  test('When one comes back, then the divider stands after what was seen; who comes first sees none', () => {
    expect(returning(4)).toEqual({ seen: 4, mark: 4 })
    expect(returning(0)).toEqual({ seen: 0, mark: null })
  })

  test('When something comes while one looks, then there is no divider; while one is away, it stands before the first of it, until one answers', () => {
    const looked = seeOn(returning(0), { last: 5, present: true })
    expect(looked).toEqual({ seen: 5, mark: null })
    const away = seeOn(seeOn(looked, { last: 6, present: false }), { last: 7, present: false })
    expect(away).toEqual({ seen: 5, mark: 5 })
    const back = seeOn(away, { last: 7, present: true })
    expect(back).toEqual({ seen: 7, mark: 5 })
    expect(seeOn(back, { last: 8, present: false })).toEqual({ seen: 7, mark: 7 })
    expect(answered(back)).toEqual({ seen: 7, mark: null })
    expect(seeOn(back, { last: 7, present: false })).toBe(back)
  })
})

describe('keys in the field', () => {
  const did: string[] = []
  const keys = (listOpen: boolean): FieldKeys => ({
    listOpen, move: (by) => did.push(`move ${by}`), choose: () => did.push('choose'), close: () => did.push('close'), send: () => did.push('send'),
  })
  const press = (key: string, { list = false, touch = false, ...held }: { list?: boolean; touch?: boolean; shiftKey?: boolean; ctrlKey?: boolean; metaKey?: boolean; altKey?: boolean } = {}) => {
    did.length = 0
    actionOf({ key, shiftKey: false, ctrlKey: false, metaKey: false, altKey: false, ...held }, keys(list), touch)?.()
    return did[0] ?? null
  }

  test('When Enter is pressed, then it sends, also with Ctrl or Cmd; with Shift, or on a screen without keys, it is a new line', () => {
    expect([press('Enter'), press('Enter', { ctrlKey: true }), press('Enter', { metaKey: true })]).toEqual(['send', 'send', 'send'])
    expect([press('Enter', { shiftKey: true }), press('Enter', { touch: true }), press('Enter', { altKey: true }), press('a'), press('Tab')]).toEqual([null, null, null, null, null])
    expect(press('Enter', { touch: true, ctrlKey: true })).toBe('send')
  })

  test('When the list of canned replies is open, then arrows move in it, Enter and Tab choose, Escape closes', () => {
    expect(['ArrowDown', 'ArrowUp', 'Enter', 'Tab', 'Escape', 'a'].map((key) => press(key, { list: true }))).toEqual(['move 1', 'move -1', 'choose', 'choose', 'close', null])
    expect(press('Enter', { list: true, ctrlKey: true })).toBe('send')
    expect(press('Tab', { list: true, shiftKey: true })).toBeNull()
  })
})
