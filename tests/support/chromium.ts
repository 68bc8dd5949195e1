// A real browser for tests: the Chromium of npm on Linux x64, elsewhere an installed Chrome (CHROME_PATH).
import { mkdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import sparticuz from '@sparticuz/chromium'
import { chromium, type Browser } from 'playwright-core'

/** Where it is unpacked: in this checkout, because what one user left in the system's temp folder another cannot run. */
const folder = fileURLToPath(new URL('../../node_modules/.cache/chromium', import.meta.url))
const variable = 'CHROME_PATH'

/**
 * Unpacks the browser once, before any worker needs it, and tells them where. Called by the global set-up, because the library takes
 * the temp folder for it, and only there is `process.env` the one that `os.tmpdir()` reads.
 */
export async function unpackBrowser(): Promise<void> {
  if (process.env[variable]) return
  const { TMPDIR: before } = process.env
  mkdirSync(folder, { recursive: true })
  process.env['TMPDIR'] = folder
  process.env[variable] = await sparticuz.executablePath()
  if (before === undefined) delete process.env['TMPDIR']
  else process.env['TMPDIR'] = before
}

export function launchBrowser(): Promise<Browser> {
  const executablePath = process.env[variable]
  if (!executablePath) throw new Error(`${variable} is not set: the global set-up unpacks the browser`)
  return chromium.launch({ executablePath, args: ['--no-sandbox'] })
}
