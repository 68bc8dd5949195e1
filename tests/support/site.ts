// The website for one file of browser tests: the whole app, one browser, and for each test visitors of its own.
import { afterAll, afterEach, beforeAll } from '@jest/globals'
import type { Browser, BrowserContextOptions } from 'playwright-core'
import { startTestApp, type TestApp } from './app.ts'
import { visit, type Visitor } from './browser.ts'
import { launchBrowser } from './chromium.ts'

/** What `useSite` gives; there from the first test on. */
export class Site {
  private running: { bot: TestApp; browser: Browser } | null = null

  get bot(): TestApp {
    return this.parts().bot
  }

  /** Somebody with a browser of their own on the demo page. */
  visit(options: BrowserContextOptions = {}): Promise<Visitor> {
    const { bot, browser } = this.parts()
    return visit(browser, bot.url, options)
  }

  /** Somebody for whom the bot has greeted. */
  async opened(options: BrowserContextOptions = {}): Promise<Visitor> {
    const person = await this.visit(options)
    await person.open()
    return person
  }

  /** A client with a letter, at the first step. */
  async atStep1(options: BrowserContextOptions = {}): Promise<Visitor> {
    const person = await this.opened(options)
    await person.pressAll('Ja, ik ben cliënt', 'Ja, ik heb de brief')
    return person
  }

  async start(): Promise<void> {
    const [bot, browser] = await Promise.all([startTestApp(), launchBrowser()])
    this.running = { bot, browser }
  }

  /** Everybody leaves. */
  async empty(): Promise<void> {
    await Promise.all(this.parts().browser.contexts().map((context) => context.close()))
  }

  async stop(): Promise<void> {
    const { bot, browser } = this.parts()
    await browser.close()
    await bot.stop()
  }

  private parts() {
    if (!this.running) throw new Error('the site is not there yet: use it in a test')
    return this.running
  }
}

/** Starts the site before the tests of this file, empties it after each and stops it at the end. */
export function useSite(): Site {
  const site = new Site()
  beforeAll(() => site.start(), 60_000)
  afterEach(() => site.empty())
  afterAll(() => site.stop())
  return site
}
