// Somebody at the widget in a real browser: presses, types, and reads what is on the screen.
import type { Browser, BrowserContext, BrowserContextOptions, Locator, Page } from 'playwright-core'

export type Said = { from: 'bot' | 'person'; text: string }

const DESKTOP = { width: 1280, height: 800 }
export const phone: BrowserContextOptions = { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true }

/** Opens the page at `url` in a browser of its own, with nothing kept. */
export async function visit(browser: Browser, url: string, options: BrowserContextOptions = {}): Promise<Visitor> {
  const context = await browser.newContext({ viewport: DESKTOP, ...options })
  context.setDefaultTimeout(10_000)
  return newTab(context, url)
}

/** One more tab of the same browser. */
export async function newTab(context: BrowserContext, url: string): Promise<Visitor> {
  const page = await context.newPage()
  const visitor = new Visitor(page, url)
  await visitor.load()
  return visitor
}

export class Visitor {
  readonly page: Page
  readonly url: string
  /** Errors of the page, and whatever its Content-Security-Policy refused. A lost line is none: the browser logs it by itself. */
  readonly problems: string[] = []

  constructor(page: Page, url: string) {
    this.page = page
    this.url = url
    page.on('pageerror', ({ message }) => this.problems.push(message))
    page.on('console', (message) => {
      if (message.type() === 'error' && !/net::ERR_|WebSocket connection to/.test(message.text())) this.problems.push(message.text())
    })
  }

  async load(): Promise<void> {
    await this.page.goto(this.url)
    await this.launcher().waitFor()
  }

  /** Presses the launcher and waits for what the bot says first. */
  async open(): Promise<void> {
    await this.launcher().click()
    await this.page.locator('.answers button').first().waitFor()
  }

  /** The page is loaded again, and the conversation of before is gone on with. */
  async comeBack(): Promise<void> {
    await this.load()
    await this.launcher().click()
    await this.button('Ja, ga verder').press('Enter')
    await this.page.getByText('Je bent terug.').last().waitFor()
  }

  launcher(): Locator {
    return this.page.locator('button.launcher')
  }

  field(): Locator {
    return this.page.getByRole('textbox', { name: 'Typ je bericht' })
  }

  button(name: string): Locator {
    return this.page.getByRole('button', { name, exact: true })
  }

  /** Presses one of the answers. Returns what the bot says to it. */
  press(title: string): Promise<string> {
    return this.answered(() => this.answer(title).click())
  }

  /** The same one after another by key, which is quicker: a new answer cannot be clicked at once, so that a double click presses one. */
  async pressAll(...titles: string[]): Promise<string> {
    let said = ''
    for (const title of titles) said = await this.answered(() => this.answer(title).press('Enter'))
    return said
  }

  /** The button under the bot's last message. */
  answer(title: string): Locator {
    return this.page.getByRole('group', { name: 'Antwoorden' }).getByRole('button', { name: title, exact: true })
  }

  /** Types a text and sends it with Enter. Returns what the bot says to it. */
  say(text: string): Promise<string> {
    return this.answered(() => this.type(text))
  }

  async type(text: string): Promise<void> {
    await this.field().fill(text)
    await this.field().press('Enter')
  }

  /** Does something, waits for the bot's answer to it, and returns that. */
  async answered(act: () => Promise<unknown>): Promise<string> {
    const bot = this.page.locator('.entry:not(.self)')
    const before = await bot.count()
    await act()
    await bot.nth(before).waitFor()
    return (await this.transcript()).filter(({ from }) => from === 'bot').slice(before).map(({ text }) => text).join('\n')
  }

  /** The conversation as one sees it: no times, and nothing that is only heard. */
  transcript(): Promise<Said[]> {
    return this.page.locator('.entry').evaluateAll((entries) => entries.map((entry) => ({
      from: entry.classList.contains('self') ? 'person' : 'bot',
      text: [...entry.querySelectorAll<HTMLElement>('.bubble > p')].map((line) => line.innerText).join('\n'),
    } satisfies Said)))
  }

  answers(): Promise<string[]> {
    return this.page.locator('.answers button').allInnerTexts()
  }

  /** Waits until a field, button or link with this in its tag or text has the focus. */
  async untilFocused(wanted: string): Promise<void> {
    for (let tries = 0; tries < 40 && !(await this.focused()).includes(wanted); tries += 1) await this.page.waitForTimeout(25)
    if (!(await this.focused()).includes(wanted)) throw new Error(`${await this.focused()} has the focus, not ${wanted}`)
  }

  /** What has the focus, also inside the widget: its tag and its text. */
  focused(): Promise<string> {
    return this.page.evaluate(() => {
      let active = document.activeElement
      while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement
      if (!active || active === document.body) return 'nothing'
      return `${active.tagName.toLowerCase()} ${active.textContent?.trim() ?? ''}`.trim()
    })
  }

  /** Presses Tab (or Shift+Tab) until a button or link with this text has the focus. @throws Error when none gets it */
  async tabTo(text: string, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
    for (let presses = 0; presses < 30; presses += 1) {
      const focused = await this.focused()
      if (/^(button|a) /.test(focused) && focused.includes(text)) return
      await this.page.keyboard.press(key)
    }
    throw new Error(`${key} never comes to ${text}`)
  }

  /** The conversation this browser keeps. */
  conversationId(): Promise<string> {
    return this.page.evaluate(() => (JSON.parse(localStorage.getItem('digimaatje-bot') ?? '{}') as { conversation?: string }).conversation ?? '')
  }
}
