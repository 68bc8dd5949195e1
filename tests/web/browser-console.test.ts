// The desk in a real browser: its lists, its keys, its colours, a lost line.
import { AxeBuilder } from '@axe-core/playwright'
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals'
import type { Browser } from 'playwright-core'
import type { DemoWho } from '../../bot/desk/auth/demo-tokens.ts'
import { startTestApp, type TestApp } from '../support/app.ts'
import { launchBrowser } from '../support/chromium.ts'
import { Console } from '../support/console.ts'
import { atDesk, type AtDesk } from '../support/console-page.ts'
import type { DeskVisitor } from '../support/desk-visitor.ts'
import { Person } from '../support/person.ts'

let browser: Browser
let app: TestApp
let people: { distress: string; waiting: string }
beforeAll(async () => {
  [browser, app] = await Promise.all([launchBrowser(), startTestApp()])
  people = { waiting: await asking('mens'), distress: await asking('ik wil dood') }
})
// Each open desk keeps a line and draws: the next test should not wait for it.
afterEach(() => Promise.all(browser.contexts().map((context) => context.close())))
afterAll(async () => {
  await browser.close()
  await app.stop()
})

/** Somebody on the website says this. Returns their conversation. */
async function asking(...texts: string[]): Promise<string> {
  const person = new Person(app.url)
  await person.open()
  for (const text of texts) await person.say(text)
  return person.conversation().conversationId
}

const at = async (who: DemoWho, options: AtDesk = {}): Promise<DeskVisitor> => (await atDesk(browser, app, { who, ...options })).desk

/** What axe finds. Fluent UI's hidden guards catch the Tab key and pass it on at once: nobody ever stands on them. */
async function violations({ page }: DeskVisitor, theme = 'light'): Promise<string[]> {
  const axe = new AxeBuilder({ page }).exclude('[data-tabster-dummy]')
  // The same page in other colours: only those can be wrong.
  const found = await (theme === 'light' ? axe : axe.withRules(['color-contrast'])).analyze()
  return found.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`)
}

const sideways = ({ page }: DeskVisitor) => page.evaluate(() => document.documentElement.scrollWidth - innerWidth)

describe('the lists', () => {
  test('When people wait, then distress is on top in words, the tab says how many, and who comes appears by themselves', async () => {
    const karin = await at('karin')
    await karin.page.locator('.rows a').nth(1).waitFor()
    expect(await karin.page.locator('.rows a').first().innerText()).toMatch(/Heeft het moeilijk[\s\S]*Nood/)
    expect(await karin.page.title()).toBe('(2) Wachtrij – digimaatje-bot')
    const late = await asking('mens')
    await karin.page.locator(`[data-row="${late}"]`).waitFor()
    expect(await karin.list('Wachtrij').innerText()).toMatch(/3/)

    await (await Console.demo(app, 'mo')).claim(late)
    await karin.page.locator(`[data-row="${late}"]`).waitFor({ state: 'detached' })
    await karin.list('Alle open').click()
    await karin.row('Bij Mo').waitFor()
    expect(karin.problems).toEqual([])
  })

  test('When only keys are used, then a conversation is found, opened, left, and the keys explain themselves', async () => {
    const karin = await at('karin')
    await karin.page.locator('.rows a').nth(1).waitFor()
    await karin.page.keyboard.press('j')
    await karin.page.keyboard.press('ArrowDown')
    expect(await karin.focused()).toContain('Vraagt om een mens')
    await karin.page.keyboard.press('Home')
    await karin.page.keyboard.press('Enter')
    await karin.button('Overnemen').first().waitFor()
    expect(karin.page.url()).toBe(`${app.url}/desk#queue/${people.distress}`)
    await karin.page.locator('#pane').focus()
    await karin.page.keyboard.press('Escape')
    expect(await karin.focused()).toContain('Nood')
    await karin.page.keyboard.press('Escape')
    await karin.page.getByText('Kies een gesprek').waitFor()
    await karin.page.keyboard.press('?')
    await karin.page.getByRole('dialog', { name: 'Sneltoetsen' }).waitFor()
    await karin.page.keyboard.press('Escape')
    await karin.page.getByRole('dialog').waitFor({ state: 'detached' })
    await karin.page.keyboard.press('g')
    await karin.page.getByRole('heading', { name: 'Gesloten' }).waitFor()
  })

  test('When something is looked for with Ctrl+E, then it is found, and the word is in no address', async () => {
    const karin = await at('karin')
    const asked: string[] = []
    karin.page.on('request', (request) => asked.push(request.url()))
    await karin.page.keyboard.press('Control+e')
    await karin.page.keyboard.type('ik wil dood')
    await karin.page.keyboard.press('Enter')
    await karin.page.getByRole('heading', { name: 'Gevonden' }).waitFor()
    await karin.row('ik wil dood').waitFor()
    await karin.page.keyboard.press('Escape')
    await karin.page.getByRole('heading', { name: 'Wachtrij' }).waitFor()
    expect(asked.filter((url) => /dood/.test(url))).toEqual([])
  })
})

