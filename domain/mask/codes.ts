import { findCodes, type Span } from '../codes/finder.ts'
import { clustersOf, type Cluster } from '../codes/groups.ts'
import type { NormaliseRule } from '../codes/normalise.ts'
import { EMAIL } from './email-pattern.ts'

/** More than this in one message is no conversation about a code any more; each round is linear in the text. */
const MOST_ROUNDS = 4
const LONGEST_CODE = 16

type Rules = { codePattern: RegExp; normalise: NormaliseRule }
type Known = { dates: readonly Span[]; ibans: readonly Span[] }

/**
 * Where codes stand, or what may be one: everything that `findCodes` would take for a code, and what it leaves aside when something else in the
 * text is likelier. E-mail addresses and `ibans` are left out; `dates` are too, but only once without them: a code may look like one.
 */
export function findCodeSpans(text: string, { codePattern, normalise }: Rules, { dates, ibans }: Known): Span[] {
  const pattern = new RegExp(codePattern.source, codePattern.flags.replaceAll(/[gy]/g, ''))
  const emails = [...text.matchAll(EMAIL)].map((match) => ({ start: match.index, end: match.index + match[0].length }))
  const known = [...emails, ...ibans]
  const rules = { pattern: pattern.source, normalise }
  const spans = [...loneSpans(clustersOf(text, normalise, known), pattern), ...findCodes(text, rules, known)]
  // With nothing to leave out the next look would see the same.
  const rounds = spans.length + dates.length === 0 ? 0 : MOST_ROUNDS
  for (let round = 0; round < rounds; round += 1) {
    const more = findCodes(text, rules, [...known, ...dates, ...spans])
    if (more.length === 0) break
    spans.push(...more)
  }
  return spans.filter((span) => !isNumberedWord(text.slice(span.start, span.end))).map(({ start, end }) => ({ start, end }))
}

/** Clusters that are a code by themselves, or with the word beside them. */
function loneSpans(clusters: readonly Cluster[], pattern: RegExp): Span[] {
  return clusters.flatMap((cluster, i) => {
    const [next, third] = [clusters[i + 1], clusters[i + 2]]
    if (isCode(cluster, pattern)) return [cluster]
    if (isCapitalsAndDigits(cluster, next) && pattern.test(cluster.code + next.code)) return [{ start: cluster.start, end: next.end }]
    return isWordBetween([cluster, next, third], pattern) ? [{ start: cluster.start, end: third?.end ?? cluster.end }] : []
  })
}

function isCode({ kind, code }: Cluster, pattern: RegExp): boolean {
  if (kind === 'word') return false
  if (pattern.test(code)) return true
  // A code with something glued to it: "QW34ER56AB04111952".
  return code.length > LONGEST_CODE && /\d/.test(code) && Array.from(code, (_, i) => code.slice(i, i + LONGEST_CODE)).some((part) => pattern.test(part))
}

/** "ABCDE 12345": letters that are too many for `findCodes`, which takes them for a word. */
function isCapitalsAndDigits(cluster: Cluster, next: Cluster | undefined): next is Cluster {
  if (next === undefined || next.afterBreak) return false
  const [letters, digits] = /\d/.test(cluster.raw) ? [next, cluster] : [cluster, next]
  return /^[A-Z]{5,8}$/.test(letters.raw) && /\d{3}/.test(digits.raw)
}

/** "AB12 BEN 34CD": a group of a code that happens to be a word. */
function isWordBetween([first, word, last]: readonly (Cluster | undefined)[], pattern: RegExp): boolean {
  if (first === undefined || word === undefined || last === undefined || word.afterBreak || last.afterBreak) return false
  return isMixed(first) && isMixed(last) && word.code.length <= 4 && pattern.test(first.code + word.code + last.code)
}

const isMixed = ({ code }: Cluster) => /\d/.test(code) && /[A-Z]/i.test(code)

/** "stap10", "covid-19", "windows 11", "06-nummer": a word with its number. */
function isNumberedWord(raw: string): boolean {
  if (/^0[1-9]\d{0,2}[- ]?(?:nummers?|nr)$/i.test(raw)) return true
  return /^(?:stap|stappen|vraag|pagina|scherm|nummer|covid|windows|android|iphone|ipad|office|groep)[-. ]?\d{1,2}$/i.test(raw)
}
