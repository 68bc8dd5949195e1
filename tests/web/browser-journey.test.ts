// Route A in the widget, in a real browser against the real app: by buttons as a client, by keyboard alone as a representative.
import { describe, expect, test } from '@jest/globals'
import { phone, type Said, type Visitor } from '../support/browser.ts'
import { useSite } from '../support/site.ts'

const site = useSite()

const letterOf = (kind: string) => {
  const letter = site.bot.app.letters.find((one) => one.kind === kind)
  if (!letter) throw new Error(`no demo letter of kind ${kind}`)
  return letter
}
const stepOf = ({ page }: Visitor) => page.getByRole('progressbar').getAttribute('aria-valuetext')
const saidBy = (wanted: Said['from'], transcript: Said[]) => transcript.filter(({ from }) => from === wanted).map(({ text }) => text)

/** After the ending: the answers given can be read back, but not the code and the date; and the browser has nothing to complain of. */
async function expectEnding(client: Visitor, code: string): Promise<void> {
  const transcript = await client.transcript()
  expect(saidBy('person', transcript)).toEqual([
    'Ja, ik ben cliënt', 'Ja, ik heb de brief', ...Array.from({ length: 4 }, () => 'Gelukt'), 'JA', 'Gelukt', 'Gelukt', '•••', '•••', 'Ja', ...Array.from({ length: 4 }, () => 'Gelukt'),
  ])
  expect(saidBy('bot', transcript).join('\n')).not.toMatch(/\b(u|uw)\b/i)
  expect(await client.page.locator('.entry').allInnerTexts()).not.toContain(code)
  expect(await client.page.locator('.celebrate').count()).toBe(2)
  expect(client.problems).toEqual([])
}

describe('a client with JA, by pressing buttons on a phone', () => {
  test('When every step goes well, then the person comes from "Hoi" to the warm ending, and never reads u', async () => {
    const client = await site.visit(phone)
    const letter = letterOf('active')
    await client.open()
    expect(await client.transcript()).toEqual([
      { from: 'bot', text: 'Hoi, ik ben digimaatje-bot.\nIk ben een computer, geen mens.\nIk help je met Caren.' },
      { from: 'bot', text: expect.stringContaining('Ben je zelf cliënt bij ASVZ?') },
    ])
    expect(await client.pressAll('Ja, ik ben cliënt', 'Ja, ik heb de brief')).toContain('Stap 1 van 10.')
    for (const step of [2, 3, 4, 5]) {
      expect(await client.press('Gelukt')).toContain(`Stap ${step} van 10.`)
      expect(await stepOf(client)).toBe(`Stap ${step} van 10`)
    }
    expect(await client.press('JA')).toMatch(/Stap 6 van 10\.[^]*eigen e-mailadres/)
    expect(await client.pressAll('Gelukt', 'Gelukt')).toContain('Wat is je code?')
    expect(await client.say(letter.code)).toContain('geboortedatum')
    expect(await client.say('3 mei 1980')).toBe('3 mei 1980.\nKlopt dat?')
    expect(await client.press('Ja')).toContain('De code en de datum kloppen!')
    expect(await client.press('Gelukt')).toContain('Stap 9 van 10.')
    expect(await client.press('Gelukt')).toContain('Stap 10 van 10.')
    expect(await client.press('Gelukt')).toMatch(/Na stap 10\.[^]*Profiel/)
    expect(await client.press('Gelukt')).toContain('Je hebt alle stappen gedaan!')
    await expectEnding(client, letter.code)
  }, 60_000)

})

describe('a representative with NEE, by typing with the keyboard alone', () => {
  test('When no button is pressed and no mouse is touched, then every step of the route can be done, with u', async () => {
    const { code } = letterOf('active')
    const person = await site.visit()
    await person.tabTo('Hulp bij Caren')
    await person.page.keyboard.press('Enter')
    await person.page.getByText('Ben je zelf cliënt bij ASVZ?').waitFor()
    const type = (text: string) => person.answered(async () => {
      await person.page.keyboard.type(text)
      await person.page.keyboard.press('Enter')
    })
    await type('nee ik ben de moeder')
    expect(await type('ja')).toContain('Stap 1 van 10.')
    for (const typed of ['gelukt', 'klaar', 'het is gelukt', 'volgende']) await type(typed)
    expect(await type('nee')).toMatch(/Stap 5 van 10\.[^]*uw eigen naam/)
    expect(await type('gelukt')).toMatch(/Stap 6 van 10\.[^]*uw eigen e-mailadres/)
    await type('ja')
    await type('ok gelukt')
    await type(code.toLowerCase())
    expect(await type('drie mei negentienhonderdtachtig')).toContain('Klopt dat?')
    expect(await type('klopt')).toContain('De code en de datum kloppen!')
    for (const typed of ['gelukt', 'ja', 'gelukt']) await type(typed)
    expect(await type('gelukt')).toContain('alle stappen gedaan')
    expect(saidBy('bot', (await person.transcript()).slice(4)).join('\n')).not.toMatch(/\b(je|jij|jou|jouw)\b/i)
    expect(person.problems).toEqual([])
  }, 60_000)

  test('When the answers are reached with Tab, then Enter presses one, and the next Tab finds the new ones', async () => {
    const person = await site.visit()
    await person.open()
    await person.tabTo('Nee, ik help iemand', 'Shift+Tab')
    await person.answered(() => person.page.keyboard.press('Enter'))
    await person.page.keyboard.press('Tab')
    await person.untilFocused('button Ja, ik heb de brief')
  })
})

describe('a step', () => {
  test('When Caren can be opened, then it opens beside the conversation, and is told nothing of where one came from', async () => {
    const person = await site.atStep1()
    const links = await person.page.locator('.bubble a').evaluateAll((all) => all.map((link) => {
      const { href, target, rel } = link as HTMLAnchorElement
      return { host: new URL(href).host, target, rel }
    }))
    expect(links.length).toBeGreaterThan(0)
    for (const link of links) expect(link).toEqual({ host: expect.stringMatching(/^(www\.)?caren\.nl$/), target: '_blank', rel: 'noopener noreferrer' })
    await person.page.context().route(/caren\.nl/, (route) => route.fulfill({ contentType: 'text/html', body: '<title>Caren</title>' }))
    const [caren] = await Promise.all([person.page.waitForEvent('popup'), person.page.locator('.bubble a').first().click()])
    expect(await caren.evaluate(() => [document.referrer, window.opener])).toEqual(['', null])
    expect(await stepOf(person)).toBe('Stap 1 van 10')
  })

  test('When it does not work, then its own problems come, and the way to a human is always there', async () => {
    const person = await site.atStep1()
    expect(await person.press('Lukt niet')).toContain('Wat gaat er niet goed?')
    expect(await person.answers()).toEqual(['Website opent niet', 'Ik zie de knop niet', 'Iets anders'])
    expect(await person.press('Website opent niet')).toContain('Is het nu gelukt?')
    expect(await person.press('Leg uit')).toContain('Open Caren')
    expect(await person.answered(() => person.button('Hulp van een mens').click())).toContain('caren@asvz.nl')
    expect(await person.page.locator('.bubble a[href="mailto:caren@asvz.nl"]').count()).toBeGreaterThan(0)
  })
})
