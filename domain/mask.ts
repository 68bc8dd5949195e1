import { findBirthDates } from './birth-date/find.ts'
import type { NormaliseRule } from './codes/normalise.ts'
import { findCodeSpans } from './mask/codes.ts'
import { findDiagnoses } from './mask/diagnoses.ts'
import { findBsns, findIbans } from './mask/numbers.ts'
import { findPasswords } from './mask/passwords.ts'
import { findPhones, findSmsCodes } from './mask/phones.ts'
import { findSpokenCodes } from './mask/spoken-codes.ts'

export type MaskFinding = 'code' | 'birthDate' | 'bsn' | 'password' | 'iban' | 'phone' | 'smsCode' | 'diagnosis'

/** `codePattern` is tried on a code as `normalise` makes it (CODE_NORMALISE; 'upper' if not given); `today` is YYYY-MM-DD. */
export type MaskRules = {
  codePattern: RegExp; today: string; normalise?: NormaliseRule
  /** A digimaatje writes: a number that is nobody's mobile (0800-0113, the office) and a day to come may be said. */
  fromDesk?: boolean
}

type Span = { start: number; end: number; finding: MaskFinding }

const MASK = '•••'

/**
 * Takes what nobody may read later out of a text: codes, whole birth dates (in digits or words), BSNs, passwords, bank accounts, phone
 * numbers, codes from a text message, diagnoses (only the word). Each becomes `•••`. `found` names the kinds, in the order in which they stand in
 * the text. When unsure it masks.
 */
export function maskSensitive(text: string, rules: MaskRules): { text: string; found: MaskFinding[] } {
  const spans = findSpans(text, rules)
  return { text: replaceSpans(text, spans), found: findingsOf(spans) }
}

function findSpans(text: string, { codePattern, today, normalise = 'upper', fromDesk = false }: MaskRules): Span[] {
  const dates = findBirthDates(text, today).dates
  const ibans = findIbans(text)
  const spared = fromDesk ? [...findPhones(text).filter((phone) => !mobile.test(text.slice(phone.start, phone.end))), ...dates.filter(({ reading }) => reading.kind === 'future')] : []
  const spans = [
    ...dates.map(named('birthDate')),
    ...ibans.map(named('iban')),
    // "06-12-1980 10 uur" is a day and an hour.
    ...findPhones(text).filter((phone) => !dates.some((date) => date.start < phone.end && phone.start < date.end)).map(named('phone')),
    ...findSmsCodes(text).map(named('smsCode')),
    ...findBsns(text).map(named('bsn')),
    ...findPasswords(text).map(named('password')),
    ...findDiagnoses(text).map(named('diagnosis')),
    ...findCodeSpans(text, { codePattern, normalise }, { dates, ibans }).map((span) => withSigns(text, span)).map(named('code')),
    ...findSpokenCodes(text, { codePattern, normalise }).map(named('code')),
  ]
  return spans.filter((span) => !isInside(span, spared)).sort((a, b) => a.start - b.start || a.end - b.end)
}

/** 06, also with a country in front; what begins with + may as well hold a BSN. */
const mobile = /^\D*(0\D*6|\+|00)/

function named(finding: MaskFinding): (place: { start: number; end: number }) => Span {
  return ({ start, end }) => ({ start, end, finding })
}

/** "Geheim2024!" may be a password as well as a code: the signs in it go with it, and what is glued to them. */
function withSigns(text: string, { start, end }: { start: number; end: number }): { start: number; end: number } {
  const glued = /^(?:[!#$%^&*_+=]+[\p{L}\p{N}]*){1,8}/u.exec(text.slice(end, end + 64))
  return { start, end: end + (glued?.[0].length ?? 0) }
}

// In order of how much a kind explains: nine digits that make a BSN fit the pattern of a code too, and +31 with nine digits may hold a BSN.
const ORDER: readonly MaskFinding[] = ['birthDate', 'iban', 'phone', 'smsCode', 'bsn', 'password', 'diagnosis', 'code']

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

function isInside(span: { start: number; end: number }, known: readonly { start: number; end: number }[]): boolean {
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
