// From the website to WhatsApp and back, and the page of the code, as somebody with a browser sees them.
import { AxeBuilder } from '@axe-core/playwright'
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals'
import { limits } from '../../domain/limits.ts'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { phone, visit, Visitor } from '../support/browser.ts'
import { launchBrowser } from '../support/chromium.ts'
import { fieldsOf, lastLink, untilCheckLink } from '../support/one-time-links.ts'
import { useWhatsApp } from '../support/use-whatsapp.ts'
import { bodiesOf } from '../support/whatsapp-person.ts'

const stage = useWhatsApp()
const started: { browser?: Browser } = {}
beforeAll(async () => { started.browser = await launchBrowser() })
afterEach(() => Promise.all(browser().contexts().map((context) => context.close())))
afterAll(() => started.browser?.close())

const looks: [string, BrowserContextOptions][] = [['a desktop', {}], ['a phone in the dark', { ...phone, colorScheme: 'dark' }], ['400 %', { viewport: { width: 320, height: 256 } }]]

describe('to WhatsApp', () => {
  test.each(looks)('When the way is shown on %s, then it has the link, the square, the word and the steps, and axe finds nothing', async (_, options) => {
    const person = await withWay(options)
    const panel = person.page.getByRole('dialog', { name: 'Verder op WhatsApp' })
    const link = await panel.getByRole('link', { name: /^Open WhatsApp/ }).getAttribute('href') ?? ''
    const word = await panel.locator('.word').innerText()
    expect(new URL(link).searchParams.get('text')).toBe(`Ik ga hier verder.\nMijn woord is ${word.replace(' ', '')}`)
    await panel.getByRole('img', { name: 'Dit vierkant opent WhatsApp op je telefoon.' }).scrollIntoViewIfNeeded()
    expect(await panel.innerText()).toContain('Dit werkt 15 minuten.')
    expect(await violations(person.page, 'digimaatje-bot')).toEqual([])
    expect(await sideways(person.page)).toBe(0)
    expect(person.problems).toEqual([])
  })

  test('When somebody goes back, by button or Escape, then the conversation is as it was and the menu has the focus', async () => {
    const person = await withWay()
    await person.button('Terug').click()
    await person.untilFocused('button Menu')
    await person.button('Menu').click()
    await person.button('Verder op WhatsApp').press('Enter')
    await person.untilFocused('h3 Verder op WhatsApp')
    await person.page.keyboard.press('Escape')
    await person.untilFocused('button Menu')
    expect(await person.field().isVisible()).toBe(true)
  })

  test('When the word is sent on WhatsApp, then the panel makes room for the question who that was, and it can be undone', async () => {
    const person = await withWay()
    const word = await person.page.locator('.word').innerText()
    const mobile = stage.person()
    expect(bodiesOf(await mobile.say(word.toLowerCase()))).toContain('Fijn, je bent er.')
    await person.page.getByText('Ben jij nu op WhatsApp?').waitFor()
    expect(await person.page.locator('.way[open]').count()).toBe(0)
    expect(await person.press('Nee, dat ben ik niet')).toContain('WhatsApp hoort niet meer bij dit gesprek.')
    expect(bodiesOf(await mobile.say('hoi'))).toContain('Hoi, ik ben digimaatje-bot.')
  })

  test('When 15 minutes are over, then the word goes, and a new one can be asked', async () => {
    const person = await visit(browser(), stage.app().url)
    await person.page.clock.install()
    await person.open()
    await openWay(person)
    const word = await person.page.locator('.word').innerText()
    await person.page.clock.fastForward(15 * 60_000)
    await person.page.getByText('Dit woord werkt niet meer.').waitFor()
    await person.button('Nieuw woord').click()
    expect(await person.page.locator('.word').innerText()).not.toBe(word)
  })
})

