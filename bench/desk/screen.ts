// The queue on the screen: a real Chromium, signed in at the issuer, its cache warm. From the navigation until the first row can be seen.
import type { Page } from 'playwright-core'
import { launchBrowser, unpackBrowser } from '../../tests/support/chromium.ts'

const patience = 20_000
/** Left there by the page itself, in ms since its navigation. */
type Marked = { deskRowShown?: number }

/** Signs in once, then loads the page so often. Times in ms. */
export async function measureScreen(url: string, { person, times }: { person: string; times: number }): Promise<number[]> {
  await unpackBrowser()
  const browser = await launchBrowser()
  try {
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 } })
    context.setDefaultTimeout(patience)
    await context.addInitScript(markFirstRow)
    const page = await context.newPage()
    await page.goto(`${url}/desk`)
    await page.getByRole('link', { name: person, exact: true }).click()
    await shown(page)
    // Once more before it counts: the browser compiles what it sees twice.
    await load(page, url)
    const took: number[] = []
    for (let time = 0; time < times; time += 1) took.push(await load(page, url))
    return took
  } finally {
    await browser.close()
  }
}

async function load(page: Page, url: string): Promise<number> {
  await page.goto('about:blank')
  await page.goto(`${url}/desk`, { waitUntil: 'commit' })
  return shown(page)
}

async function shown(page: Page): Promise<number> {
  const handle = await page.waitForFunction(() => (globalThis as Marked).deskRowShown)
  return Number(await handle.jsonValue())
}

/** Runs in the page before anything else. A row is shown when the frame after the one that drew it begins. */
function markFirstRow(): void {
  const look = () => {
    const row = document.querySelector('.rows .row')
    if (row && row.getClientRects().length > 0) requestAnimationFrame(() => Object.assign(globalThis, { deskRowShown: performance.now() }))
    else requestAnimationFrame(look)
  }
  requestAnimationFrame(look)
}
