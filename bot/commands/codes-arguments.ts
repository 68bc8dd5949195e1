import { parseArgs } from 'node:util'

export type Command =
  | { kind: 'help' }
  | { kind: 'import'; path: string; replace: boolean; dryRun: boolean }
  | { kind: 'status'; referentie: string | null }
  | { kind: 'cancel' | 'reopen'; referentie: string }
  | { kind: 'purge-expired'; days: number }
export type UsageProblem = { kind: 'usage'; problem: 'unknownCommand' | 'noCommand' | 'missing' | 'tooMany' | 'option' | 'days'; values: Record<string, string> }

type Name = Exclude<Command['kind'], 'help'>
type Shape = { needs: 'file' | 'reference' | null; most: number; options: readonly string[] }
const shapes: Record<Name, Shape> = {
  import: { needs: 'file', most: 1, options: ['replace', 'dry-run'] },
  status: { needs: null, most: 1, options: [] },
  cancel: { needs: 'reference', most: 1, options: [] },
  reopen: { needs: 'reference', most: 1, options: [] },
  'purge-expired': { needs: null, most: 0, options: ['days'] },
}
const standardDays = 30
const mostDays = 36_500

/** What was asked on the command line. `values.what` of `missing` is `file` or `reference`. */
export function readArguments(args: string[]): Command | UsageProblem {
  const { values, positionals, unknown } = parse(args)
  const [command, ...rest] = positionals
  if (values.help || command === 'help') return { kind: 'help' }
  if (!command) return { kind: 'usage', problem: 'noCommand', values: {} }
  if (!Object.hasOwn(shapes, command)) return { kind: 'usage', problem: 'unknownCommand', values: { command } }
  const shape = shapes[command as Name]
  const foreign = unknown ?? Object.keys(values).find((option) => !shape.options.includes(option))
  if (foreign) return { kind: 'usage', problem: 'option', values: { command, option: `--${foreign}` } }
  if (shape.needs && !rest[0]) return { kind: 'usage', problem: 'missing', values: { command, what: shape.needs } }
  if (rest.length > shape.most) return { kind: 'usage', problem: 'tooMany', values: { command, what: rest.slice(shape.most).join(' ') } }
  return toCommand(command as Name, rest[0] ?? null, values)
}

type Values = { help?: boolean; replace?: boolean; 'dry-run'?: boolean; days?: string }

function toCommand(command: Name, target: string | null, values: Values): Command | UsageProblem {
  switch (command) {
    case 'import': return { kind: command, path: target ?? '', replace: values.replace ?? false, dryRun: values['dry-run'] ?? false }
    case 'status': return { kind: command, referentie: target }
    case 'cancel':
    case 'reopen': return { kind: command, referentie: target ?? '' }
    case 'purge-expired': {
      const days = /^\d{1,5}$/.test(values.days ?? String(standardDays)) ? Number(values.days ?? standardDays) : Number.NaN
      return days <= mostDays ? { kind: command, days } : { kind: 'usage', problem: 'days', values: {} }
    }
  }
}

const options = { help: { type: 'boolean', short: 'h' }, replace: { type: 'boolean' }, 'dry-run': { type: 'boolean' }, days: { type: 'string' } } as const

/** `strict` would explain itself in English, and throw. */
function parse(args: string[]): { values: Values; positionals: string[]; unknown: string | undefined } {
  const { values, positionals } = parseArgs({ args, options, strict: false, allowPositionals: true })
  const unknown = Object.keys(values).find((name) => !Object.hasOwn(options, name))
  const days = typeof values['days'] === 'boolean' ? '' : values['days']
  return { positionals, unknown, values: { ...(values as Values), ...(days !== undefined && { days }) } }
}