describe('to the website', () => {
  test('When the link is opened, then the conversation goes on there, without history, and the token leaves the address', async () => {
    const { mobile, link } = await withWebLink()
    const person = await follow(link)
    await person.page.getByText('Fijn, je bent er.').waitFor()
    await person.answer('Gelukt').waitFor()
    expect((await person.transcript()).map(({ text }) => text).join('\n')).not.toContain('Hoi')
    expect(await person.page.evaluate(() => location.href)).toBe(`${stage.app().url}/gesprek`)
    expect(await person.press('Gelukt')).toContain('Stap 2 van 10.')
    stage.app().clock.forward(limits.whatsapp.fragment)
    await mobile.say('gelukt')
    await person.page.getByText('Stap 3 van 10.').first().waitFor()
    await person.page.reload()
    await person.button('Ja, ga verder').press('Enter')
    await person.page.getByText('Je bent terug.').waitFor()
    expect((await person.transcript()).map(({ text }) => text).join('\n')).not.toContain('Hoi')
    expect(person.problems).toEqual([])
  })

  test('When the link was used before, then it says so and how to go on; in the browser that used it one simply goes on', async () => {
    const { link } = await withWebLink()
    const first = await follow(link)
    await first.answer('Gelukt').waitFor()
    const other = await follow(link)
    await other.page.getByText('Deze link werkt niet meer. Vraag in WhatsApp om een nieuwe link.').waitFor()
    expect(await violations(other.page, 'digimaatje-bot')).toEqual([])
    await first.page.goto('about:blank')
    await first.page.goto(link)
    await first.button('Ja, ga verder').waitFor()
  })

  test('When the page was open already, then the link goes on in it', async () => {
    const { link } = await withWebLink()
    const person = await visit(browser(), stage.app().url)
    await person.open()
    await person.page.evaluate((hash) => { location.hash = hash }, new URL(link).hash)
    await person.page.getByText('Fijn, je bent er.').waitFor()
    expect(await person.page.evaluate(() => location.hash)).toBe('')
  })

  test('When the page is looked at by itself, then it is in order, also beside the open panel', async () => {
    for (const [, options] of looks) {
      const person = await follow(`${stage.app().url}/gesprek`, options)
      await person.answer('Ja, ik ben cliënt').waitFor()
      expect(await violations(person.page, 'html')).toEqual([])
      expect([await sideways(person.page), person.problems]).toEqual([0, []])
    }
  })
})

describe('the page of the code', () => {
  test('When somebody has no JavaScript and a keyboard only, then a miss is put right and the code is found', async () => {
    const mobile = stage.person()
    const page = await openPage(await untilCheckLink(mobile), { javaScriptEnabled: false })
    const letter = stage.app().app.letters.find(({ kind }) => kind === 'active')
    if (!letter) throw new Error('no demo letter')
    const { code, day, month, year } = fieldsOf(letter)
    await fillByKeys(page, [code, day, month, '1955'])
    await page.getByText('Ik vind deze code en datum niet.').waitFor()
    expect(await page.getByLabel('De code').inputValue()).toBe('')
    await fillByKeys(page, [code.toLowerCase(), day, month, year])
    await page.getByRole('heading', { name: 'De code klopt.' }).waitFor()
    expect(bodiesOf(await mobile.hear())).toContain('De code en de datum kloppen!')
  })

  test.each(looks)('When it is looked at on %s, then axe finds nothing and all fits, also with its problems', async (_, options) => {
    const page = await openPage(await untilCheckLink(stage.person()), options)
    const problems: string[] = []
    page.on('console', (message) => problems.push(message.text()))
    for (const send of [false, true]) {
      if (send) await page.getByRole('button', { name: 'Kijk of het klopt' }).click()
      expect(await violations(page, 'html')).toEqual([])
      expect(await sideways(page)).toBe(0)
    }
    expect(await page.locator('[aria-invalid=true]').count()).toBe(4)
    expect(await page.title()).toBe('Kijk nog een keer. Klopt je code?')
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('code')
    expect(problems).toEqual([])
  })
})

function browser(): Browser {
  if (!started.browser) throw new Error('the browser is there inside a test only')
  return started.browser
}

async function withWay(options: BrowserContextOptions = {}): Promise<Visitor> {
  const person = await visit(browser(), stage.app().url, options)
  await person.open()
  await openWay(person)
  return person
}

async function openWay(person: Visitor): Promise<void> {
  await person.button('Menu').click()
  await person.button('Verder op WhatsApp').click()
  await person.page.locator('.way .word').waitFor()
}

/** Somebody on WhatsApp at step 1, with a link to the website. */
async function withWebLink() {
  const mobile = stage.person()
  await mobile.say('hoi')
  for (const choice of ['client', 'haveLetter']) await mobile.press(choice)
  await mobile.say('menu')
  await mobile.press('toWeb')
  return { mobile, link: lastLink(mobile, 'toWeb') }
}

async function openPage(url: string, options: BrowserContextOptions = {}): Promise<Page> {
  const context = await browser().newContext({ viewport: { width: 1280, height: 800 }, ...options })
  context.setDefaultTimeout(10_000)
  const page = await context.newPage()
  await page.goto(url)
  return page
}

/** As a link opens it: the panel is open at once. */
async function follow(url: string, options: BrowserContextOptions = {}): Promise<Visitor> {
  const person = new Visitor(await openPage('about:blank', options), url)
  await person.page.goto(url)
  return person
}

/** Types the four fields one after another, and Enter. */
async function fillByKeys(page: Page, values: readonly string[]): Promise<void> {
  await page.getByLabel('De code').focus()
  for (const [index, value] of values.entries()) {
    await page.keyboard.type(value)
    await page.keyboard.press(index < values.length - 1 ? 'Tab' : 'Enter')
  }
}

async function violations(page: Page, part: string): Promise<string[]> {
  const found = await new AxeBuilder({ page }).include(part).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']).analyze()
  return found.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`)
}

/** How far the page goes beyond its width, in CSS pixels. */
const sideways = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
