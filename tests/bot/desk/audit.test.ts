// The audit log at the desk: who reads it, what they find, the file, and that reading it is in it.
import { randomUUID } from 'node:crypto'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from '@jest/globals'
import { auditActions } from '../../../bot/desk/audit/actions.ts'
import { csvLine } from '../../../bot/desk/audit/csv.ts'
import { createAuditRoutes } from '../../../bot/desk/audit/routes.ts'
import type { AuditAnswer } from '../../../bot/desk/contract.ts'
import type { Answer, Incoming } from '../../../bot/http/exchange.ts'
import { readLabels } from '../../../locales/index.ts'
import { Console } from '../../support/console.ts'
import { Person } from '../../support/person.ts'
import { root } from '../../support/sources.ts'
import { useApp } from '../../support/use-app.ts'

const bot = useApp()
let els: Console
beforeAll(async () => {
  els = await Console.demo(bot(), 'els')
})

const read = async (query = '') => {
  const { status, body } = await els.get<AuditAnswer>(`/api/desk/audit${query}`)
  expect(status).toBe(200)
  return body
}
const in2037 = (name: string) => (name === 'from' ? year(2037) : name === 'to' ? year(2038) : '')
const outcomesOf = (lines: string[]) => lines.map((line) => line.split(';')[4])
const year = (number: number) => new Date(Date.UTC(number, 0, 1)).toISOString()
/** Lines of another year than those of the other tests, `minutes` apart; the months of that year exist. */
async function write(at: string, lines: { actor?: string; action?: string; outcome?: string; subject?: string; detail?: object }[], apart = 1): Promise<void> {
  await bot().db.sql.query('select audit_make_months($1::date, 12)', [at])
  await bot().db.prisma.auditEvent.createMany({
    data: lines.map(({ actor = 'system', action = 'erase', outcome = 'done', ...rest }, index) => ({ at: new Date(Date.parse(at) + index * apart * 60_000), actor, action, outcome, ...rest })),
  })
}

describe('reading', () => {
  test('When there are more lines than a page, then the next pages have each of the others once, newest first, also of one moment', async () => {
    await write(year(2031), Array.from({ length: 250 }, (_, index) => ({ outcome: String(index) })), 0)
    const outcomes: string[] = []
    let next: string | null = ''
    for (let pages = 0; next !== null && pages < 5; pages += 1) {
      const page: AuditAnswer = await read(`?from=${year(2031)}&to=${year(2032)}&before=${next}`)
      outcomes.push(...page.lines.map(({ outcome }) => outcome))
      next = page.next
    }
    expect([outcomes.length, new Set(outcomes).size, next]).toEqual([250, 250, null])
  })

  test('When it is asked who, what, when or about whom, then only those lines come', async () => {
    const subject = randomUUID()
    await write(year(2033), [{ actor: 'demo:els' }, { actor: 'demo:els', subject }, { action: 'search', actor: 'person' }, { subject }])
    const count = async (query: string) => (await read(`?from=${year(2033)}&to=${year(2034)}&${query}`)).lines.length
    expect([await count('actor=demo:els'), await count('actor=els'), await count('actor=person'), await count(`subject=${subject}`), await count('action=search'), await count(`actor=Els&subject=${subject}`), await count('actor=niemand')]).toEqual([2, 2, 1, 2, 1, 1, 0])
    expect((await read(`?from=${new Date(Date.parse(year(2033)) + 60_000).toISOString()}&to=${new Date(Date.parse(year(2033)) + 180_000).toISOString()}`)).lines).toHaveLength(2)
  })

  test('When a conversation is named, then the lines about its person come', async () => {
    const person = new Person(bot().url)
    await person.open()
    await person.say('ik wil een mens')
    const { lines } = await read(`?subject=${person.conversation().conversationId}`)
    expect(lines.map(({ action }) => action)).toContain('handoff.asked')
  })

  test('When a filter is no filter, then it is refused', async () => {
    for (const query of ['from=gisteren', 'subject=Jansen', 'before=1', 'action=a;b', `actor=${'x'.repeat(201)}`]) expect((await els.get(`/api/desk/audit?${query}`)).status).toBe(400)
  })

  test('When somebody reads or exports it, then that is in it: with ids and moments, never with what was typed', async () => {
    await read('?actor=Sanne Jansen&action=search')
    await els.get(`/api/desk/audit.csv?from=${year(2031)}&to=${year(2032)}&actor=Els`)
    const { lines } = await read('?actor=demo:els')
    const [done, begun, reading] = lines.filter(({ action }) => action.startsWith('audit.'))
    expect(reading).toMatchObject({ actor: 'demo:els', actorName: 'Els Vos', action: 'audit.read', outcome: 'done', origin: expect.any(String), detail: { action: 'search', actors: '', lines: 0, more: false } })
    expect([begun, done]).toMatchObject([{ action: 'audit.exported', outcome: 'begun' }, { outcome: 'done', detail: { from: year(2031), to: year(2032), actors: 'demo:els', lines: 0, capped: false } }])
    expect(JSON.stringify(lines)).not.toMatch(/Sanne|Jansen/)
  })

  test.each([['actor', 'demo:els', 'actor_at'], ['subject', randomUUID(), 'subject_at'], ['at', null, '_at']])('When lines are looked for by %s, then by its index', async (name, value, index) => {
    const where = value ? `where e.${name} = '${value}'` : ''
    const { rows } = await bot().db.sql.query<{ 'QUERY PLAN': string }>(`explain select * from "AuditEvent" e ${where} order by e.at desc, e.id desc limit 100`)
    const plan = rows.map((row) => row['QUERY PLAN']).join('\n')
    expect(plan).toContain(index)
    expect(plan).not.toContain('Seq Scan')
  })
})

