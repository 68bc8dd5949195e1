// What `codes` says: outcomes in, lines out.
import type { ImportOutcome } from '../../domain/code-import.ts'
import type { LineProblem } from '../../domain/code-import/line.ts'
import type { TextValues } from '../../locales/index.ts'
import type { KindCounts } from './codes-register.ts'

export type Say = (key: string, values?: TextValues) => string

export function importLines(outcome: ImportOutcome, { path, dryRun, say }: { path: string; dryRun: boolean; say: Say }): string[] {
  switch (outcome.kind) {
    case 'unreadable': {
      if ('columns' in outcome) return [say(`file.${outcome.reason}`, { columns: outcome.columns.join(', ') })]
      if (outcome.reason === 'notCsv' && outcome.line) return [say('file.notCsvAt', { path, line: outcome.line })]
      return [say(`file.${outcome.reason}`, { path })]
    }
    case 'refused': {
      const { lines, total, problems } = outcome
      const more = total > problems.length ? [say('import.more', { count: total - problems.length })] : []
      return [...problems.map((problem) => problemLine(problem, say)), ...more, say('import.refused', { total, lines })]
    }
    case 'imported': {
      const done = say(dryRun ? 'import.dryRun' : 'import.done', outcome)
      return outcome.kept > 0 ? [done, say('import.kept', { kept: outcome.kept })] : [done]
    }
  }
}

export function statusLines(counts: KindCounts[], say: Say): string[] {
  if (counts.length === 0) return [say('status.none')]
  const rows = counts.map(({ kind, active, used, cancelled, expired, expiring }) =>
    [say(`word.${kind}`).padEnd(13), pad(active, 10), pad(used, 10), pad(cancelled, 13), pad(expired, 10), pad(expiring, 25)].join(''))
  return [say('status.header'), ...rows, say('status.expiredNote')]
}

const pad = (count: number, width: number) => String(count).padStart(width)

function problemLine({ line, column, reason, other = '' }: LineProblem, say: Say): string {
  const words = say(`problem.${reason}`, { other })
  return column ? say('import.problem', { line, column, reason: words }) : say('import.problemOfLine', { line, reason: words })
}
