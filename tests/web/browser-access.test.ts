// The widget and the demo page for people who use a keyboard, large letters or a small screen.
import { AxeBuilder } from '@axe-core/playwright'
import { describe, expect, test } from '@jest/globals'
import { phone, type Visitor } from '../support/browser.ts'
import { useSite } from '../support/site.ts'

const site = useSite()

/** What axe finds in the whole page, or (quicker) in the widget alone. */
const violations = async ({ page }: Visitor, part: 'html' | 'digimaatje-bot' = 'digimaatje-bot') => {
  const found = await new AxeBuilder({ page }).include(part).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']).analyze()
  return found.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`)
}
/** How far the page and the panel go beyond their width, in CSS pixels. */
const sideways = ({ page }: Visitor) => page.evaluate(() => {
  const panel = document.querySelector('digimaatje-bot')?.shadowRoot?.querySelector('dialog')
  return [document.documentElement.scrollWidth - innerWidth, (panel?.scrollWidth ?? 0) - (panel?.clientWidth ?? 0)]
})
/** Buttons and links smaller than a finger needs; links inside a sentence are as high as the sentence. */
const small = ({ page }: Visitor) => page.locator('button:visible, a.answer:visible').evaluateAll((all) => all
  .map((one) => ({ text: one.textContent, ...one.getBoundingClientRect().toJSON() as DOMRect }))
  .filter(({ width, height }) => Math.round(width * 10) < 440 || Math.round(height * 10) < 440).map(({ text }) => text))

/** From one moment of a visit to the next. */
const moments: [string, (person: Visitor) => Promise<unknown>][] = [
  ['the page', () => Promise.resolve()],
  ['a step', async (person) => {
    await person.open()
    await person.pressAll('Ja, ik ben cliënt', 'Ja, ik heb de brief')
  }],
  ['the menu', (person) => person.button('Menu').click()],
  ['a question', async (person) => {
    await person.button('Wis dit gesprek').click()
    await person.page.getByRole('dialog', { name: 'Wil je dit gesprek wissen?' }).waitFor()
  }],
  ['no line', async (person) => {
    await person.page.keyboard.press('Escape')
    await person.page.context().setOffline(true)
    await person.type('gelukt')
    await person.page.getByText('Nog niet verstuurd.').waitFor()
  }],
  ['the way back', async (person) => {
    await person.page.context().setOffline(false)
    await person.load()
    await person.launcher().click()
    await person.page.getByText('Verder met dit gesprek?').waitFor()
    await person.button('Hulp van een mens').waitFor()
  }],
]

describe('WCAG 2.2 AA, measured with axe', () => {
  test.each([
    ['in light', {}, moments.map(([name]) => name)],
    ['in dark', { colorScheme: 'dark' as const }, ['the page', 'a step', 'no line', 'the way back']],
    ['on a phone', phone, ['the page', 'a step', 'a question']],
  ])('When it is looked at %s, then nothing is wrong, whatever it shows', async (_, options, looked) => {
    const person = await site.visit(options)
    for (const [name, act] of moments) {
      await act(person)
      if (looked.includes(name)) expect({ name, found: await violations(person, name === 'the page' ? 'html' : 'digimaatje-bot') }).toEqual({ name, found: [] })
    }
    expect(person.problems).toEqual([])
  }, 40_000)
})

describe('small screens and large letters', () => {
  test('When the screen is 320 px wide, or zoomed in to 400 %, then all fits without scrolling sideways, and one can answer', async () => {
    for (const viewport of [{ width: 320, height: 640 }, { width: 320, height: 256 }]) {
      const person = await site.opened({ viewport })
      expect(await sideways(person)).toEqual([0, 0])
      for (let presses = 0; presses < 2; presses += 1) await person.button('Grotere letters').click()
      expect(await sideways(person)).toEqual([0, 0])
      expect(await person.press('Ja, ik ben cliënt')).toContain('Heb je die brief nu bij je?')
      expect(await sideways(person)).toEqual([0, 0])
    }
  })

  test('When letters are made larger, then they are, they stay so after a reload, and a third press makes them normal', async () => {
    const person = await site.opened()
    const letters = async () => parseFloat(await person.page.locator('.bubble p').first().evaluate((line) => getComputedStyle(line).fontSize))
    const normal = await letters()
    expect(normal).toBeGreaterThanOrEqual(18)
    await person.button('Grotere letters').click()
    await person.button('Grotere letters').click()
    expect(await letters()).toBeCloseTo(normal * 1.5, 1)
    await person.comeBack()
    expect(await letters()).toBeCloseTo(normal * 1.5, 1)
    await person.button('Gewone letters').click()
    expect(await letters()).toBe(normal)
  })

  test.each([['a desktop', {}], ['a phone', phone], ['a narrow phone', { ...phone, viewport: { width: 320, height: 568 } }]])('When the finger must hit something on %s, then it is 44 px high and wide at least', async (_, options) => {
    const person = await site.visit(options)
    const found = [await small(person)]
    await person.open()
    await person.pressAll('Ja, ik ben cliënt', 'Ja, ik heb de brief')
    found.push(await small(person))
    await person.button('Menu').click()
    found.push(await small(person))
    await person.button('Nieuw gesprek').click()
    found.push(await small(person))
    expect(found.flat()).toEqual([])
  })
})

describe('the focus', () => {
  test('When the panel opens, then one can type at once; Escape closes it and gives the focus back to what opened it', async () => {
    const person = await site.opened()
    await person.untilFocused('textarea')
    await person.page.keyboard.press('Escape')
    await person.untilFocused('Hulp bij Caren')
    await person.button('Begin het gesprek').press('Enter')
    await person.untilFocused('textarea')
    await person.page.keyboard.press('Escape')
    await person.untilFocused('button Begin het gesprek')
  })

  test('When the menu is open, then Escape closes the menu and not the panel', async () => {
    const person = await site.opened()
    await person.button('Menu').press('Enter')
    await person.page.keyboard.press('Escape')
    expect(await person.button('Wis dit gesprek').count()).toBe(0)
    await person.untilFocused('button Menu')
    expect(await person.field().isVisible()).toBe(true)
  })

  test('When it is a phone, then opening and answering bring up no keyboard, and Tab does not leave the panel', async () => {
    const person = await site.opened(phone)
    expect(await person.focused()).not.toBe('textarea')
    await person.press('Ja, ik ben cliënt')
    expect(await person.focused()).not.toBe('textarea')
    for (let presses = 0; presses < 15; presses += 1) {
      await person.page.keyboard.press('Tab')
      expect(await person.focused()).not.toMatch(/De brieven|Begin het gesprek/)
    }
  })
})
