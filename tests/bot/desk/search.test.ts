import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, test } from '@jest/globals'
import type { SearchAnswer } from '../../../bot/desk/contract.ts'
import { limits } from '../../../domain/limits.ts'
import { Console } from '../../support/console.ts'
import { makeConversations } from '../../support/desk-rows.ts'
import { useApp } from '../../support/use-app.ts'

const bot = useApp()
let karin: Console
beforeAll(async () => {
  karin = await Console.demo(bot())
})
const search = async (text: string) => (await karin.post<SearchAnswer>('/api/desk/search', { text })).body
const idsOf = ({ found }: SearchAnswer) => found.map(({ row }) => row.id)

describe('searching', () => {
  test('When words were said, or noted by a colleague, then the newest come first, with a piece of the text, each conversation once', async () => {
    const at = (minutes: number) => new Date(bot().clock.now.getTime() - minutes * 60_000)
    const long = `${'Ik heb van alles geprobeerd. '.repeat(6)}De mail zit in de Spammap, denk ik.${' En nu?'.repeat(40)}`
    const [older = '', newer = '', noted = '', other = ''] = await makeConversations(bot().db, [
      { text: 'zit het in de spammap?', lastMessageAt: at(9) }, { text: long, lastMessageAt: at(5) }, { text: 'Hoi' }, { text: 'de spam map is leeg' },
    ])
    await bot().db.prisma.message.create({ data: { conversationId: newer, seq: 2, author: 'bot', activity: { type: 'message', text: 'Kijk in je spammap.' }, createdAt: at(6) } })
    await bot().db.prisma.message.create({ data: { conversationId: other, seq: 2, author: 'bot', activity: { type: 'event', name: 'x', text: 'spammap' } } })
    await karin.post(`/api/desk/conversations/${noted}/notes`, { id: randomUUID(), text: 'SPAMMAP nagekeken' })
    const answer = await search('spammap')
    expect(idsOf(answer)).toEqual([noted, newer, older])
    expect(answer.found.map(({ seq }) => seq)).toEqual([null, 1, 1])
    expect(answer.found[1]?.excerpt).toMatch(/^….{20,}Spammap.*…$/)
    expect(answer.found[2]?.excerpt).toBe('zit het in de spammap?')
    expect(answer.more).toBe(false)
  })

  test('When somebody looks for what a pattern would mean, then it is text', async () => {
    const [percent = ''] = await makeConversations(bot().db, [{ text: 'het is 100% zeker_niet \\ goed' }, { text: 'het is 1000 zekerXniet' }])
    for (const text of ['100%', 'zeker_niet', String.raw`\ goed`, '%%', '__']) {
      expect(idsOf(await search(text)).filter((id) => id !== percent)).toEqual([])
    }
    expect(idsOf(await search('100%'))).toEqual([percent])
  })

  test('When an id or a referentie is given, then that conversation is found', async () => {
    const [id = ''] = await makeConversations(bot().db, [{}])
    const { codeHash } = await bot().db.prisma.activationCode.findUniqueOrThrow({ where: { referentie: 'DEMO-2' } })
    await bot().db.prisma.codeAttempt.create({ data: { inboundKey: randomUUID(), conversationId: id, identityHash: new Uint8Array(32), addressHash: new Uint8Array(32), codeHash, outcome: 'miss', createdAt: bot().clock.now } })
    expect(await search(id.toUpperCase())).toMatchObject({ found: [{ row: { id }, seq: null, excerpt: null }], more: false })
    expect(idsOf(await search('DEMO-2'))).toEqual([id])
    expect(idsOf(await search(randomUUID()))).toEqual([])
  })

  test('When there is more than a page, then it says so', async () => {
    const { searchResults } = limits.desk
    await makeConversations(bot().db, Array.from({ length: searchResults + 1 }, () => ({ text: 'een olifant' })))
    const { found, more } = await search('olifant')
    expect([found.length, more]).toEqual([searchResults, true])
  })

  test('When somebody searched, then the log says who and how much was found, never what for', async () => {
    await search('een geheim woord')
    const lines = await bot().db.prisma.auditEvent.findMany({ where: { action: 'search' }, orderBy: { at: 'asc' } })
    expect(lines.at(-1)).toMatchObject({ actor: 'demo:karin', outcome: 'done', subject: null, origin: '127.0.0.1', detail: { results: 0 } })
    expect(JSON.stringify(lines)).not.toMatch(/geheim|olifant|spammap/i)
  })

  test('When there is nothing to look for, then it is refused', async () => {
    for (const text of ['', ' a ', 'x'.repeat(101), 7]) expect((await karin.post('/api/desk/search', { text })).status).toBe(400)
  })

  test('When what is sent can be in no database (a NUL, a day that is none), then it is refused, not to be tried again', async () => {
    const [id = ''] = await makeConversations(bot().db, [{}])
    const one = `/api/desk/conversations/${id}`
    const answers = await Promise.all([
      karin.post('/api/desk/search', { text: 'a\u0000b' }), karin.post('/api/desk/codes/a%00b/reopen'), karin.post(`${one}/notes`, { id: randomUUID(), text: '\u0000' }),
      karin.post(`${one}/turns`, { id: randomUUID(), move: { kind: 'transfer', to: 'a\u0000b' } }), karin.get(`/api/desk/rows?list=closed&before=2026-99-99T00:00:00.000Z_${randomUUID()}`),
    ])
    expect(answers.map(({ status }) => status)).toEqual([400, 400, 400, 400, 400])
  })
})
