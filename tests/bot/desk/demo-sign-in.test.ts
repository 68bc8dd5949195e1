import { describe, expect, test } from '@jest/globals'
import { createDemoTokens } from '../../../bot/desk/auth/demo-tokens.ts'
import type { DemoSignedIn } from '../../../bot/desk/contract.ts'
import { limits } from '../../../domain/limits.ts'
import { startTestApp } from '../../support/app.ts'
import { Console } from '../../support/console.ts'
import { startOidc } from '../../support/oidc.ts'
import { useApp } from '../../support/use-app.ts'

const bot = useApp()
const linkToken = () => /^http:\/\/localhost:\d+\/desk#demo=([\w-]{43})$/.exec(bot().app.deskLink() ?? '')?.[1] ?? ''
const signIn = (token: string, who = 'karin') => new Console(bot().url, '').post<DemoSignedIn>('/api/desk/demo-sign-in', { token, who })

describe('the desk of the demo', () => {
  test('When the printed link is used, then it works once, and its session may be any of the three', async () => {
    const { status, body } = await signIn(linkToken())
    expect([status, body.me]).toEqual([200, { id: 'demo:karin', name: 'Karin de Boer', roles: ['digimaatje'], presence: 'online', capacity: 5 }])
    expect(await new Console(bot().url, body.token).me()).toEqual(body.me)
    expect((await signIn(linkToken())).status).toBe(410)
    expect((await signIn(body.session, 'mo')).body.me).toMatchObject({ id: 'demo:mo', roles: ['digimaatje', 'coordinator'] })
    expect((await signIn(body.session, 'els')).body.me).toMatchObject({ id: 'demo:els', roles: ['auditor'] })
    expect((await new Console(bot().url, '').get('/api/desk/config')).body).toEqual({ signIn: { kind: 'demo' }, helpEmail: 'caren@asvz.nl' })
  })

  test('When something else is given, then nobody is signed in: a token is no session, a session no token', async () => {
    const { token, session } = await createDemoTokens({ signing: bot().app.store.keys.signing, now: () => bot().clock.now }).issue('karin')
    expect([(await signIn('x')).status, (await signIn(token)).status, (await signIn('')).status, (await signIn(session, 'jan')).status]).toEqual([410, 410, 400, 400])
    expect((await new Console(bot().url, session).get('/api/desk/me')).status).toBe(401)
    const other = await createDemoTokens({ signing: Buffer.alloc(32), now: () => bot().clock.now }).issue('karin')
    expect([(await signIn(other.session)).status, (await new Console(bot().url, other.token).get('/api/desk/me')).status]).toEqual([410, 401])
  })

  test('When time passes, then token and session end', async () => {
    const { token, session } = await createDemoTokens({ signing: bot().app.store.keys.signing, now: () => bot().clock.now }).issue('karin')
    bot().clock.forward(limits.desk.demoTokenLife + 60_000)
    expect([(await new Console(bot().url, token).get('/api/desk/me')).status, (await signIn(session)).status]).toEqual([401, 410])
  })

  test('When nobody used the link for long, then it is over', async () => {
    const app = await startTestApp({ database: bot().database })
    app.clock.forward(limits.desk.demoLinkLife)
    const late = await new Console(app.url, '').post('/api/desk/demo-sign-in', { token: app.app.desk?.demoToken, who: 'karin' })
    expect(late.status).toBe(410)
    await app.stop()
  })

  test('When there is an issuer, then the demo\'s way in is closed', async () => {
    const oidc = await startOidc()
    const app = await startTestApp({ env: oidc.env, database: bot().database })
    const { token, session } = await createDemoTokens({ signing: app.app.store.keys.signing, now: () => app.clock.now }).issue('mo')
    expect(app.app.deskLink()).toBeNull()
    expect((await new Console(app.url, token).get('/api/desk/me')).status).toBe(401)
    expect((await new Console(app.url, '').post('/api/desk/demo-sign-in', { token: session, who: 'mo' })).status).toBe(404)
    await app.stop()
    await oidc.stop()
  })
})