test('When the line is lost, then the bar says so, and what happened meanwhile is there when it is back, once', async () => {
  const karin = await at('karin')
  const line: { down: boolean; close: () => Promise<unknown> } = { down: false, close: async () => undefined }
  await karin.page.routeWebSocket('**/desk/live', (socket) => {
    if (line.down) return void socket.close()
    socket.connectToServer()
    line.close = () => socket.close()
  })
  await karin.page.reload()
  await karin.page.getByRole('status').filter({ hasText: 'Verbonden' }).waitFor()
  line.down = true
  await line.close()
  await karin.page.getByText('Verbinding weg, ik probeer het opnieuw').waitFor()
  const meanwhile = await asking('mens')
  line.down = false
  await karin.page.locator(`[data-row="${meanwhile}"]`).waitFor()
  await karin.page.getByRole('status').filter({ hasText: 'Verbonden' }).waitFor()
  const shown = await karin.page.locator('.rows a').evaluateAll((rows) => rows.map((row) => row.getAttribute('data-row')))
  expect(new Set(shown).size).toBe(shown.length)
})

test('When Karin goes away and sets her limit, then her colleagues see it, and her choices stay', async () => {
  const karin = await at('karin')
  const mo = await at('mo')
  await karin.button(/jouw menu/).click()
  await karin.page.getByRole('menuitemradio', { name: 'Afwezig' }).click()
  await karin.button(/jouw menu, Karin de Boer, Afwezig/).waitFor()
  await karin.page.keyboard.press('Escape')
  await karin.menu('Instellingen')
  await karin.page.getByRole('combobox', { name: 'Gesprekken tegelijk' }).selectOption('2')
  await karin.page.getByRole('radio', { name: 'Donker' }).click()
  await karin.button('Klaar').click()
  await mo.menu("Collega's")
  await mo.page.getByText(/Afwezig · Digimaatje · \d van 2 gesprekken/).waitFor()
  await karin.page.reload()
  await karin.button(/Karin de Boer, Afwezig/).waitFor()
  expect(await karin.page.evaluate(() => document.documentElement.dataset['colours'])).toBe('dark')
})

describe.each(['light', 'dark', 'contrast'])('in %s', (theme) => {
  test('When the lists, a conversation and the settings are looked at, then axe finds nothing', async () => {
    const karin = await at('karin', { theme, hash: `#queue/${people.waiting}` })
    await karin.button('Overnemen').first().waitFor()
    await karin.page.locator('.rows a').first().waitFor()
    expect(await violations(karin, theme)).toEqual([])
    await karin.menu('Instellingen')
    await karin.page.getByRole('dialog', { name: 'Instellingen' }).waitFor()
    expect(await violations(karin, theme)).toEqual([])
    expect(karin.problems).toEqual([])
  })

  test('When the log is looked at, then axe finds nothing, and the file is for saving', async () => {
    const els = await at('els', { theme })
    await els.page.getByRole('cell', { name: 'Aangemeld' }).first().waitFor()
    expect(await violations(els, theme)).toEqual([])
    const download = els.page.waitForEvent('download')
    await els.button('Download CSV').click()
    expect((await download).suggestedFilename()).toMatch(/^logboek-\d{4}-\d\d-\d\d-\d{4}-\d\d-\d\d\.csv$/)
    expect(els.problems).toEqual([])
  })
})

test('When it is a phone, then list and conversation take turns, and nothing sticks out', async () => {
  const karin = await at('karin', { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true })
  await karin.page.locator(`[data-row="${people.waiting}"]`).click()
  await karin.button('Overnemen').first().waitFor()
  expect([await sideways(karin), await karin.page.locator('.rows').isVisible(), await violations(karin)]).toEqual([0, false, []])
  await karin.page.goBack()
  await karin.page.locator('.rows a').first().waitFor()
  expect([await sideways(karin), await violations(karin)]).toEqual([0, []])
})
