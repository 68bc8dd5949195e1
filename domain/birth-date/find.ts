import { resolveDate, type Resolved } from './calendar.ts'
import { readItems, type Item } from './items.ts'
import { findShapes, type Shape } from './shapes.ts'
import { smallAt } from './numbers.ts'
import { EITHER, NUMBERED } from './words.ts'

/** A whole date in a text: its place (UTF-16 units), what it reads as, and its items. */
export type FoundDate = Resolved & { start: number; end: number; from: number; next: number; weak: boolean }
export type FoundDates = { items: readonly Item[]; dates: readonly FoundDate[] }

/** Every whole date in a text, also those that are impossible, in the future or have two readings; a day and month alone are no whole date. */
export function findBirthDates(text: string, today: string): FoundDates {
  const items = readItems(text)
  const dates = findShapes(items).map((shape) => toFound(items, shape, today))
  return { items, dates }
}

function toFound(items: readonly Item[], shape: Shape, today: string): FoundDate {
  const { from, next, weak } = shape
  const place = { start: items[from]?.start ?? 0, end: items[next - 1]?.end ?? 0 }
  return { ...resolveShape(items, shape, today), ...place, from, next, weak }
}

function resolveShape(items: readonly Item[], shape: Shape, today: string): Resolved {
  const readings = [shape.written, ...shape.others].map((written) => resolveDate(written, today))
  const candidates = readings.flatMap((resolved) => resolved.candidates)
  const [only] = readings
  if (only === undefined || shape.others.length > 0 || isBesideAnother(items, shape)) return { reading: { kind: 'ambiguous' }, candidates: [] }
  return { reading: only.reading, candidates }
}

/** "3 of 4 mei 1980", "3/4 mei 1980", "1 3 5 1980", "3 mei 1980 of 1981": which of the two? */
function isBesideAnother(items: readonly Item[], shape: Shape): boolean {
  const eitherAfter = items[shape.next]
  if (isEither(eitherAfter) && isNumberLike(items, shape.next + 1)) return true
  const first = items[shape.from]
  const either = items[shape.from - 1]
  const before = isEither(either) ? shape.from - 2 : shape.from - 1
  const gap = first?.gap ?? ''
  if (!isEither(either) && (!/^\s?[-–/]?\s?$/.test(gap) || (isSeparated(items, shape) && /^\s/.test(gap)))) return false
  return isDayBefore(items, before) || (isEither(either) && items[before]?.kind === 'month')
}

/** "stap 8 3-5-1980": dashes hold the date together, so the number before it is no part of it. */
function isSeparated(items: readonly Item[], { from, next }: Shape): boolean {
  return items.slice(from + 1, next).every((item) => /^[-–—−‐‑/.]$/.test(item.gap)) && next - from > 1
}

function isDayBefore(items: readonly Item[], at: number): boolean {
  const item = items[at]
  const label = items[at - 1]
  if (item === undefined || (label?.kind === 'word' && NUMBERED.has(label.text))) return false
  const day = item.kind === 'number' || item.kind === 'small' ? smallAt(items, at) : null
  return day !== null && day.value.value >= 1 && day.value.value <= 31
}

function isEither(item: Item | undefined): boolean {
  return (item?.kind === 'word' && EITHER.has(item.text)) || (item?.kind === 'and' && !item.glued)
}

function isNumberLike(items: readonly Item[], at: number): boolean {
  const item = items[at]
  return item?.kind === 'number' || item?.kind === 'small' || item?.kind === 'month'
}
