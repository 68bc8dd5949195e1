import { createHash, randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { SignJWT, UnsecuredJWT } from 'jose'
import { limits } from '../../../domain/limits.ts'
import { startTestApp, type TestApp } from '../../support/app.ts'
import { Console } from '../../support/console.ts'
import { type OidcProvider, oidcPeople, startOidc, tenant } from '../../support/oidc.ts'

let oidc: OidcProvider
let app: TestApp
beforeAll(async () => {
  oidc = await startOidc()
  app = await startTestApp({ env: oidc.env })
  oidc.serve(app.url)
})
afterAll(async () => {
  await app.stop()
  await oidc.stop()
})

const { karin, mo, visitor } = oidcPeople
const as = (token: string) => new Console(app.url, token)
const statusOf = async (token: string) => (await as(token).get('/api/desk/me')).status
const signIns = (actor: string) => app.db.prisma.auditEvent.findMany({ where: { actor, action: 'desk.signIn' } })

describe('signing in with an issuer', () => {
  test('When somebody comes by code and PKCE, then the token of the provider opens the desk, and who they are is tid and oid', async () => {
    const token = await signInAs(karin.oid)
    expect(await as(token).me()).toEqual({ id: `${tenant}:${karin.oid}`, name: 'Karin de Boer', roles: ['digimaatje'], presence: 'online', capacity: 5 })
    expect((await new Console(app.url, '').get('/api/desk/config')).body).toEqual({
      signIn: { kind: 'oidc', issuer: oidc.issuer, clientId: oidc.env.OIDC_CLIENT_ID, scope: oidc.env.OIDC_SCOPE }, helpEmail: 'caren@asvz.nl',
    })
  })
  test('When the same token is used again, then the sign-in is one line, and a later token is another', async () => {
    const id = `${tenant}:${mo.oid}`
    const first = await oidc.mint(mo)
    await as(first).me()
    await as(first).me()
    expect(await signIns(id)).toMatchObject([{ outcome: 'done', origin: '127.0.0.1', detail: { roles: 'digimaatje coordinator' } }])
    await as(await oidc.mint(mo, { now: new Date(Date.now() + 20_000) })).me()
    expect(await signIns(id)).toHaveLength(2)
    await as(first).me()
    expect(await signIns(id)).toHaveLength(2)
  })
  test('When the token names other roles and another name, then the newest one counts', async () => {
    const changed = await oidc.mint({ ...mo, name: 'Mo Demir', roles: ['digimaatje'] }, { now: new Date(Date.now() + 25_000) })
    expect(await as(changed).me()).toMatchObject({ name: 'Mo Demir', roles: ['digimaatje'] })
    expect(await app.db.prisma.digimaatje.findUnique({ where: { id: `${tenant}:${mo.oid}` } })).toMatchObject({ name: 'Mo Demir', roles: ['digimaatje'] })
  })
})

describe('tokens that are not right', () => {
  test('When there is none, or something else, then 401', async () => {
    for (const token of ['', 'x', 'x.y.z', `${'a'.repeat(limits.desk.tokenCharacters)}b`]) expect(await statusOf(token)).toBe(401)
  })
  test.each([
    ['it expired', { life: -60 }], ['it is for somebody else', { audience: 'other' }], ['it names another issuer', { issuer: 'https://login.example.nl' }],
    ['it is of another tenant', { claims: { tid: 'other' } }], ['it has no tenant', { claims: { tid: undefined } }], ['it begins later', { claims: { nbf: Math.floor(Date.now() / 1_000) + 3_600 } }],
  ])('When %s, then 401', async (_, options) => {
    expect(await statusOf(await oidc.mint(karin, options))).toBe(401)
  })
  test('When it is signed by another provider, a shared secret or nobody, then 401', async () => {
    const foreign = await startOidc()
    expect(await statusOf(await foreign.mint(karin))).toBe(401)
    expect(await statusOf(await foreign.mint(karin, { issuer: oidc.issuer }))).toBe(401)
    await foreign.stop()
    const claims = { tid: tenant, oid: karin.oid, name: karin.name, roles: ['coordinator'], iss: oidc.issuer, aud: oidc.env.OIDC_CLIENT_ID, sub: karin.oid }
    const jwks = await (await fetch(`${oidc.issuer}/jwks`)).text()
    expect(await statusOf(await new SignJWT(claims).setProtectedHeader({ alg: 'HS256', kid: 'desk-test' }).setIssuedAt().setExpirationTime('1h').sign(Buffer.from(jwks)))).toBe(401)
    expect(await statusOf(new UnsecuredJWT(claims).setIssuedAt().setExpirationTime('1h').encode())).toBe(401)
  })
  test('When somebody has no role of ours, then 403, and nobody is made of them', async () => {
    expect(await statusOf(await oidc.mint(visitor))).toBe(403)
    expect(await app.db.prisma.digimaatje.count({ where: { id: `${tenant}:${visitor.oid}` } })).toBe(0)
  })
  test('When the clock passes its end, then a token that was good no longer is', async () => {
    const token = await oidc.mint(karin, { life: 600 })
    expect(await statusOf(token)).toBe(200)
    app.clock.forward(11 * 60_000)
    expect(await statusOf(token)).toBe(401)
  })
})

describe('an issuer out of reach', () => {
  test('When its keys cannot be had, then 503 and nobody is let through, until it is back', async () => {
    const other = await startOidc()
    const cold = await startTestApp({ env: other.env, database: app.database })
    other.refuse(true)
    const caller = new Console(cold.url, await other.mint(karin))
    const refused = await caller.get('/api/desk/me')
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '5'])
    other.refuse(false)
    expect((await caller.get('/api/desk/me')).status).toBe(200)
    // Known keys serve a while longer, not for ever.
    other.refuse(true)
    expect((await caller.get('/api/desk/me')).status).toBe(200)
    cold.clock.forward(limits.desk.keysKept + 1)
    expect((await caller.get('/api/desk/me')).status).toBe(503)
    await cold.stop()
    await other.stop()
  })
})

/** As a browser does: to the provider, choosing who, back with a code, and the code for a token. */
async function signInAs(oid: string): Promise<string> {
  const verifier = randomBytes(32).toString('base64url')
  const redirect = `${app.url}/desk`
  const query = new URLSearchParams({
    client_id: oidc.env.OIDC_CLIENT_ID, redirect_uri: redirect, response_type: 'code', scope: oidc.env.OIDC_SCOPE, state: 's', code_challenge_method: 'S256',
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
  })
  const cookies = new Map<string, string>()
  let address = `${oidc.issuer}/auth?${query.toString()}`
  for (let hop = 0; hop < 6 && !address.startsWith(redirect); hop += 1) {
    const response = await fetch(address, { redirect: 'manual', headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') } })
    for (const cookie of response.headers.getSetCookie()) cookies.set(...(cookie.split(';')[0] ?? '').split('=') as [string, string])
    const next = response.headers.get('location') ?? `${address}/${oid}`
    address = new URL(next, address).href
  }
  const code = new URL(address).searchParams.get('code') ?? ''
  const response = await fetch(`${oidc.issuer}/token`, { method: 'POST', body: new URLSearchParams({ grant_type: 'authorization_code', client_id: oidc.env.OIDC_CLIENT_ID, code, redirect_uri: redirect, code_verifier: verifier }) })
  const { access_token: token = '' } = await response.json() as { access_token?: string }
  return token
}
