// Every simulated person has a letter with a code of their own, as in life: a code that many type at once is checked one by one.
import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { birthDate } from './script.ts'

const days = 24 * 60 * 60 * 1_000
const letters = 'hkprvx'

/** The code of the person with this number (below a million), as it is typed: `h0k0p0r1v2x3`. */
export function codeOf(person: number): string {
  const digits = String(person).padStart(letters.length, '0')
  return [...letters].map((letter, index) => `${letter}${digits[index]}`).join('')
}

/** Imports the codes of persons 0 to `count` with the product's own command. */
export function importLetters({ count, folder, dataDir }: { count: number; folder: string; dataDir: string }): void {
  const file = join(folder, 'letters.csv')
  const rows = Array.from({ length: count }, (_, person) => `BENCH-${person};${codeOf(person)};${birthDate};activatiecode;${day(-7)};${day(35)};;`)
  writeFileSync(file, `${['referentie;code;geboortedatum;soort;uitgegeven;verloopt;status;cliëntref', ...rows].join('\n')}\n`)
  const command = join(import.meta.dirname, '..', 'bot/commands/codes.ts')
  const result = spawnSync(process.execPath, [command, 'import', file], { cwd: folder, env: { DATA_DIR: dataDir, LOG_LEVEL: 'warn' }, encoding: 'utf8' })
  if (result.status !== 0) throw new Error(`the letters were not imported: ${result.stderr || result.stdout}`)
}

/** YYYY-MM-DD, so many days from today. */
const day = (offset: number) => new Date(Date.now() + offset * days).toISOString().slice(0, 10)
