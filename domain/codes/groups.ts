// Cuts a sentence into the pieces a written code may consist of.
import { type NormaliseRule, normaliseCode } from './normalise.ts'
import { isOrdinaryWord } from './words.ts'

export type Span = { start: number; end: number }
/** What is written together or tied by a dash or a dot: `AB12`, `AB12-CD34`, `3-5-1980`. `code` is its normalised form. */
export type Cluster = Span & { raw: string; code: string; kind: 'code' | 'date' | 'word'; afterBreak: boolean }

const groups = /[\p{L}\p{N}\p{M}_]+(?:['’][\p{L}\p{N}\p{M}_]+)*/gu
const tightJoint = /^[.·\p{Pd}\u2212\u2043\u00AD\u200B-\u200D\u2060\uFEFF]{1,3}$/u
const looseJoint = /^[^\S\r\n]*[.·\p{Pd}\u2212]?[^\S\r\n]*$/u
const longestJoint = 6
/** A group without digits is no longer than this; longer is a word. */
const longestLetters = 4

/**
 * The clusters of a text in order. Spans count in UTF-16 units of the text as given.
 * @param skip spans that are known to be something else (a birth date): words, whatever they look like
 */
export function clustersOf(text: string, rule: NormaliseRule, skip: readonly Span[]): Cluster[] {
  const clusters: Cluster[] = []
  let start = 0
  let end = -1
  const close = (next: string) => {
    if (end < 0) return
    const raw = text.slice(start, end)
    const last = clusters.at(-1)
    const between = last ? text.slice(last.end, start) : ''
    const afterBreak = !last || between.length > longestJoint || !looseJoint.test(between)
    clusters.push({ start, end, raw, code: normaliseCode(raw, rule), afterBreak, kind: kindOf(raw, { last, next, skipped: skip.some((span) => span.start < end && start < span.end) }) })
  }
  for (const match of text.matchAll(groups)) {
    if (end >= 0 && tightJoint.test(text.slice(end, match.index))) {
      end = match.index + match[0].length
      continue
    }
    close(match[0])
    start = match.index
    end = start + match[0].length
  }
  close('')
  return clusters
}

type Surroundings = { last: Cluster | undefined; next: string; skipped: boolean }

function kindOf(raw: string, { last, next, skipped }: Surroundings): Cluster['kind'] {
  if (skipped || /['’]/.test(raw)) return 'word'
  if (/\p{N}/u.test(raw)) return isDate(raw) ? 'date' : 'code'
  // Somebody who spells ("u 1 2 k") means the letter, not the word.
  if (raw.length === 1 && (next.length === 1 || last?.raw.length === 1)) return 'code'
  return raw.length <= longestLetters && !isOrdinaryWord(raw) ? 'code' : 'word'
}

/** 3-5-1980, 03.05.80, 1980-05-03: possible as a day, so not a piece of a code. */
function isDate(raw: string): boolean {
  const parts = /^(\d{1,4})\D(\d{1,2})\D(\d{2,4})$/.exec(raw)
  if (!parts) return false
  const [first = '', month = '', last = ''] = parts.slice(1)
  if (Number(month) > 12 || Number(month) === 0) return false
  return first.length === 4 ? last.length <= 2 && Number(last) <= 31 : first.length <= 2 && Number(first) <= 31 && last.length !== 3
}
