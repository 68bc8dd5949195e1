// What makes a sound, what a line of a list says, what a key means.
import { describe, expect, test } from '@jest/globals'
import type { DeskRow, Me } from '../../bot/desk/contract.ts'
import { detailText } from '../../web/console/audit/detail.ts'
import { queryOf } from '../../web/console/audit/filters.ts'
import { actionOf } from '../../web/console/shell/keys.ts'
import { newsOf } from '../../web/console/shell/news.ts'
import { hashOf, readRoute, routeFor } from '../../web/console/shell/route.ts'
import { withHandle } from '../../web/console/shell/with-handle.ts'
import { handleIn, handleOf } from '../../web/console/text/handle.ts'
import { rowText } from '../../web/console/text/row-text.ts'
import { durationOf, momentOf } from '../../web/console/text/times.ts'

const now = Date.parse('2026-11-22T12:00:00Z')
const ago = (minutes: number) => new Date(now - minutes * 60_000).toISOString()
const me: Me = { id: 'karin', name: 'Karin de Boer', roles: ['digimaatje'], presence: 'online', capacity: 3 }
const karin = { id: 'karin', name: 'Karin de Boer' }
const row = (change: Partial<DeskRow> = {}): DeskRow => ({
  id: 'a', version: 1, state: 'waiting', urgent: false, reason: 'asked', channel: 'web', windowUntil: null, role: 'client', step: 'code', stepNumber: 8,
  askedAt: ago(12), personAt: null, lastMessageAt: ago(1), owner: null, flag: null, callMe: false, closedAt: null, closeReason: null, remindAt: null, ...change,
})
const kinds = (before: DeskRow | null, after: DeskRow, pending: string[] = []) =>
  newsOf({ rows: new Map(before ? [['a', before]] : []), pending: pending.map((conversation) => ({ id: '1', conversation, move: { kind: 'release' }, at: '' })) }, { rows: new Map([['a', after]]), me }).map(({ kind }) => kind)

const press = (key: string, { ctrlKey = false, typing = false, letters = true } = {}) => actionOf({ key, ctrlKey, metaKey: false, altKey: false }, { typing, letters })

const arrow = (key: string, idle: boolean) => actionOf({ key, ctrlKey: false, metaKey: false, altKey: false }, { typing: false, letters: false, idle })

const text = (change: Partial<DeskRow>) => rowText(row(change), { me: 'karin', now })
const marks = (change: Partial<DeskRow>) => text(change).marks.map(({ text: words }) => words)
const whatsapp = (minutes: number) => marks({ channel: 'whatsapp', windowUntil: ago(-minutes) })

describe('newsOf', () => {
  test('When somebody begins to wait, then that is news, and once only', () => {
    expect([kinds(null, row()), kinds(row({ state: 'none' }), row()), kinds(row(), row({ version: 2 }))]).toEqual([['queue'], ['queue'], []])
  })

  test('When who waits gets into distress, then that is news again', () => {
    expect(kinds(row(), row({ urgent: true }))).toEqual(['urgent'])
  })

  test('When the person writes in one of mine, then each message is news, and my own answer is none', () => {
    const mine = row({ state: 'human', owner: karin, personAt: ago(3), lastMessageAt: ago(3) })
    expect(kinds(mine, { ...mine, version: 2, lastMessageAt: ago(1) })).toEqual(['message'])
    expect(kinds(mine, { ...mine, version: 2, lastMessageAt: ago(1), personAt: null })).toEqual([])
    expect(kinds(mine, { ...mine, version: 2, lastMessageAt: ago(1), owner: { id: 'mo', name: 'Mo' } })).toEqual([])
  })

  test('When I put somebody back in the queue, then I do not hear of it', () => {
    expect(kinds(row({ state: 'human', owner: karin }), row(), ['a'])).toEqual([])
  })
})

describe('rowText', () => {
  test('When somebody waits, then the line says where, why and how long', () => {
    expect(text({})).toMatchObject({ title: 'Stap 8: code en geboortedatum', reason: 'Vraagt om een mens', time: '12 min', waits: true, marks: [] })
  })

  test('When it is distress, then it is said in words too', () => {
    expect(marks({ urgent: true, reason: 'distress' })).toEqual(['Nood'])
  })

  test('When WhatsApp closes soon or is closed, then the line says so, and not in the middle of the day before', () => {
    expect([whatsapp(90), whatsapp(-1), whatsapp(900)]).toEqual([['Venster sluit over 1 uur 30 min'], ['Venster dicht'], []])
  })

  test('When somebody else has it, then their first name is there; mine say that an answer is waited for', () => {
    expect(marks({ state: 'human', owner: { id: 'mo', name: 'Mo Yilmaz' } })).toEqual(['Bij Mo'])
    expect(marks({ state: 'human', owner: karin, personAt: ago(1) })).toEqual(['Wacht op jouw antwoord'])
  })

  test('When a step or reason is newer than this console, then its name is shown rather than nothing', () => {
    expect(text({ step: 'dance', stepNumber: null }).title).toBe('Dance')
  })
})

