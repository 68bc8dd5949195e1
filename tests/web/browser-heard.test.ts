// What one hears of the widget: from a screen reader, and from the widget itself.
import { describe, expect, test } from '@jest/globals'
import { type Visitor } from '../support/browser.ts'
import { useSite } from '../support/site.ts'

const site = useSite()

/** Everything that comes into the log while it is live, as a screen reader would take it. */
const listenToLog = ({ page }: Visitor) => page.evaluate(() => {
  const heard: string[] = []
  Object.assign(globalThis, { heard })
  const log = document.querySelector('digimaatje-bot')?.shadowRoot?.querySelector('[role=log]')
  if (!log) throw new Error('there is no log')
  new MutationObserver((changes) => {
    if (log.getAttribute('aria-live') !== 'polite') return
    for (const { addedNodes } of changes) heard.push(...[...addedNodes].map((node) => node.textContent ?? ''))
  }).observe(log, { childList: true, subtree: true, characterData: true })
})
const heardBy = ({ page }: Visitor) => page.evaluate(() => (globalThis as unknown as { heard: string[] }).heard)

/** The widget in a browser with voices of these languages, that says nothing and remembers everything. */
const withVoices = async (...languages: string[]) => {
  const person = await site.visit()
  await person.page.addInitScript(speaker, languages)
  await person.load()
  await person.open()
  return person
}
const spokenBy = ({ page }: Visitor) => page.evaluate(() => (globalThis as unknown as { spoken: string[] }).spoken)

describe('what a screen reader says', () => {
  test('When messages come, then each is said once, with who says it and what one can answer', async () => {
    const person = await site.opened()
    await person.page.waitForTimeout(600)
    await listenToLog(person)
    await person.pressAll('Ja, ik ben cliënt', 'Ja, ik heb de brief')
    const heard = (await heardBy(person)).join('\n')
    for (const once of ['Jij zegt: Ja, ik ben cliënt', 'Heb je die brief nu bij je?', 'Stap 1 van 10.']) expect(heard.split(once)).toHaveLength(2)
    expect(heard).toContain('digimaatje-bot zegt: Stap 1 van 10.')
    expect(heard).toContain('Keuzes: Gelukt, Lukt niet, Leg uit.')
  })

  test('When the line was lost and comes back, then nothing is said again', async () => {
    const person = await site.atStep1()
    await listenToLog(person)
    await person.page.context().setOffline(true)
    await person.page.getByText('Geen verbinding.').waitFor()
    await person.page.context().setOffline(false)
    await person.page.getByText('De verbinding is er weer.').waitFor()
    expect(await heardBy(person)).toEqual([])
  })

  test('When the person comes back, then the history is not said again, and what is new is', async () => {
    const person = await site.atStep1()
    await person.load()
    await person.launcher().click()
    await person.button('Ja, ga verder').press('Enter')
    await person.page.locator('[role=log]').waitFor({ state: 'attached' })
    await listenToLog(person)
    await person.page.getByText('Je bent terug.').waitFor()
    const heard = (await heardBy(person)).join('\n')
    expect(heard).not.toContain('Hoi, ik ben')
    expect(heard.split('Je bent terug.')).toHaveLength(2)
  })

  test('When an answer takes long, then the waiting is said; when it is quick, it is not', async () => {
    const person = await site.atStep1()
    expect(await person.page.getByText('digimaatje-bot schrijft.').count()).toBe(0)
    await person.page.route('**/activities', (route) => { setTimeout(() => { void route.continue() }, 2_600) })
    await person.type('gelukt')
    await person.page.getByText('digimaatje-bot schrijft.').waitFor({ state: 'attached' })
    await person.page.getByText('Stap 2 van 10.').waitFor()
    await person.page.getByText('digimaatje-bot schrijft.').waitFor({ state: 'detached' })
  })
})

describe('reading aloud', () => {
  test('When there is a Dutch voice, then it reads what was said last and the answers; pressed again, it stops', async () => {
    const person = await withVoices('en-US', 'nl_NL')
    await person.button('Lees voor').click()
    expect(await spokenBy(person)).toEqual([
      'nl_NL Hoi, ik ben digimaatje-bot.', 'nl_NL Ik ben een computer, geen mens.', 'nl_NL Ik help je met Caren.', 'nl_NL Ik wil eerst weten wie je bent.', 'nl_NL Ben je zelf cliënt bij ASVZ?',
      'nl_NL Keuzes:', 'nl_NL Ja, ik ben cliënt', 'nl_NL Nee, ik help iemand',
    ])
    await person.button('Stop met lezen').click()
    expect((await spokenBy(person)).at(-1)).toBe('stop')
    await person.button('Lees voor').waitFor()
  })

  test('When the browser has other voices only, then there is no such button', async () => {
    const person = await withVoices('en-US', 'de-DE')
    expect(await person.button('Lees voor').count()).toBe(0)
  })
})

/** Runs in the page, before anything else. */
function speaker(languages: string[]): void {
  const spoken: string[] = []
  const queue: EventTarget[] = []
  class Saying extends EventTarget {
    readonly text: string
    voice: { lang: string } | undefined
    constructor(text: string) {
      super()
      this.text = text
    }
  }
  const speechSynthesis = {
    getVoices: () => languages.map((lang) => ({ lang })),
    speak: (saying: Saying) => {
      queue.push(saying)
      spoken.push(`${saying.voice?.lang ?? ''} ${saying.text}`)
    },
    cancel: () => {
      spoken.push('stop')
      queue.splice(0).forEach((saying) => saying.dispatchEvent(new Event('error')))
    },
    addEventListener: () => {},
  }
  Object.assign(globalThis, { spoken, SpeechSynthesisUtterance: Saying })
  Object.defineProperty(globalThis, 'speechSynthesis', { value: speechSynthesis })
}
