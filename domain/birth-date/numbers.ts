import type { WrittenYear } from './calendar.ts'
import { isJoined, type Item } from './items.ts'
import { SUFFIXES, UNITS } from './words.ts'

/** A value read from the items, and the index of the first item after it. */
export type Read<T> = { value: T; next: number }
export type SmallNumber = { value: number; spelt: boolean; ordinal: boolean }

const isSpace = (gap: string) => /^\s*$/.test(gap)
/** "twee-en-twintig": what may stand between the words of one number. */
const isInsideNumber = (gap: string) => /^[\s-]*$/.test(gap)

/** A day or month number: "3", "03", "3e", "drie", "derde", "nul drie", "drie en twintig". */
export function smallAt(items: readonly Item[], at: number): Read<SmallNumber> | null {
  const item = items[at]
  if (item === undefined) return null
  if (item.kind === 'number') return item.digits.length <= 2 ? numeralAt(items, at, item.digits) : null
  // Glued "en" opening a word is "een": "eenmei1961".
  if (item.kind === 'and' && item.glued && items[at - 1]?.end !== item.end) return { value: { value: 1, spelt: true, ordinal: false }, next: at + 1 }
  if (item.kind !== 'small') return null
  if (item.value === 0) return leadingZeroAt(items, at) ?? { value: { value: 0, spelt: true, ordinal: false }, next: at + 1 }
  const tens = item.value < 10 && !item.ordinal ? tensAt(items, at + 1) : null
  if (tens !== null) return { value: { value: item.value + tens.value.value, spelt: true, ordinal: tens.value.ordinal }, next: tens.next }
  return { value: { value: item.value, spelt: true, ordinal: item.ordinal }, next: at + 1 }
}

function numeralAt(items: readonly Item[], at: number, digits: string): Read<SmallNumber> {
  const zero = digits === '0' ? leadingZeroAt(items, at) : null
  if (zero !== null) return zero
  const after = items[at + 1]
  const suffixed = after?.kind === 'word' && SUFFIXES.has(after.text) && isSpace(after.gap)
  return { value: { value: Number(digits), spelt: false, ordinal: suffixed }, next: suffixed ? at + 2 : at + 1 }
}

function leadingZeroAt(items: readonly Item[], at: number): Read<SmallNumber> | null {
  const digit = digitAt(items, at + 1)
  if (digit === null || digit === 0 || !isSpace(items[at + 1]?.gap ?? '')) return null
  return { value: { value: digit, spelt: true, ordinal: false }, next: at + 2 }
}

function tensAt(items: readonly Item[], at: number): Read<SmallNumber> | null {
  const and = items[at]
  // "zevennegentig": written as one word, the "en" is often lost.
  const start = and?.kind === 'small' && and.end === items[at - 1]?.end ? at : at + 1
  const tens = items[start]
  if (tens?.kind !== 'small' || tens.value < 20 || tens.value % 10 !== 0) return null
  if (start > at && and?.kind !== 'and') return null
  if (!isInsideNumber(and?.gap ?? '') || !isInsideNumber(tens.gap)) return null
  return { value: { value: tens.value, spelt: true, ordinal: tens.ordinal }, next: start + 1 }
}

function digitAt(items: readonly Item[], at: number): number | null {
  const item = items[at]
  if (item?.kind === 'number') return item.digits.length === 1 ? Number(item.digits) : null
  return item?.kind === 'small' && item.value < 10 && !item.ordinal ? item.value : null
}

/** A year in any wording: 1980, '80, "negentienhonderd tachtig", "negentien 80", "tweeduizend en drie", "een negen acht nul". */
export function yearAt(items: readonly Item[], at: number): Read<WrittenYear> | null {
  return fullYearAt(items, at) ?? shortYearAt(items, at)
}

/** A year that names its century. */
export function fullYearAt(items: readonly Item[], at: number): Read<WrittenYear> | null {
  const item = items[at]
  if (item?.kind === 'number' && (item.digits.length === 4 || item.digits.length === 5)) return { value: { full: Number(item.digits) }, next: at + 1 }
  return thousandsAt(items, at) ?? centuryAt(items, at) ?? digitsAt(items, at) ?? dottedAt(items, at)
}

