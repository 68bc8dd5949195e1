// `npm run -s understand -- --birthdates FILE [--today YYYY-MM-DD]`: what the birth-date parser makes of each line of a file.
import { dutchDay } from '../../domain/dutch/day.ts'
import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import { parseArgs } from 'node:util'
import { readBirthDate } from '../../domain/birth-date.ts'

type Output = { line: (text: string) => void; problem: (text: string) => void }
type Request = { file: string; today: string }

const USAGE = 'usage: npm run -s understand -- --birthdates FILE [--today YYYY-MM-DD]'

/**
 * Prints one JSON object per line of the file that is not empty: `{"text","date"}`, date YYYY-MM-DD, or null when there is none to be sure of.
 * Returns the exit code: 0, or 2 with one line saying what is wrong.
 */
export async function understand(args: string[], now: () => Date, output: Output): Promise<number> {
  const request = readRequest(args, now)
  if (typeof request === 'string') {
    output.problem(request)
    return 2
  }
  try {
    await printBirthDates(request, output)
    return 0
  } catch (error) {
    output.problem(`${request.file}: ${reasonOf(error)}`)
    return 2
  }
}

/** The request, or what is wrong with it in one line. */
function readRequest(args: string[], now: () => Date): Request | string {
  try {
    const { values } = parseArgs({ args, options: { birthdates: { type: 'string' }, today: { type: 'string' } } })
    const today = values.today ?? dayInTheNetherlands(now())
    if (values.birthdates === undefined || values.birthdates === '') return USAGE
    return isDay(today) ? { file: values.birthdates, today } : `--today: not a day as YYYY-MM-DD. ${USAGE}`
  } catch (error) {
    const [reason = ''] = (error instanceof Error ? error.message : '').split(/[.\n]/)
    return `${reason}. ${USAGE}`
  }
}

async function printBirthDates({ file, today }: Request, output: Output): Promise<void> {
  const input = createReadStream(file, 'utf8')
  const lines = createInterface({ input, crlfDelay: Infinity })
  for await (const line of lines) {
    const text = line.replace(/^\uFEFF/, '')
    if (text.trim() === '') continue
    const reading = readBirthDate(text, today)
    output.line(JSON.stringify({ text, date: reading.kind === 'date' ? reading.date : null }))
  }
}

function dayInTheNetherlands(now: Date): string {
  return dutchDay(now)
}

function isDay(text: string): boolean {
  const time = /^\d{4}-\d\d-\d\d$/.test(text) ? new Date(`${text}T00:00:00Z`).getTime() : Number.NaN
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text)
}

function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  if (code === 'ENOENT') return 'no such file'
  if (code === 'EISDIR') return 'a folder, not a file'
  return code === 'EACCES' ? 'no permission to read it' : 'cannot be read'
}

// Whoever reads only the first lines (`| head`) closes the pipe; that is no fault.
process.stdout.on('error', () => process.exit(0))

process.exitCode = await understand(process.argv.slice(2), () => new Date(), {
  line: (text) => process.stdout.write(`${text}\n`),
  problem: (text) => process.stderr.write(`${text}\n`),
})
