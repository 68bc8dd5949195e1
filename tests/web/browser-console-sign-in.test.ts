// The ways into the desk: an issuer (code flow with PKCE, a real provider), and the demo's one-time link.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { Browser } from 'playwright-core'
import { startTestApp, type TestApp } from '../support/app.ts'
import { launchBrowser } from '../support/chromium.ts'
import { DeskVisitor } from '../support/desk-visitor.ts'
import { type OidcProvider, startOidc } from '../support/oidc.ts'

let browser: Browser
beforeAll(async () => {
  browser = await launchBrowser()
})
afterAll(() => browser.close())

const choose = (visitor: DeskVisitor, name: string) => visitor.page.getByRole('link', { name }).click()

describe('an issuer', () => {
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

  test('When Karin comes to the desk, then the issuer asks who she is, and she lands where she was going', async () => {
    const karin = await DeskVisitor.open(browser, `${app.url}/desk#closed`)
    await choose(karin, 'Karin de Boer')
    await karin.page.getByRole('heading', { name: 'Gesloten' }).waitFor()
    await karin.page.getByRole('status').filter({ hasText: 'Verbonden' }).waitFor()
    expect(karin.page.url()).toBe(`${app.url}/desk#closed`)
    expect(await karin.page.context().cookies(app.url)).toEqual([])

    await karin.page.reload()
    await karin.page.getByRole('heading', { name: 'Gesloten' }).waitFor()
    await karin.menu('Afmelden')
    // The provider asks whether she means it.
    await karin.page.getByRole('button', { name: /yes/i }).click()
    await karin.page.getByText('Je bent afgemeld.').waitFor()
    expect(karin.problems).toEqual([])
  })

  test('When a token is no longer taken, then it is renewed without a word', async () => {
    const karin = await DeskVisitor.open(browser, `${app.url}/desk`)
    await choose(karin, 'Karin de Boer')
    await karin.page.getByRole('heading', { name: 'Wachtrij' }).waitFor()
    const renewed = karin.page.waitForResponse((response) => response.url().endsWith('/token'))
    await karin.page.evaluate(() => {
      for (const [key, value] of Object.entries(sessionStorage)) {
        if (key.startsWith('oidc.user:')) sessionStorage.setItem(key, JSON.stringify({ ...JSON.parse(String(value)) as object, access_token: 'over' }))
      }
    })
    await karin.list('Gesloten').click()
    expect((await renewed).status()).toBe(200)
    await karin.page.getByText('Er zijn nog geen gesloten gesprekken.').waitFor()
  })

  test('When somebody without a role comes, then that is said, with whom to ask', async () => {
    const vera = await DeskVisitor.open(browser, `${app.url}/desk`)
    await choose(vera, 'Vera Visser')
    await vera.page.getByText('Je account mag dit niet openen.').waitFor()
    expect(await vera.page.getByText('caren@asvz.nl').count()).toBe(1)
  })

  test('When the issuer sends back an error, then it can be tried again', async () => {
    const visitor = await DeskVisitor.open(browser, `${app.url}/desk?error=access_denied&state=unknown`)
    await visitor.page.getByText('Aanmelden is niet gelukt.').waitFor()
    await visitor.button('Aanmelden').click()
    await visitor.page.getByRole('link', { name: 'Karin de Boer' }).waitFor()
  })
})

describe('the demo', () => {
  test('When the link is opened, then one chooses who to be, in a second tab somebody else, and elsewhere it works no more', async () => {
    const app = await startTestApp()
    const link = app.app.deskLink() ?? ''
    const karin = await DeskVisitor.open(browser, link)
    await karin.be('karin')
    expect(karin.page.url()).toBe(`${app.url}/desk`)
    const els = await karin.newTab(`${app.url}/desk`)
    await els.be('els')
    await els.page.getByRole('heading', { name: 'Logboek' }).waitFor()
    await karin.page.reload()
    await karin.button(/jouw menu, Karin/).waitFor()

    const stranger = await DeskVisitor.open(browser, link)
    await stranger.button(/Karin/).click()
    await stranger.page.getByText('Deze link werkt niet meer.').waitFor()
    const other = await DeskVisitor.open(browser, `${app.url}/desk`)
    await other.page.getByText('Open de link uit de terminal').waitFor()
    expect([...karin.problems, ...els.problems]).toEqual([])
    await app.stop()
  })
})
