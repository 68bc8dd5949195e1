// botframework-directlinejs as it comes from npm, in a real browser, on a page of another origin.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { Browser, Page } from 'playwright-core'
import { startTestApp, type TestApp } from '../../../support/app.ts'
import { launchBrowser } from '../../../support/chromium.ts'
import { directLine, type Activity } from './client.ts'
import { serveClientPage, wireTo } from './client-page.ts'

type MicrosoftClient = {
  activity$: { subscribe: (next: (activity: Activity) => void) => void }
  connectionStatus$: { subscribe: (next: (status: number) => void) => void }
  postActivity: (activity: object) => { subscribe: (next: (id: string) => void, error: (error: unknown) => void) => void }
}
type ClientWindow = { DirectLine: { DirectLine: new (options: object) => MicrosoftClient }; client: MicrosoftClient; seen: Activity[]; statuses: number[] }
const online = 2

let app: TestApp
let browser: Browser
let site: Awaited<ReturnType<typeof serveClientPage>>
let wire: Awaited<ReturnType<typeof wireTo>>
beforeAll(async () => {
  [app, browser, site] = await Promise.all([startTestApp(), launchBrowser(), serveClientPage()])
  wire = await wireTo(app.url)
}, 60_000)
afterAll(async () => {
  await browser.close()
  site.close()
  wire.close()
  await app.stop()
})

/** A tab with a client that has a token; `options` go to the client as they are. */
async function openTab(options: object): Promise<Page> {
  const page = await (await browser.newContext()).newPage()
  await page.clock.install()
  await page.goto(site.url)
  await page.evaluate(([given, domain]) => {
    const here = globalThis as unknown as ClientWindow
    Object.assign(here, { seen: [], statuses: [] })
    here.client = new here.DirectLine.DirectLine({ ...given, domain })
    here.client.connectionStatus$.subscribe((status) => here.statuses.push(status))
    here.client.activity$.subscribe((activity) => here.seen.push(activity))
  }, [options, `${wire.url}/v3/directline`] as const)
  return page
}
const seenBy = (page: Page) => page.evaluate(() => (globalThis as unknown as ClientWindow).seen)
const until = (page: Page, count: number) => page.waitForFunction((least) => (globalThis as unknown as ClientWindow).seen.length >= least, count)
const statusesOf = (page: Page) => page.evaluate(() => (globalThis as unknown as ClientWindow).statuses)
const post = (page: Page, text: string, clientActivityID: string) => page.evaluate(([said, id]) => new Promise<string>((resolve, reject) => {
  (globalThis as unknown as ClientWindow).client.postActivity({ type: 'message', text: said, from: { id: 'person' }, channelData: { clientActivityID: id } }).subscribe(resolve, reject)
}), [text, clientActivityID] as const)
/** Waits until the echo of this message and the bot's answer behind it were heard. */
const untilAnswered = (page: Page, id: string) => page.waitForFunction((own) => {
  const { seen } = globalThis as unknown as ClientWindow
  const echo = seen.findIndex(({ channelData }) => channelData?.clientActivityID === own)
  return echo >= 0 && seen.slice(echo + 1).some(({ from }) => from.role === 'bot')
}, id)
const token = async () => (await directLine(app.url).generate()).token
const numbers = (activities: Activity[]) => activities.map(({ id }) => Number(id.split('|')[1]))
const oneToLast = (activities: Activity[]) => activities.map((_, index) => index + 1)

