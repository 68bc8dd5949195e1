// One line of an import: what it must be, in zod, and what is wrong with it when it is not. A problem never holds a value.
import { z } from 'zod'
import type { CodeKind, CodeStatus } from '../../prisma/generated/enums.ts'
import { type CodeRules, normaliseCode } from '../codes/normalise.ts'
import { addDays, readDutchDate } from './date.ts'
import type { Column } from './file.ts'

export type CodeLine = {
  referentie: string
  /** Normalised. */
  code: string
  birthDate: string
  kind: CodeKind
  issuedOn: string
  expiresOn: string
  status: CodeStatus
  clientRef: string | null
}
export type Reason =
  | 'empty' | 'tooLong' | 'form' | 'holdsCode' | 'holdsDate' | 'scientific' | 'pattern' | 'date' | 'shortYear' | 'future' | 'tooOld' | 'kind' | 'status'
  | 'farAhead' | 'beforeIssued' | 'tooManyCells' | 'sameReference' | 'sameCode' | 'codeKnown' | 'changed'
/** `other`: the line (or, for `codeKnown`, the referentie) it clashes with. `column` is null when it is the whole line. */
export type LineProblem = { line: number; column: Column | null; reason: Reason; other?: string }
export type LineReader = (cells: Record<Column, string>) => { kind: 'line'; line: CodeLine } | { kind: 'problems'; problems: Pick<LineProblem, 'column' | 'reason'>[] }

const longest = 64
const oldestYears = 120
const validDays = 42
const kinds: Record<string, CodeKind> = { activatiecode: 'activatiecode', koppelcode: 'koppelcode' }
const statuses: Record<string, CodeStatus> = {
  '': 'active', actief: 'active', active: 'active', gebruikt: 'used', used: 'used',
  vervallen: 'cancelled', ingetrokken: 'cancelled', geannuleerd: 'cancelled', cancelled: 'cancelled',
}

/** @param today YYYY-MM-DD: nobody is born later */
export function createLineReader(rules: CodeRules, today: string): LineReader {
  const schema = lineSchema(rules, today)
  return (cells) => {
    const parsed = schema.safeParse(cells)
    if (parsed.success) return { kind: 'line', line: parsed.data }
    return { kind: 'problems', problems: parsed.error.issues.map((issue) => ({ column: issue.path[0] as Column, reason: issue.message as Reason })) }
  }
}

function lineSchema(rules: CodeRules, today: string) {
  const date = filled.transform((text, context) => readDate(text, context))
  const nextYear = `${Number(today.slice(0, 4)) + 1}${today.slice(4)}`
  const birthDate = date.refine((day) => day <= today, { error: 'future' }).refine((day) => Number(day.slice(0, 4)) > Number(today.slice(0, 4)) - oldestYears, { error: 'tooOld' })
  return z.object({
    referentie: filled.max(longest, { error: 'tooLong' }).regex(/^[\p{L}\p{N}][\p{L}\p{N} ._/-]*$/u, { error: 'form' }),
    code: codeCell(rules),
    geboortedatum: birthDate,
    soort: word.transform((text, context) => oneOf(kinds, { text, context, reason: 'kind' })),
    uitgegeven: date.refine((day) => day <= nextYear, { error: 'farAhead' }),
    verloopt: z.string().trim().transform((text, context) => (text === '' ? null : readDate(text, context))),
    status: word.transform((text, context) => oneOf(statuses, { text, context, reason: 'status' })),
    cliëntref: z.string().trim().max(longest, { error: 'tooLong' }),
  }).transform((cells, context) => {
    const refuse = (column: Column, reason: Reason) => context.addIssue({ code: 'custom', message: reason, path: [column] })
    const expiresOn = cells.verloopt ?? addDays(cells.uitgegeven, validDays)
    if (expiresOn < cells.uitgegeven) refuse('verloopt', 'beforeIssued')
    // Commands and the audit log speak of the referentie: it must not say what may not be read.
    if (normaliseCode(cells.referentie, 'upper').includes(normaliseCode(cells.code, 'upper'))) refuse('referentie', 'holdsCode')
    if (holdsDate(cells.referentie, cells.geboortedatum)) refuse('referentie', 'holdsDate')
    const { referentie, code, geboortedatum, soort, uitgegeven, status } = cells
    return { referentie, code, birthDate: geboortedatum, kind: soort, issuedOn: uitgegeven, expiresOn, status, clientRef: cells.cliëntref || null }
  })
}

const filled = z.string().trim().min(1, { error: 'empty', abort: true })
const word = z.string().trim().toLowerCase()

function codeCell(rules: CodeRules) {
  const pattern = new RegExp(rules.pattern)
  return filled
    .refine((text) => !/^\d+([.,]\d+)?E\+\d+$/i.test(text), { error: 'scientific', abort: true })
    .transform((text) => normaliseCode(text, rules.normalise))
    .refine((code) => pattern.test(code), { error: 'pattern' })
}

type Context = { addIssue: (issue: { code: 'custom'; message: string; input?: unknown }) => void }

function readDate(text: string, context: Context): string {
  const reading = readDutchDate(text)
  if (reading.kind === 'read') return reading.date
  context.addIssue({ code: 'custom', message: reading.kind })
  return z.NEVER
}

function oneOf<T>(choices: Record<string, T>, { text, context, reason }: { text: string; context: Context; reason: Reason }): T {
  if (Object.hasOwn(choices, text)) return choices[text] as T
  context.addIssue({ code: 'custom', message: text === '' ? 'empty' : reason })
  return z.NEVER
}

function holdsDate(referentie: string, date: string): boolean {
  const [year = '', month = '', day = ''] = date.split('-')
  const digits = referentie.replace(/\D/g, '')
  return [`${day}${month}${year}`, `${year}${month}${day}`].some((written) => digits.includes(written))
}
