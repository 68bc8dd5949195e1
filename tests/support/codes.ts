// The command `codes` against a test's database, with what it said.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runCodes } from '../../bot/commands/codes-run.ts'
import type { CodeRules } from '../../domain/codes.ts'
import type { Database } from '../../prisma/client.ts'
import { pepper } from './check.ts'

export const rules: CodeRules = { pattern: String.raw`^(?=.*\d)[A-Z0-9]{6,16}$`, normalise: 'upper' }
export const header = 'referentie;code;geboortedatum;soort;uitgegeven;verloopt;status;cliëntref'
export type Said = { exit: number; out: string; error: string; progress: number[] }

export function createCommand(db: () => Database, now: () => Date) {
  const folder = mkdtempSync(join(tmpdir(), 'digimaatje-codes-'))
  const open = async () => ({ db: db(), pepper, rules, close: async () => {} })
  const codes = async (...args: string[]): Promise<Said> => {
    const said: Said = { exit: -1, out: '', error: '', progress: [] }
    said.exit = await runCodes(args, {
      open, now, out: (text) => { said.out += `${text}\n` }, error: (text) => { said.error += `${text}\n` }, progress: (_, lines) => said.progress.push(lines),
    })
    return said
  }
  const write = (content: string | Buffer, name = 'codes.csv') => {
    const path = join(folder, name)
    writeFileSync(path, content)
    return path
  }
  /** Imports lines under the usual header. */
  const imports = (lines: string[], ...options: string[]) => codes('import', write([header, ...lines, ''].join('\r\n')), ...options)
  return { codes, imports, write, folder, remove: () => rmSync(folder, { recursive: true, force: true }) }
}