describe('botframework-directlinejs', () => {
  test('When it starts, then it is welcomed; when it posts, then its message is echoed and answered', async () => {
    const page = await openTab({ token: await token() })
    await until(page, 1)
    const id = await post(page, 'hoi', 'first')
    await untilAnswered(page, 'first')
    const seen = await seenBy(page)
    expect(seen[0]?.from.role).toBe('bot')
    expect(seen.find((activity) => activity.id === id)).toMatchObject({ text: 'hoi', from: { role: 'user' }, channelData: { clientActivityID: 'first' } })
    expect(numbers(seen)).toEqual(oneToLast(seen))
    await page.context().close()
  }, 30_000)

  test('When it polls, then it hears everything once', async () => {
    const page = await openTab({ token: await token(), webSocket: false, pollingInterval: 200 })
    const answers: number[] = []
    page.on('response', (response) => { if (response.url().includes('watermark=')) answers.push(response.status()) })
    await until(page, 1)
    await post(page, 'hoi', 'polled')
    await untilAnswered(page, 'polled')
    const seen = await seenBy(page)
    expect(numbers(seen)).toEqual(oneToLast(seen))
    expect(answers.length).toBeGreaterThan(1)
    expect(new Set(answers)).toEqual(new Set([200]))
    await page.context().close()
  }, 30_000)

  test('When its socket drops, then it reconnects from its watermark and hears what it missed, once', async () => {
    const given = await token()
    const page = await openTab({ token: given })
    await until(page, 1)
    await post(page, 'hoi', 'before')
    await untilAnswered(page, 'before')
    const reconnect = page.waitForResponse((response) => /\/conversations\/[\da-f-]+\?watermark=\d+$/.test(response.url()))
    wire.cut()
    const elsewhere = directLine(app.url)
    const opened = (await elsewhere.post<Parameters<typeof elsewhere.say>[0]>('/v3/directline/conversations', { token: given, json: {} })).body
    await elsewhere.say(opened, 'gemist', 'missed')
    await page.clock.fastForward(16_000)
    expect((await reconnect).status()).toBe(200)
    await untilAnswered(page, 'missed')
    await post(page, 'hoi', 'after')
    await untilAnswered(page, 'after')
    const seen = await seenBy(page)
    expect(numbers(seen)).toEqual(oneToLast(seen))
    expect((await statusesOf(page)).at(-1)).toBe(online)
    await page.context().close()
  }, 40_000)

  test('When a quarter of an hour has passed, then it refreshes its token and goes on', async () => {
    const page = await openTab({ token: await token() })
    await until(page, 1)
    const refresh = page.waitForResponse((response) => response.url().endsWith('/tokens/refresh') && response.request().method() === 'POST')
    await page.clock.fastForward(15 * 60_000 + 1_000)
    expect((await refresh).status()).toBe(200)
    await post(page, 'hoi', 'refreshed')
    await untilAnswered(page, 'refreshed')
    await page.context().close()
  }, 30_000)

  test('When a second tab opens with the same token, then both hear everything, also what was said before', async () => {
    const given = await token()
    const first = await openTab({ token: given })
    await until(first, 1)
    await post(first, 'hoi', 'one')
    await untilAnswered(first, 'one')
    const second = await openTab({ token: given })
    await untilAnswered(second, 'one')
    await post(second, 'hoi', 'two')
    await Promise.all([untilAnswered(first, 'two'), untilAnswered(second, 'two')])
    const [one, two] = await Promise.all([seenBy(first), seenBy(second)])
    await Promise.all([first, second].map((page) => page.waitForFunction((least) => (globalThis as unknown as ClientWindow).seen.length >= least, Math.max(one.length, two.length))))
    expect(numbers(await seenBy(first))).toEqual(numbers(await seenBy(second)))
    await Promise.all([first, second].map((page) => page.context().close()))
  }, 40_000)

  test('When the page is reloaded with its conversation and watermark, then it goes on where it was', async () => {
    const api = directLine(app.url)
    const opened = await api.begin()
    const { watermark } = (await api.poll(opened)).body
    const page = await openTab({ token: opened.token, conversationId: opened.conversationId, watermark })
    await page.waitForFunction((wanted) => (globalThis as unknown as ClientWindow).statuses.includes(wanted), online)
    await post(page, 'hoi', 'reloaded')
    await untilAnswered(page, 'reloaded')
    expect(numbers(await seenBy(page))[0]).toBe(Number(watermark) + 1)
    await page.context().close()
  }, 30_000)
})
