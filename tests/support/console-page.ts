// A digimaatje in a real browser at one conversation: opens it, presses, types, and reads what stands there.
import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core'
import { createDemoTokens, type DemoWho } from '../../bot/desk/auth/demo-tokens.ts'
import type { TestApp } from './app.ts'
import { DeskVisitor } from './desk-visitor.ts'
import { Visitor } from './browser.ts'

export type AtDesk = BrowserContextOptions & { hash?: string; theme?: string }

export class ConsolePage {
  readonly desk: DeskVisitor
  readonly page: Page

  constructor(desk: DeskVisitor) {
    this.desk = desk
    this.page = desk.page
  }

  get problems(): readonly string[] {
    return this.desk.problems
  }

  /** In a list, by pressing its row. */
  async open(conversation: string, list = 'Wachtrij'): Promise<void> {
    await this.desk.list(list).click()
    await this.page.locator(`[data-row="${conversation}"]`).click()
    await this.page.getByRole('region', { name: 'Berichten' }).waitFor()
  }

  /** One of the actions above the conversation. */
  action(name: string): Locator {
    return this.page.getByRole('toolbar', { name: 'Acties' }).getByRole('button', { name, exact: true })
  }

  /** Takes the conversation and has the field to write in. */
  async claim(): Promise<void> {
    await this.action('Overnemen').click()
    await this.field().waitFor()
  }

  /** The button that answers the open dialog. */
  confirm(name: string): Promise<void> {
    return this.page.getByRole('dialog').getByRole('button', { name, exact: true }).click()
  }

  field(): Locator {
    return this.page.getByRole('textbox', { name: 'Antwoord', exact: true })
  }

  async reply(text: string): Promise<void> {
    await this.field().fill(text)
    await this.field().press('Enter')
  }

  /** Lines of the conversation that say exactly this. */
  line(text: string): Locator {
    return this.page.getByRole('region', { name: 'Berichten' }).locator('li p').filter({ hasText: new RegExp(`^${RegExp.escape(text)}$`) })
  }

  /** The message with this text, with its time and what became of it. */
  message(text: string): Locator {
    return this.page.getByRole('region', { name: 'Berichten' }).locator('li').filter({ has: this.page.getByText(text, { exact: true }) })
  }

  /** Which of these texts stand in the conversation, in its order, each as often as it does. */
  async order(texts: readonly string[]): Promise<string[]> {
    const shown = await this.page.getByRole('region', { name: 'Berichten' }).locator('li p').allInnerTexts()
    return shown.filter((text) => texts.includes(text))
  }

  seen(text: string | RegExp): Promise<void> {
    return this.page.getByText(text).first().waitFor()
  }

  /** What axe finds, of all its rules or these. Fluent UI's hidden guards catch the Tab key and pass it on at once: nobody ever stands on them. */
  async violations({ rules = [] }: { rules?: string[] } = {}): Promise<string[]> {
    // There are no frames: the old way needs no second page.
    const axe = new AxeBuilder({ page: this.page }).exclude('[data-tabster-dummy]').setLegacyMode()
    const { violations } = await (rules.length > 0 ? axe.withRules(rules) : axe).analyze()
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target, html }) => `${target.join(' ')} ${html.slice(0, 120)}`).join(', ')}`)
  }

  /** How far the page goes beyond its width, in CSS pixels. */
  sideways(): Promise<number> {
    return this.page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
  }
}

/** At the desk as one of the demo's people: the session of the printed link, without using it up. */
export async function atDesk(browser: Browser, { url, app, clock }: Pick<TestApp, 'url' | 'app' | 'clock'>, { who = 'karin', hash = '', theme = 'light', ...options }: AtDesk & { who?: DemoWho } = {}): Promise<ConsolePage> {
  const { session } = await createDemoTokens({ signing: app.store.keys.signing, now: () => clock.now }).issue(who)
  const origin = { origin: url, localStorage: [{ name: 'digimaatje-desk-demo', value: session }, { name: 'digimaatje-desk-settings', value: JSON.stringify({ theme, notify: false }) }] }
  const visitor = await DeskVisitor.open(browser, `${url}/desk${hash}`, { storageState: { cookies: [], origins: [origin] }, reducedMotion: 'reduce', ...options })
  await visitor.be(who)
  return new ConsolePage(visitor)
}

/** Somebody in the widget, with nothing kept, who has asked for a human; and their conversation. */
export async function asking(browser: Browser, url: string): Promise<{ person: Visitor; id: string }> {
  const context = await browser.newContext({ viewport: { width: 1000, height: 800 } })
  context.setDefaultTimeout(10_000)
  const person = new Visitor(await context.newPage(), url)
  await person.load()
  await person.open()
  await person.pressAll('Ja, ik ben cliënt', 'Ja, ik heb de brief')
  await person.answered(() => person.button('Hulp van een mens').click())
  return { person, id: await person.conversationId() }
}
