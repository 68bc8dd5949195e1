import type { WrittenDate, WrittenYear } from './calendar.ts'
import { isJoined, type Item } from './items.ts'
import { fullYearAt, smallAt, yearAt, type Read, type SmallNumber } from './numbers.ts'
import { runAt } from './runs.ts'
import { BEFORE_MONTH, BEFORE_YEAR, HESITATIONS, NUMBERED } from './words.ts'

/** A whole date as written; `from` up to `next` are its items. `others`: what it may be as well. `weak`: six digits that may be a code. */
export type Shape = { written: WrittenDate; others: readonly WrittenDate[]; from: number; next: number; weak: boolean }

type Pattern = (items: readonly Item[], at: number) => Shape | null

// In order of trust. A later pattern gets only what the earlier ones left.
const PATTERNS: readonly Pattern[] = [dayMonthWordYear, monthWordDayYear, dayMonthYear, yearDayMonth, yearMonthDay, digitRun]

/** Every whole date in the items, in order, none overlapping. */
export function findShapes(items: readonly Item[]): Shape[] {
  const taken: Shape[] = []
  for (const pattern of PATTERNS) {
    let at = 0
    while (at < items.length) {
      const shape = pattern(items, at)
      const free = shape !== null && isWhole(items, shape) && taken.every((other) => shape.next <= other.from || other.next <= shape.from)
      if (free) taken.push(shape)
      at = free ? shape.next : at + 1
    }
  }
  return taken.sort((a, b) => a.from - b.from)
}

/** A date does not end in the middle of a word: what is left of the word would change it. */
function isWhole(items: readonly Item[], { from, next }: Shape): boolean {
  const isCut = (at: number) => at > 0 && items[at] !== undefined && items[at]?.end === items[at - 1]?.end
  return !isCut(from) && !isCut(next)
}

