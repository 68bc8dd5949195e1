import { findBirthDates } from './birth-date/find.ts'
import type { NormaliseRule } from './codes/normalise.ts'
import { findCodeSpans } from './mask/codes.ts'
import { findBsns, findIbans } from './mask/numbers.ts'
import { findPasswords } from './mask/passwords.ts'

export type MaskFinding = 'code' | 'birthDate' | 'bsn' | 'password' | 'iban'

/** `codePattern` is tried on a code as `normalise` makes it (CODE_NORMALISE; 'upper' if not given); `today` is YYYY-MM-DD. */
export type MaskRules = { codePattern: RegExp; today: string; normalise?: NormaliseRule }

type Span = { start: number; end: number; finding: MaskFinding }

const MASK = '•••'

/**
 * Takes what nobody may read later out of a text: codes, whole birth dates (in digits or words), BSNs, passwords, bank accounts. Each becomes
 * `•••`. `found` names the kinds, in the order in which they stand in the text. When unsure it masks: a 06-number looks like a code.
 */
export function maskSensitive(text: string, rules: MaskRules): { text: string; found: MaskFinding[] } {
  const spans = findSpans(text, rules)
  return { text: replaceSpans(text, spans), found: findingsOf(spans) }
}

function findSpans(text: string, { codePattern, today, normalise = 'upper' }: MaskRules): Span[] {
  const dates = findBirthDates(text, today).dates
  const ibans = findIbans(text)
  // In order of how much a kind explains: nine digits that make a BSN fit the pattern of a code too.
  const spans = [
    ...dates.map(named('birthDate')),
    ...ibans.map(named('iban')),
    ...findBsns(text).map(named('bsn')),
    ...findPasswords(text).map(named('password')),
    ...findCodeSpans(text, { codePattern, normalise }, { dates, ibans }).map(named('code')),
  ]
  return spans.sort((a, b) => a.start - b.start || a.end - b.end)
}

function named(finding: MaskFinding): (place: { start: number; end: number }) => Span {
  return ({ start, end }) => ({ start, end, finding })
}

const ORDER: readonly MaskFinding[] = ['birthDate', 'iban', 'bsn', 'password', 'code']

/** The kinds that say something of their own: a code that is all of a birth date is just the birth date. */
function findingsOf(spans: readonly Span[]): MaskFinding[] {
  const found = new Set<MaskFinding>()
  let known: readonly Span[] = []
  for (const finding of ORDER) {
    const own = spans.filter((span) => span.finding === finding)
    if (own.some((span) => !isInside(span, known))) found.add(finding)
    known = [...known, ...own].sort((a, b) => a.start - b.start)
  }
  return [...new Set(spans.map((span) => span.finding))].filter((finding) => found.has(finding))
}

function isInside(span: Span, known: readonly Span[]): boolean {
  return known.some((other) => other.start <= span.start && span.end <= other.end)
}

function replaceSpans(text: string, spans: readonly Span[]): string {
  let masked = ''
  let at = 0
  for (const { start, end } of spans) {
    if (start >= at) masked += text.slice(at, start) + MASK
    at = Math.max(at, end)
  }
  return masked + text.slice(at)
}