test('When time goes by, then it is said in the largest units that matter', () => {
  const minutes = [0, 1, 59, 60, 65, 6 * 60 + 5, 24 * 60, 49 * 60]
  expect(minutes.map((n) => durationOf(n * 60_000))).toEqual(['net', '1 min', '59 min', '1 uur', '1 uur 5 min', '6 uur', '1 dag', '2 dagen'])
})

describe('keys', () => {
  test('When a letter is pressed outside a field, then it acts; inside one, or switched off, it is a letter', () => {
    expect([press('w'), press('W'), press('?'), press('w', { typing: true }), press('w', { letters: false }), press('x')]).toEqual(['queue', 'queue', 'help', null, null, null])
  })

  test('When Ctrl+E or Escape is pressed, then it works everywhere, and other keys with Ctrl are the browser\'s', () => {
    expect([press('e', { ctrlKey: true, typing: true }), press('Escape', { typing: true }), press('w', { ctrlKey: true })]).toEqual(['search', 'escape', null])
  })
})

describe('the address', () => {
  const id = '6cff0635-8ef3-463a-8b0a-313ddfa7b8fc'

  test('When a conversation is open in a list, then the address leads back to it', () => {
    expect([readRoute(hashOf({ view: 'mine', conversation: id })), hashOf({ view: null, conversation: null })]).toEqual([{ view: 'mine', conversation: id }, '#queue'])
  })

  test('When the address is nonsense, then nothing of it is taken', () => {
    expect([readRoute('#demo=x'), readRoute('#queue/../../x'), readRoute(`#audit/${id}`)]).toEqual([
      { view: null, conversation: null }, { view: 'queue', conversation: null }, { view: 'audit', conversation: null },
    ])
  })

  test('When the role does not fit, then it is the view that does', () => {
    expect([routeFor(`#queue/${id}`, ['auditor']), routeFor('#audit', ['digimaatje']), routeFor('', ['coordinator']), routeFor('#audit', ['coordinator', 'auditor'])].map(({ view }) => view))
      .toEqual(['audit', 'queue', 'queue', 'audit'])
  })
})

test('When the log is asked for days, then it is from midnight to midnight here, and empty fields are left out', () => {
  const query = new URLSearchParams(queryOf({ from: '2026-11-20', to: '2026-11-20', actor: ' x ', action: '', subject: '' }, 'next'))
  expect(Date.parse(query.get('to') ?? '') - Date.parse(query.get('from') ?? '')).toBe(24 * 60 * 60_000)
  expect([query.get('actor'), query.get('before'), query.has('action'), queryOf({ from: '', to: '', actor: '', action: '', subject: '' })]).toEqual(['x', 'next', false, ''])
})

describe('the short name of a conversation', () => {
  const one = row({ id: '3f2a7c1e-0000-4000-8000-000000000001' })
  const other = row({ id: '3f2b7c1e-0000-4000-8000-000000000001' })
  const known = new Map([one, other].map((each) => [each.id, each]))
  const found = (typed: string, state: Parameters<typeof withHandle>[0] = null) => withHandle(state, typed, known)

  test('When it is typed, then the conversation is found among the known ones, at once', () => {
    expect([handleOf(one.id), handleIn(' 3f2a'), handleIn('Gesprek 3F2A'), handleIn('3F2'), handleIn('hallo')]).toEqual(['3F2A', '3F2A', '3F2A', null, null])
    expect(found('3f2a')).toEqual({ kind: 'found', answer: { found: [{ row: one, seq: null, excerpt: null }], more: false } })
    expect([found('ffff'), found('hallo', { kind: 'busy' })]).toEqual([null, { kind: 'busy' }])
  })

  test('When the server found more, then that comes below it, and nothing twice', () => {
    const answer = { found: [one, other].map((each) => ({ row: each, seq: 4, excerpt: 'x' })), more: true }
    expect(found('3F2A', { kind: 'found', answer })).toMatchObject({ answer: { found: [{ row: one, excerpt: null }, { row: other, excerpt: 'x' }], more: true } })
  })
})

test('When a line of the log has details, then they are said in words', () => {
  expect(detailText({ step: 'code', reason: 'asked', to: 'queue' })).toBe('stap: code en geboortedatum, reden: Vraagt om een mens, naar: wachtrij')
  expect(detailText({ roles: 'digimaatje coordinator', urgent: true, route: 'GET /api/desk/audit' })).toBe('rollen: Digimaatje, Coördinator, nood: ja, adres: GET /api/desk/audit')
  expect(detailText({ move: 'handBack', closed: 'solved', characters: 12 })).toBe('actie: teruggeven, gesloten: Opgelost, tekens: 12')
  expect(detailText({ to: '2026-11-22T12:00:00.000Z', actors: 't:karin', action: 'search' })).toMatch(/^tot en met: \d\d-\d\d-2026.*, wie: t:karin, wat: Gezocht$/)
})

test('When nothing has the focus, then the arrows go to the list, also with the single letters off; else the page scrolls', () => {
  expect([arrow('ArrowDown', true), arrow('ArrowUp', true), arrow('ArrowDown', false)]).toEqual(['next', 'previous', null])
})

test('When a moment is in another year, then the year stands with it', () => {
  expect([momentOf('2027-11-21T12:00:00Z', now), momentOf('2026-11-21T12:00:00Z', now)]).toEqual(['21 nov 2027', '21 nov'])
})
