// What the terminal says: where everything is, or in one line what to do about an error. Never a password.
import { DatabaseError } from '../prisma/errors.ts'
import { fill, readLabels, type TextValues } from '../locales/index.ts'
import type { App } from './app.ts'
import { type Config, ConfigError } from './config.ts'

const labels = readLabels('terminal.en')
const line = (key: string, values: TextValues = {}) => fill(labels[key] ?? key, values)

/** Says that the app is ready, and where. */
export function announce({ url, app, config, seconds }: { url: string; app: App; config: Config; seconds: number }): void {
  const { folder, adopted } = app.store
  const lines = [
    '', line('ready', { seconds: seconds.toFixed(1) }), ...(config.demo ? [line('readyDemo'), line('readySite', { url })] : []), ...deskLines(app, url), line('readyHealth', { url }),
    line('readyData', { folder: folder ?? line('readyDatabaseUrl'), adopted: adopted ? line('readyAdopted') : '' }), line('readyStop'), '',
  ]
  process.stdout.write(`${lines.join('\n')}\n`)
}

/** The demo's link signs in, once; with an issuer the address is all. */
function deskLines({ desk, deskLink }: App, url: string): string[] {
  const link = deskLink()
  if (link) return [line('readyDeskDemo', { link })]
  return desk ? [line('readyDesk', { url })] : []
}

/** An error at start as lines to print: what is wrong, the variable, the remedy. */
export function explain(error: unknown): string[] {
  if (error instanceof ConfigError) return error.problems.map(({ variable, problem, detail = '' }) => line(`config.${problem}`, { variable, detail, form: labels[`form.${variable}`] ?? '' }))
  if (error instanceof DatabaseError) return [line(`database.${error.code}`, error.values)]
  const { code, port = '', address = '', message } = error as { code?: string; port?: number | string; address?: string; message: string }
  if (code === 'EADDRINUSE') return [line('portInUse', { port })]
  if (code === 'EACCES' && port) return [line('portNotAllowed', { port })]
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') return [line('hostNotHere', { host: address })]
  return [line('unknown', { reason: message })]
}
