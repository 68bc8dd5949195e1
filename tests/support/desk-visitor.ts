// Somebody at the desk in a real browser.
import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core'
import type { DemoWho } from '../../bot/desk/auth/demo-tokens.ts'

const names: Readonly<Record<DemoWho, string>> = { karin: 'Karin de Boer', mo: 'Mo Yilmaz', els: 'Els Vos' }

export class DeskVisitor {
  readonly page: Page
  /** Errors of the page, and whatever its Content-Security-Policy refused. A lost line is none. */
  readonly problems: string[] = []

  constructor(page: Page) {
    this.page = page
    page.on('pageerror', ({ message }) => this.problems.push(message))
    page.on('console', (message) => {
      if (['error', 'warning'].includes(message.type()) && !/net::ERR_|WebSocket connection to/.test(message.text())) this.problems.push(message.text())
    })
  }

  static async open(browser: Browser, url: string, options: BrowserContextOptions = {}): Promise<DeskVisitor> {
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: 'nl-NL', ...options })
    context.setDefaultTimeout(10_000)
    const visitor = new DeskVisitor(await context.newPage())
    await visitor.page.goto(url)
    return visitor
  }

  /** One more tab of the same browser, where nobody is chosen yet. */
  async newTab(url: string): Promise<DeskVisitor> {
    const visitor = new DeskVisitor(await this.page.context().newPage())
    await visitor.page.goto(url)
    return visitor
  }

  /** Chooses who to be on the demo's page. */
  async be(who: DemoWho): Promise<void> {
    await this.page.getByRole('button', { name: names[who] }).click()
    await this.page.getByRole('button', { name: new RegExp(`jouw menu, ${names[who]}`) }).waitFor()
  }

  row(text: string | RegExp): Locator {
    return this.page.locator('.rows a').filter({ hasText: text })
  }

  list(name: string): Locator {
    return this.page.getByRole('navigation', { name: 'Lijsten' }).getByRole('link', { name })
  }

  button(name: string | RegExp): Locator {
    return this.page.getByRole('button', { name, ...(typeof name === 'string' ? { exact: true } : {}) })
  }

  async menu(item: string): Promise<void> {
    await this.button(/jouw menu/).click()
    await this.page.getByRole('menuitem', { name: item }).click()
  }

  /** What has the focus: its text. */
  focused(): Promise<string> {
    return this.page.evaluate(() => document.activeElement?.textContent ?? '')
  }
}
