// Every view of the desk as it looks: axe finds nothing, in each of its colours and on a phone.
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals'
import type { Browser } from 'playwright-core'
import { startTestApp, type TestApp } from '../support/app.ts'
import { launchBrowser } from '../support/chromium.ts'
import { Console } from '../support/console.ts'
import { atDesk, ConsolePage } from '../support/console-page.ts'
import { DeskVisitor } from '../support/desk-visitor.ts'
import { Person } from '../support/person.ts'

let browser: Browser
let app: TestApp
let ids: { waiting: string; mine: string; back: string; closed: string }
beforeAll(async () => {
  [browser, app] = await Promise.all([launchBrowser(), startTestApp()])
  const [karin] = await Promise.all([Console.demo(app), Console.demo(app, 'mo')])
  const [waiting, mine, back, closed] = [await asks('mens'), await asks('bel mij op 06-12345678'), await asks('mens'), await asks('mens')]
  for (const id of [mine, back, closed]) await karin.claim(id)
  await karin.reply(mine, 'Dag, wat zie je op je scherm?')
  await karin.post(`/api/desk/conversations/${mine}/notes`, { id: crypto.randomUUID(), text: 'Leest mee met begeleider' })
  await karin.move(back, { kind: 'handBack', step: 'acceptTerms', done: ['openSite'] })
  await karin.move(closed, { kind: 'close', reason: 'noAnswer' })
  ids = { waiting, mine, back, closed }
}, 60_000)
afterEach(() => Promise.all(browser.contexts().map((context) => context.close())))
afterAll(async () => {
  await browser.close()
  await app.stop()
})

/** Somebody at step 1 says this. Returns their conversation. */
async function asks(text: string): Promise<string> {
  const person = new Person(app.url)
  await person.open()
  for (const choice of ['client', 'haveLetter']) await person.press(choice)
  await person.say(text)
  return person.conversation().conversationId
}

type Look = { name: string; hash: () => string; ready: string | RegExp; act?: (karin: ConsolePage) => Promise<unknown>; allows?: RegExp }
const looks: Look[] = [
  { name: 'the queue without a conversation', hash: () => '#queue', ready: 'Vraagt om een mens' },
  { name: 'a conversation of mine', hash: () => `#mine/${ids.mine}`, ready: /Dit lijkt op een wachtwoord/, act: (karin) => karin.field().fill('Kunt u het wachtwoord Appel-123! even heel goed nakijken voor mij en dan bellen graag?') },
  { name: 'a hand back that can be undone', hash: () => `#open/${ids.back}`, ready: 'Teruggeven ongedaan maken' },
  { name: 'a closed conversation', hash: () => `#closed/${ids.closed}`, ready: 'Dit gesprek is gesloten. Heropen het om te antwoorden.' },
  { name: 'the search', hash: () => '#queue', ready: 'Gevonden', act: async ({ page }) => {
    await page.keyboard.press('Control+e')
    await page.keyboard.type('mens')
    await page.keyboard.press('Enter')
  } },
  // The arrows of the field scroll its list, which has no place of its own in the order of Tab.
  { name: 'the canned replies', hash: () => `#mine/${ids.mine}`, ready: 'Welk scherm?', allows: /^scrollable-region-focusable/, act: (karin) => karin.field().fill('/s') },
  ...([['Teruggeven', 'Teruggeven aan de bot'], ['Overdragen', 'Overdragen aan een collega'], ['Sluiten', 'Gesprek sluiten']] as const).map(([name, ready]): Look =>
    ({ name: ready, hash: () => `#mine/${ids.mine}`, ready, act: (karin) => press(karin, name) })),
  { name: 'the reminder', hash: () => `#mine/${ids.mine}`, ready: 'Over een uur', act: ({ page }) => page.getByRole('button', { name: 'Herinner mij' }).click() },
  { name: 'the colleagues', hash: () => '#queue', ready: /van \d+ gesprekken/, act: ({ desk }) => desk.menu("Collega's") },
  { name: 'the keys', hash: () => '#queue', ready: 'Naar het antwoordvak', act: ({ desk }) => desk.menu('Sneltoetsen') },
]

/** In the toolbar, or in its menu where there is little room. */
async function press(karin: ConsolePage, name: string): Promise<void> {
  await karin.action('Teruggeven').waitFor()
  if (await karin.action(name).count() > 0) return karin.action(name).click()
  await karin.action('Meer').click()
  await karin.page.getByRole('menuitem', { name }).click()
}

/** One after another in the same page, as somebody would. */
async function lookAt(karin: ConsolePage, { hash, ready, act }: Look): Promise<void> {
  await karin.page.evaluate((to) => { location.hash = to }, hash())
  await act?.(karin)
  await karin.seen(ready)
}

async function leave({ page }: ConsolePage): Promise<void> {
  if (await page.getByRole('textbox', { name: 'Antwoord', exact: true }).count() > 0 && await page.getByRole('dialog').count() === 0) await page.getByRole('textbox', { name: 'Antwoord', exact: true }).fill('')
  await page.keyboard.press('Escape')
  if (await page.getByRole('heading', { name: 'Gevonden' }).count() > 0) await page.getByRole('button', { name: 'Sluit', exact: true }).click()
}

describe.each(['light', 'dark', 'contrast'])('in %s', (theme) => {
  test('When each view is looked at, then axe finds nothing', async () => {
    const karin = await atDesk(browser, app, { theme })
    const found: Record<string, string[]> = {}
    for (const look of looks) {
      await lookAt(karin, look)
      found[look.name] = (await karin.violations(theme === 'light' ? {} : { rules: ['color-contrast'] })).filter((one) => !look.allows?.test(one))
      await leave(karin)
    }
    expect(found).toEqual(Object.fromEntries(looks.map(({ name }) => [name, []])))
    expect(karin.problems).toEqual([])
  }, 40_000)

  test('When one comes in or has no link, then axe finds nothing', async () => {
    const settings = { origin: app.url, localStorage: [{ name: 'digimaatje-desk-settings', value: JSON.stringify({ theme }) }] }
    const stranger = new ConsolePage(await DeskVisitor.open(browser, `${app.url}/desk`, { storageState: { cookies: [], origins: [settings] } }))
    await stranger.seen('Open de link uit de terminal')
    expect(await stranger.violations()).toEqual([])
    await stranger.page.goto('about:blank')
    await stranger.page.goto(`${app.url}/desk#demo=none`)
    await stranger.desk.button(/Karin/).waitFor()
    expect(await stranger.violations()).toEqual([])
  })
})

test('When a phone is 390 px wide, then every view fits, and axe finds nothing', async () => {
  const karin = await atDesk(browser, app, { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true })
  const found: Record<string, unknown> = {}
  for (const look of looks) {
    await lookAt(karin, look)
    const over = await karin.sideways()
    const small = await karin.page.locator('button:visible, a:visible').evaluateAll((all) => all.filter((one) => one.getBoundingClientRect().height > 0 && one.getBoundingClientRect().height < 24).map((one) => one.outerHTML.slice(0, 80)))
    found[look.name] = [over, small, await karin.violations({ rules: ['target-size', 'color-contrast'] })]
    await leave(karin)
  }
  expect(found).toEqual(Object.fromEntries(looks.map(({ name }) => [name, [0, [], []]])))
}, 40_000)