function thousandsAt(items: readonly Item[], at: number): Read<WrittenYear> | null {
  const start = items[at]?.kind === 'thousand' ? at : at + 1
  const times = start === at ? 1 : digitAt(items, at)
  if (times !== 1 && times !== 2) return null
  if (items[start]?.kind !== 'thousand' || (start > at && !isInsideNumber(items[start]?.gap ?? ''))) return null
  const hundreds = digitAt(items, start + 1)
  if (hundreds !== null && items[start + 2]?.kind === 'hundred') return restAt(items, start + 3, 1000 * times + 100 * hundreds)
  return restAt(items, start + 1, 1000 * times)
}

function centuryAt(items: readonly Item[], at: number): Read<WrittenYear> | null {
  const century = smallAt(items, at)
  if (century === null || century.value.ordinal || century.value.value < 15 || century.value.value > 20) return null
  const { next, value: { value } } = century
  const after = items[next]
  if (after?.kind === 'hundred' && isInsideNumber(after.gap)) return restAt(items, next + 1, 100 * value)
  if ((value !== 19 && value !== 20) || after === undefined || !/^[\s'’‘`´]*$/.test(after.gap)) return null
  const rest = twoDigitsAt(items, next)
  return rest === null ? null : { value: { full: 100 * value + rest.value }, next: rest.next }
}

/** What comes after the hundreds or thousands: nothing, "tachtig", "en vijf", "5". */
function restAt(items: readonly Item[], at: number, base: number): Read<WrittenYear> {
  const and = items[at]
  const skip = and?.kind === 'and' && isInsideNumber(and.gap) ? 1 : 0
  const rest = smallAt(items, at + skip)
  const joined = rest !== null && !rest.value.ordinal && isInsideNumber(items[at + skip]?.gap ?? '')
  if (joined) return { value: { full: base + rest.value.value }, next: rest.next }
  // "negentienhonderdeen": the last part sounds as "en".
  return and?.kind === 'and' && and.glued ? { value: { full: base + 1 }, next: at + 1 } : { value: { full: base }, next: at }
}

function digitsAt(items: readonly Item[], at: number): Read<WrittenYear> | null {
  const digits = [0, 1, 2, 3].map((i) => digitAt(items, at + i))
  if (digits.includes(null) || [1, 2, 3].some((i) => !isSpace(items[at + i]?.gap ?? ''))) return null
  const full = Number(digits.join(''))
  return full >= 1900 && full < 2100 ? { value: { full }, next: at + 4 } : null
}

/** "1.980", as some telephones write a dictated year. */
function dottedAt(items: readonly Item[], at: number): Read<WrittenYear> | null {
  const [head, tail] = [items[at], items[at + 1]]
  if (head?.kind !== 'number' || tail?.kind !== 'number' || tail.gap !== '.') return null
  return /^[12]$/.test(head.digits) && /^[09]\d\d$/.test(tail.digits) ? { value: { full: Number(head.digits + tail.digits) }, next: at + 2 } : null
}

function shortYearAt(items: readonly Item[], at: number): Read<WrittenYear> | null {
  const short = twoDigitsAt(items, at)
  if (short === null) return null
  const after = items[short.next]
  // "3 mei 46 jaar", "3 mei 10:30": an age and an hour.
  if (after?.kind === 'word' && UNITS.has(after.text) && isSpace(after.gap)) return null
  if (after?.kind === 'number' && isJoined(after.gap)) return null
  return { value: { short: short.value }, next: short.next }
}

function twoDigitsAt(items: readonly Item[], at: number): Read<number> | null {
  const item = items[at]
  if (item?.kind === 'number' && item.digits.length === 2) return { value: Number(item.digits), next: at + 1 }
  const small = smallAt(items, at)
  if (small === null || !small.value.spelt || small.value.ordinal) return null
  const zeroed = (item?.kind === 'small' && item.value === 0 && small.next === at + 2)
  return small.value.value >= 10 || zeroed ? { value: small.value.value, next: small.next } : null
}
