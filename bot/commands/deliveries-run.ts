// The command that shows what did not arrive, apart from where its database and its words go. No text, no addresses.
import { parseArgs } from 'node:util'
import { fill, readLabels } from '../../locales/index.ts'
import type { Database } from '../../prisma/client.ts'
import { errorLine } from './codes-run.ts'
import type { Say } from './codes-report.ts'

export type Surroundings = {
  open: () => Promise<{ db: Database; close: () => Promise<void> }>
  now: () => Date
  out: (text: string) => void
  error: (text: string) => void
}
type Asked = { kind: 'help' } | { kind: 'show'; back: number } | { kind: 'usage'; problem: 'option' | 'tooMany' | 'since'; values: Record<string, string> }
type Trouble = (typeof troubles)[number]
type Line = { at: Date; conversationId: string; status: Trouble; error: string | null; template: boolean }

const exit = { done: 0, failed: 1, usage: 2 }
const troubles = ['failed', 'undelivered', 'unresolved', 'parked', 'due', 'unknown'] as const
const mostShown = 500
const mostDays = 366
const units = { h: 3_600_000, d: 86_400_000 }

/** Runs it; returns the exit code: 0 done, 1 failed, 2 not understood. */
export async function runDeliveries(args: string[], surroundings: Surroundings): Promise<number> {
  const texts = { ...readLabels('codes.nl'), ...readLabels('deliveries.nl') }
  const say: Say = (key, values = {}) => fill(texts[key] ?? key, values)
  const { out, error } = surroundings
  const asked = readArguments(args)
  if (asked.kind === 'usage') {
    error(`${say(`usage.${asked.problem}`, asked.values)}\n${say('usage.hint')}`)
    return exit.usage
  }
  if (asked.kind === 'help') {
    out(say('usage'))
    return exit.done
  }
  try {
    for (const line of await show(asked.back, surroundings, say)) out(line)
    return exit.done
  } catch (problem) {
    error(errorLine(problem, say))
    return exit.failed
  }
}

/** `back`: milliseconds. */
function readArguments(args: string[]): Asked {
  const { values, positionals } = parseArgs({ args, options: { help: { type: 'boolean', short: 'h' }, since: { type: 'string' } }, strict: false, allowPositionals: true })
  const foreign = Object.keys(values).find((name) => name !== 'help' && name !== 'since')
  if (foreign) return { kind: 'usage', problem: 'option', values: { option: `--${foreign}` } }
  if (values.help || positionals[0] === 'help') return { kind: 'help' }
  if (positionals.length > 0) return { kind: 'usage', problem: 'tooMany', values: { what: positionals.join(' ') } }
  const [, count, unit] = /^(\d{1,4})([hd])$/.exec(String(values.since ?? '7d')) ?? []
  const back = Number(count) * units[unit as keyof typeof units]
  return back <= mostDays * units.d ? { kind: 'show', back } : { kind: 'usage', problem: 'since', values: {} }
}

async function show(back: number, { open, now }: Surroundings, say: Say): Promise<string[]> {
  const store = await open()
  try {
    const since = new Date(now().getTime() - back)
    return report(await read(store.db, since), { since: timeOf(since), say })
  } finally {
    await store.close()
  }
}

async function read({ prisma }: Database, since: Date): Promise<Line[]> {
  const rows = await prisma.delivery.findMany({
    // On its way is no trouble, unless it was tried before.
    where: { status: { in: [...troubles] }, updatedAt: { gte: since }, OR: [{ status: { notIn: ['due', 'unknown'] } }, { error: { not: null } }] }, orderBy: [{ updatedAt: 'asc' }, { id: 'asc' }],
    select: { updatedAt: true, conversationId: true, status: true, error: true, template: true },
  })
  return rows.map(({ updatedAt: at, conversationId, status, error, template }) => ({ at, conversationId, status: status as Trouble, error, template: template !== null }))
}

function report(lines: Line[], { since, say }: { since: string; say: Say }): string[] {
  if (lines.length === 0) return [say('none', { since })]
  const columns = ['at', 'conversation', 'status', 'code', 'kind']
  const table = [
    columns.map((name) => say(`header.${name}`)),
    ...lines.slice(-mostShown).map(({ at, conversationId, status, error, template }) =>
      [timeOf(at), conversationId, say(`status.${status}`), error ?? '', say(template ? 'kind.template' : 'kind.message')]),
  ]
  const widths = columns.map((_, column) => Math.max(...table.map((row) => row[column]?.length ?? 0)))
  const counts = Object.fromEntries(troubles.map((status) => [status, lines.filter((line) => line.status === status).length]))
  return [
    ...table.map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ').trimEnd()),
    say('total', { since, ...counts }),
    ...(lines.length > mostShown ? [say('more', { shown: mostShown })] : []),
  ]
}

/** Some versions of Node put a comma between. */
const timeOf = (at: Date) => at.toLocaleString('nl-NL', { timeZone: 'Europe/Amsterdam', dateStyle: 'short', timeStyle: 'short' }).replace(',', '')
