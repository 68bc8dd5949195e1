// The command for the codes that were handed out, apart from where its database and its words go.
import { dutchDay } from '../../domain/dutch/day.ts'
import { importCodes } from '../../domain/code-import.ts'
import type { CodeRules } from '../../domain/codes.ts'
import { fill, readLabels } from '../../locales/index.ts'
import type { Database } from '../../prisma/client.ts'
import { DatabaseError } from '../../prisma/errors.ts'
import { ConfigError } from '../config.ts'
import { type Command, readArguments, type UsageProblem } from './codes-arguments.ts'
import { createRegister } from './codes-register.ts'
import { importLines, type Say, statusLines } from './codes-report.ts'

export type Store = { db: Database; pepper: Buffer; rules: CodeRules; close: () => Promise<void> }
export type Surroundings = {
  open: () => Promise<Store>
  now: () => Date
  out: (text: string) => void
  error: (text: string) => void
  /** Shows how far it is. `lines` grows by 1,000. */
  progress: (text: string, lines: number) => void
}
type Result = { lines: string[]; failed?: boolean }
type Work = Surroundings & { store: Store; say: Say }

const exit = { done: 0, failed: 1, usage: 2 }

/** Runs one command; returns the exit code: 0 done, 1 refused or failed, 2 not understood. */
export async function runCodes(args: string[], surroundings: Surroundings): Promise<number> {
  const texts = readLabels('codes.nl')
  const say: Say = (key, values = {}) => fill(texts[key] ?? key, values)
  const command = readArguments(args)
  if (command.kind === 'usage') {
    surroundings.error(`${usageLine(command, say)}\n${say('usage.hint')}`)
    return exit.usage
  }
  if (command.kind === 'help') {
    surroundings.out(say('usage'))
    return exit.done
  }
  try {
    const { lines, failed } = await inStore(command, { ...surroundings, say })
    for (const line of lines) (failed ? surroundings.error : surroundings.out)(line)
    return failed ? exit.failed : exit.done
  } catch (error) {
    surroundings.error(errorLine(error, say))
    return exit.failed
  }
}

async function inStore(command: Exclude<Command, { kind: 'help' }>, surroundings: Omit<Work, 'store'>): Promise<Result> {
  const store = await surroundings.open()
  try {
    return await run(command, { ...surroundings, store })
  } finally {
    await store.close()
  }
}

async function run(command: Exclude<Command, { kind: 'help' }>, work: Work): Promise<Result> {
  const { store, now, say } = work
  const today = dutchDay(now())
  const register = createRegister({ db: store.db, today, now })
  switch (command.kind) {
    case 'import': return runImport(command, work)
    case 'status': return status(command.referentie, { register, say })
    case 'cancel': return about(command.referentie, { prefix: 'cancel', say, ...await register.cancel(command.referentie) })
    case 'reopen': return about(command.referentie, { prefix: 'reopen', say, refused: 'cancelled', ...await register.reopen(command.referentie) })
    case 'purge-expired': return { lines: [say('purge.done', await register.purgeExpired(command.days))] }
  }
}

async function runImport({ path, replace, dryRun }: Extract<Command, { kind: 'import' }>, { store, now, say, progress }: Work): Promise<Result> {
  const onProgress = (lines: number) => progress(say('import.progress', { lines }), lines)
  const outcome = await importCodes({ ...store, path, replace, dryRun, now, today: dutchDay(now()), onProgress })
  return { lines: importLines(outcome, { path, dryRun, say }), failed: outcome.kind !== 'imported' }
}

async function status(referentie: string | null, { register, say }: { register: ReturnType<typeof createRegister>; say: Say }): Promise<Result> {
  if (referentie === null) return { lines: statusLines(await register.counts(), say) }
  const code = await register.one(referentie)
  if (!code) return { lines: [say('unknownReference', { referentie })], failed: true }
  const words = { kind: say(`word.${code.kind}`), status: say(`word.${code.status}`) }
  const lines = [say('status.one', { ...code, closedUntil: '', ...words })]
  return { lines: code.closedUntil ? [...lines, say('status.closed', { referentie, until: code.closedUntil.toLocaleString('nl-NL', { timeZone: 'Europe/Amsterdam' }) })] : lines }
}

/** `refused`: the outcome that is not what was asked. */
function about(referentie: string, { prefix, kind, refused, say }: { prefix: string; kind: string; refused?: string; say: Say }): Result {
  if (kind === 'unknown') return { lines: [say('unknownReference', { referentie })], failed: true }
  return { lines: [say(`${prefix}.${kind}`, { referentie })], failed: kind === refused }
}

function usageLine({ problem, values }: UsageProblem, say: Say): string {
  const what = problem === 'missing' ? say(`usage.${values['what']}`) : values['what'] ?? ''
  return say(`usage.${problem}`, { ...values, what })
}

/** One line, never with a value of the configuration or of a row. Its words are `error.` in codes.nl. */
export function errorLine(error: unknown, say: Say): string {
  if (error instanceof ConfigError) return say('error.config', { variables: error.problems.map(({ variable }) => variable).join(', ') })
  if (error instanceof DatabaseError) return say(`error.${error.code}`, error.values)
  const { code, name } = error as { code?: string; name?: string }
  return say('error.other', { reason: code ?? name ?? '' })
}
