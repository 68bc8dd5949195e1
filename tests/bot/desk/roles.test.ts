import { randomUUID } from 'node:crypto'
import { type AddressInfo, createServer } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { limits } from '../../../domain/limits.ts'
import { startTestApp, type TestApp } from '../../support/app.ts'
import { Console } from '../../support/console.ts'
import { type OidcPerson, type OidcProvider, oidcPeople, startOidc } from '../../support/oidc.ts'
import { Person } from '../../support/person.ts'

let oidc: OidcProvider
let foreign: OidcProvider
let app: TestApp
let conversation = ''
beforeAll(async () => {
  const [ours, theirs] = await Promise.all([startOidc(), startOidc()])
  oidc = ours
  foreign = theirs
  app = await startTestApp({ env: oidc.env })
  const person = new Person(app.url)
  await person.open()
  conversation = person.conversation().conversationId
})
afterAll(async () => {
  await app.stop()
  await Promise.all([oidc.stop(), foreign.stop()])
})

const { karin, mo, els, visitor } = oidcPeople
const routes = () => app.app.desk?.table ?? []
/** What each route needs to get as far as its own checks. */
const bodies: Record<string, object> = {
  '/api/desk/me': { presence: 'online' }, '/api/desk/search': { text: 'spam' },
  '/api/desk/conversations/:id/turns': { id: randomUUID(), move: { kind: 'claim' } }, '/api/desk/conversations/:id/notes': { id: randomUUID(), text: 'Belt morgen.' },
  '/api/desk/conversations/:id/reminders': { id: randomUUID(), at: '2026-12-01T09:00:00.000Z' }, '/api/desk/conversations/:id/read': { seq: 1 },
}
/** Erasing leaves nothing for the routes after it: it gets a conversation that is not there. */
const addressOf = (path: string) => path.replace(':id', path.endsWith('/erase') ? randomUUID() : conversation).replace(':reminder', randomUUID()).replace(':referentie', 'DEMO-1') + (path.endsWith('/rows') ? '?list=queue' : '')

/** The status of every route, by "method path". */
async function walk(token: string): Promise<Record<string, number>> {
  const caller = new Console(app.url, token)
  const found: Record<string, number> = {}
  for (const { method, path } of routes()) {
    const { status } = method === 'get' ? await caller.get(addressOf(path)) : await caller.post(addressOf(path), bodies[path] ?? {})
    found[`${method} ${path}`] = status
  }
  return found
}

const open = () => routes().filter(({ roles }) => roles === 'open').map(({ method, path }) => `${method} ${path}`)
const guarded = (statuses: Record<string, number>) => Object.entries(statuses).filter(([route]) => !open().includes(route))

describe('every route of the desk', () => {
  test('When it is listed, then it has a role, and only signing in has none', () => {
    expect(open()).toEqual(['get /api/desk/config', 'post /api/desk/demo-sign-in'])
    expect(routes().length).toBeGreaterThanOrEqual(17)
  })

  test.each<[string, () => Promise<string>]>([
    ['no token', async () => ''],
    ['an expired token', () => oidc.mint(karin, { life: -60 })],
    ['a token of another issuer', () => foreign.mint(karin)],
    ['a token that another key signed in our issuer\'s name', () => foreign.mint(karin, { issuer: oidc.issuer })],
    ['a token for another audience', () => oidc.mint(karin, { audience: 'api://elsewhere' })],
    ['a token of another tenant', () => oidc.mint(karin, { claims: { tid: 'elsewhere' } })],
  ])('When somebody comes with %s, then each answers 401', async (_, token) => {
    const wrong = guarded(await walk(await token())).filter(([, status]) => status !== 401)
    expect(wrong).toEqual([])
  })

  test('When somebody signed in has no role of ours, then each answers 403', async () => {
    expect(guarded(await walk(await oidc.mint(visitor))).filter(([, status]) => status !== 403)).toEqual([])
  })

  test.each<[string, OidcPerson]>([['digimaatje', karin], ['coordinator', mo], ['auditor', els]])('When a %s comes, then exactly the routes of that role open', async (_, person) => {
    const statuses = await walk(await oidc.mint(person))
    const expected = routes().filter(({ roles }) => roles !== 'open' && !roles.some((role) => (person.roles as readonly string[]).includes(role)))
    expect(Object.entries(statuses).filter(([, status]) => status === 403).map(([route]) => route).filter((route) => !route.endsWith('/phone'))).toEqual(
      expected.map(({ method, path }) => `${method} ${path}`).filter((route) => !route.endsWith('/phone')))
    expect(Object.values(statuses).filter((status) => status === 401 || status >= 500)).toEqual([])
  })

  test('When an auditor asks for what is of people, then 403; and a digimaatje for the audit log too', async () => {
    const auditor = new Console(app.url, await oidc.mint(els))
    for (const path of [`/api/desk/conversations/${conversation}`, `/api/desk/conversations/${conversation}/messages`, '/api/desk/rows?list=open']) expect((await auditor.get(path)).status).toBe(403)
    const refusals = await app.db.prisma.auditEvent.findMany({ where: { action: 'desk.refused', actor: { endsWith: els.oid } }, orderBy: { at: 'desc' }, take: 3 })
    expect(refusals.at(-1)).toMatchObject({ outcome: 'forbidden', subject: expect.any(String), origin: '127.0.0.1', detail: { route: 'get /api/desk/conversations/:id' } })
    const helper = new Console(app.url, await oidc.mint(karin))
    for (const path of ['/api/desk/audit', '/api/desk/audit.csv']) expect((await helper.get(path)).status).toBe(403)
  })

  test('When a page elsewhere calls, then it is refused, and told nothing beforehand', async () => {
    const token = await oidc.mint(karin)
    const called = await fetch(`${app.url}/api/desk/me`, { headers: { authorization: `Bearer ${token}`, origin: 'https://elsewhere.example' } })
    expect(called.status).toBe(403)
    expect((await fetch(`${app.url}/api/desk/me`, { method: 'OPTIONS', headers: { origin: app.url } })).headers.get('access-control-allow-headers')).toBeNull()
  })

  test('When no desk is configured, then none of it is there', async () => {
    const port = await freePort()
    const key = Buffer.alloc(32, 7).toString('base64')
    const url = `http://localhost:${port}`
    const bare = await startTestApp({ database: app.database, env: { PORT: String(port), HOST: '127.0.0.1', PUBLIC_URL: url, CODE_PEPPER: key, ENCRYPTION_KEY: key, SIGNING_KEY: key } })
    expect([bare.app.desk, bare.app.deskLink()]).toEqual([null, null])
    for (const path of ['/desk', '/api/desk/config', '/api/desk/me']) expect((await fetch(url + path)).status).toBe(404)
    await bare.stop()
  })

  test('When one person calls far too often, then 429 with a time, and others go on', async () => {
    const often = new Console(app.url, await oidc.mint(karin))
    const { searches } = limits.desk.perPerson
    const answers = await Promise.all(Array.from({ length: searches + 5 }, () => often.post('/api/desk/search', { text: 'spam' })))
    const refused = answers.filter(({ status }) => status === 429)
    expect(refused.length).toBeGreaterThan(0)
    expect(Number(refused[0]?.headers.get('retry-after'))).toBeGreaterThan(0)
    expect((await new Console(app.url, await oidc.mint(mo)).post('/api/desk/search', { text: 'spam' })).status).toBe(200)
  })
})

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo
      server.close(() => resolve(port))
    })
  })
}