/** May this stand between the parts of one date? */
export function isGlue(gap: string): boolean {
  return gap.length <= 8 && /^[\s.,\-–—−‐‑/\\'’‘`´_:;|()"*\u200B-\u200D\uFEFF\u00AD]*$/.test(gap)
}

/** The index of the part of the date that follows: past words as "van" and "jaar"; null when something else stands between. */
export function skipTo(items: readonly Item[], at: number, fillers: ReadonlySet<string>): number | null {
  for (let i = at; i < items.length && i < at + 5; i += 1) {
    const item = items[i]
    if (item === undefined || !isGlue(item.gap)) return null
    if (item.kind !== 'word' || !(fillers.has(item.text) || HESITATIONS.has(item.text))) return i
  }
  return null
}

const NONE: ReadonlySet<string> = new Set()

/** "3 mei 1980", "de derde van mei negentien tachtig". */
function dayMonthWordYear(items: readonly Item[], at: number): Shape | null {
  const day = smallAt(items, at)
  const month = day && skipTo(items, day.next, BEFORE_MONTH)
  const name = month === null ? undefined : items[month]
  if (day === null || month === null || name?.kind !== 'month') return null
  const start = skipTo(items, month + 1, BEFORE_YEAR)
  const year = start === null ? null : yearAt(items, start)
  return year === null ? null : shapeOf({ day, month: name.month, year, at })
}

/** "mei 3 1980", only with a year in full. */
function monthWordDayYear(items: readonly Item[], at: number): Shape | null {
  const name = items[at]
  if (name?.kind !== 'month' || !name.sure) return null
  const start = skipTo(items, at + 1, new Set(['de']))
  const day = start === null ? null : smallAt(items, start)
  const after = day && skipTo(items, day.next, NONE)
  const year = after === null ? null : fullYearAt(items, after)
  if (day === null || after === null || year === null || !/^[\s,.]*$/.test(items[after]?.gap ?? '')) return null
  return shapeOf({ day, month: name.month, year, at })
}

/** "3-5-1980", "drie vijf tachtig". Always the day first. */
function dayMonthYear(items: readonly Item[], at: number): Shape | null {
  const day = smallAt(items, at)
  const middle = day && skipTo(items, day.next, day.value.ordinal ? BEFORE_MONTH : NONE)
  const month = middle === null ? null : smallAt(items, middle)
  const start = month && skipTo(items, month.next, month.value.ordinal ? BEFORE_YEAR : NONE)
  const year = start === null ? null : yearAt(items, start)
  if (day === null || middle === null || month === null || start === null || year === null) return null
  const read = shapeOf({ day, month: month.value.value, year, at })
  return isPlausible(items, read, [items[middle]?.gap ?? '', items[start]?.gap ?? '']) ? read : null
}

/** Three numbers in a row are a date more often when they stand as one. */
function isPlausible(items: readonly Item[], { written, from, next }: Shape, gaps: readonly string[]): boolean {
  const [before, after] = [items[from], items[next]]
  if (before?.kind === 'number' && from > 0 && isJoined(before.gap) && items[from - 1]?.kind === 'number') return false
  if (after?.kind === 'number' && isJoined(after.gap)) return false
  const loose = gaps.some((gap) => /^\s*$/.test(gap))
  if ('full' in written.year) return written.year.full < 10_000 || !loose
  if (gaps.some((gap) => /[,:;_|"()*\n]/.test(gap))) return false
  if (!loose) return true
  if (written.day > 31 || written.month > 12) return false
  const label = items[from - 1]
  return !(label?.kind === 'word' && NUMBERED.has(label.text)) && !isNumberBeside(items, from, next)
}

function isNumberBeside(items: readonly Item[], from: number, next: number): boolean {
  const [first, before, after] = [items[from], items[from - 1], items[next]]
  return (before?.kind === 'number' && /^\s*$/.test(first?.gap ?? '')) || (after?.kind === 'number' && /^\s*$/.test(after.gap))
}

/** "in 1980 op 3 mei", "1980 mei 3". */
function yearDayMonth(items: readonly Item[], at: number): Shape | null {
  const year = fullYearAt(items, at)
  const start = year && skipTo(items, year.next, new Set(['op', 'de', 'geboren']))
  if (year === null || start === null) return null
  const first = items[start]
  const day = smallAt(items, first?.kind === 'month' ? start + 1 : start)
  const name = first?.kind === 'month' ? first : day && items[skipTo(items, day.next, BEFORE_MONTH) ?? -1]
  if (day === null || name?.kind !== 'month' || !name.sure) return null
  const next = first?.kind === 'month' ? day.next : items.indexOf(name) + 1
  return { ...shapeOf({ day, month: name.month, year, at }), next }
}

/** "1980-05-03". */
function yearMonthDay(items: readonly Item[], at: number): Shape | null {
  const [year, month, day] = [items[at], items[at + 1], items[at + 2]]
  if (year?.kind !== 'number' || month?.kind !== 'number' || day?.kind !== 'number') return null
  if (!/^(?:1[6-9]|2[01])\d\d$/.test(year.digits) || month.digits.length > 2 || day.digits.length > 2) return null
  if (month.gap !== day.gap || !/^\s?[-–/. ]\s?$/.test(month.gap)) return null
  const after = items[at + 3]
  if (after?.kind === 'number' && isJoined(after.gap)) return null
  const written = { day: Number(day.digits), month: Number(month.digits), year: { full: Number(year.digits) } }
  return { written, others: [], from: at, next: at + 3, weak: false }
}

function digitRun(items: readonly Item[], at: number): Shape | null {
  const run = runAt(items, at)
  return run === null ? null : { ...run, from: at, next: at + 1 }
}

function shapeOf(parts: { day: Read<SmallNumber>; month: number; year: Read<WrittenYear>; at: number }): Shape {
  const written = { day: parts.day.value.value, month: parts.month, year: parts.year.value }
  return { written, others: [], from: parts.at, next: parts.year.next, weak: false }
}
