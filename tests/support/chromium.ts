// A real browser for tests: the Chromium of npm on Linux x64, elsewhere an installed Chrome (CHROME_PATH).
import { setTimeout as pause } from 'node:timers/promises'
import sparticuz from '@sparticuz/chromium'
import { chromium, type Browser } from 'playwright-core'

/** Starts a browser. The first start unpacks it; a worker that comes while another unpacks tries again. */
export async function launchBrowser(triesLeft = 5): Promise<Browser> {
  try {
    const executablePath = process.env.CHROME_PATH ?? await sparticuz.executablePath()
    return await chromium.launch({ executablePath, args: ['--no-sandbox'] })
  } catch (error) {
    if (triesLeft === 0) throw error
    await pause(1_000)
    return launchBrowser(triesLeft - 1)
  }
}