/** A file of the year 2037, read in pieces of 10, without its first line. */
const fileOf = async (most: number) => {
  const routes = createAuditRoutes({ db: bot().db, now: () => bot().clock.now, labels: readLabels('audit.nl'), most: { page: 5, chunk: 10, rows: most } })
  const { stream } = await routes.csv({ request: { query: in2037, network: '::1' } as Incoming, person: { id: 'demo:els', name: 'Els Vos', roles: ['auditor'] } }) as Answer
  const parts: string[] = []
  for await (const part of stream ?? []) parts.push(part)
  return parts.join('').split('\r\n').slice(1, -1)
}

describe('the file', () => {
  test('When it is opened in a spreadsheet, then it is UTF-8, with semicolons, and no cell is a formula', async () => {
    const nasty = ['=1+1', '+1', '-1', '@SUM(A1)', '\tx', 'a;b', 'zegt "ja"', 'één\nregel', ' spatie']
    await write(year(2035), nasty.map((outcome) => ({ outcome, detail: { formula: outcome } })))
    const { status, headers, body } = await els.get<string>(`/api/desk/audit.csv?from=${year(2035)}&to=${year(2036)}`)
    expect([status, headers.get('content-type'), headers.get('content-disposition')]).toEqual([200, 'text/csv; charset=utf-8', 'attachment; filename="audit.csv"'])
    // fetch takes the byte order mark away.
    expect(body.replace('\uFEFF', '').split('\r\n')[0]).toBe('Wanneer (UTC);Wie (id);Naam;Wat;Uitkomst;Over (id);Waarvandaan;Details')
    for (const cell of [`;'=1+1;`, `;'+1;`, `;'-1;`, `;'@SUM(A1);`, `;"a;b";`, `;"zegt ""ja""";`, `;"één\nregel";`, `;" spatie";`]) expect(body).toContain(cell)
    expect(body).toContain(`;"{""formula"":""=1+1""}"`)
    expect(csvLine(['\tx', '\rx', 'x'])).toBe(`'\tx;"'\rx";x\r\n`)
  })

  test('When there are more lines than a file holds, then it ends with a line that says so; read in pieces, no line is missed', async () => {
    await write(year(2037), Array.from({ length: 25 }, (_, index) => ({ outcome: String(index) })))
    expect(outcomesOf(await fileOf(25))).toEqual(Array.from({ length: 25 }, (_, index) => String(24 - index)))
    const capped = await fileOf(20)
    expect(capped).toHaveLength(21)
    expect(capped.at(-1)).toBe('Hier staan alleen de nieuwste 20 regels. Kies een kortere periode voor de andere.')
  })
})

describe('what is in it', () => {
  test('When the sources write a line, then its action is known', () => {
    const sources = globSync('{bot,dialogs,domain,prisma}/**/*.ts', { cwd: root }).filter((path) => !/generated|audit\/actions/.test(path)).map((path) => readFileSync(join(root, path), 'utf8'))
    const audited = sources.filter((text) => /audit/i.test(text)).join('\n')
    const said = [...audited.matchAll(/action: '([a-z]+(?:\.[a-zA-Z]+)?)'|'((?:audit|check|code|codes|conversation|desk|handoff|note|phone)\.(?!nl)[a-zA-Z]+)'/g)].map(([, one, other]) => one ?? other ?? '')
    expect([...new Set(said)].filter((action) => !(auditActions as readonly string[]).includes(action))).toEqual([])
    expect(said.length).toBeGreaterThan(10)
  })

  test('When a whole conversation with a hand-over is over, then no line holds a name, a text, a code, a date or a number of the person', async () => {
    const karin = await Console.demo(bot(), 'karin')
    const person = new Person(bot().url)
    await person.open()
    for (const text of ['ja', 'ja', 'ik ben Sanne Jansen, 06 12345678', 'mijn code is HK47-PR93', '3 mei 1980', 'ik wil een mens']) await person.say(text)
    const { conversationId: id } = person.conversation()
    await karin.claim(id)
    await karin.conversation(id)
    await karin.reply(id, 'Dag Sanne, ik help u met Caren')
    await karin.post(`/api/desk/conversations/${id}/notes`, { id: randomUUID(), text: 'Sanne belt morgen terug' })
    await karin.post('/api/desk/search', { text: 'Jansen' })
    await person.say('mijn zus heet Fatima')
    await karin.move(id, { kind: 'handBack', step: 'code', done: [] })
    await person.say('dank je')
    const lines = await bot().db.prisma.auditEvent.findMany()
    const all = JSON.stringify(lines)
    expect(all).not.toMatch(/Sanne|Jansen|Fatima|Karin|Boer|Vos|Els |HK47|hk47|PR93|1980|3 mei|12345678|help u|belt|zus|dank/)
    const actions = new Set(lines.map(({ action }) => action))
    expect([...actions].filter((action) => !(auditActions as readonly string[]).includes(action))).toEqual([])
    for (const action of ['desk.signIn', 'handoff.asked', 'handoff.claim', 'conversation.opened', 'handoff.reply', 'note.added', 'search', 'handoff.handBack']) expect(actions).toContain(action)
    const opened = lines.find(({ action }) => action === 'conversation.opened')
    expect(opened).toMatchObject({ actor: 'demo:karin', outcome: 'done', subject: expect.any(String), origin: expect.any(String) })
  })
})
