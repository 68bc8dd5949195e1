import { resolveDate, type BirthDateReading } from './birth-date/calendar.ts'
import { findBirthDates, type FoundDate } from './birth-date/find.ts'
import type { Item } from './birth-date/items.ts'
import { findPartials, type PartialDate } from './birth-date/partial.ts'
import { BIRTHDAY, CORRECTIONS } from './birth-date/words.ts'

export type { BirthDateReading } from './birth-date/calendar.ts'

/**
 * Reads the birth date in what a person typed or dictated, in Dutch, always day before month. `today` is YYYY-MM-DD. Two dates in one text are
 * ambiguous, unless the second corrects the first ("3 mei 1980, nee, 4 mei 1980"). Nothing is guessed: what is unsure is for asking again.
 */
export function readBirthDate(text: string, today: string): BirthDateReading {
  const { items, dates } = findBirthDates(text, today)
  const strong = dates.filter((date) => !date.weak)
  const found = strong.length > 0 ? strong : dates
  const last = found.at(-1)
  if (last === undefined) return readPartials(items, today)
  const affirmed = withoutDenied(items, found)
  if (affirmed === null) return { kind: 'ambiguous' }
  if (isCorrectedLater(items, last, today)) return { kind: 'ambiguous' }
  return decide(items, affirmed)
}

/** The date in words: "3 mei 1980". `date` is YYYY-MM-DD, `locale` a BCP 47 tag. */
export function birthDateInWords(date: string, locale = 'nl-NL'): string {
  const format = inWords.get(locale) ?? new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' })
  inWords.set(locale, format)
  return format.format(new Date(`${date}T00:00:00Z`))
}

/** Making a format takes longer than a whole turn's dialogs. */
const inWords = new Map<string, Intl.DateTimeFormat>()

function decide(items: readonly Item[], found: readonly FoundDate[]): BirthDateReading {
  const [last, previous] = [found.at(-1), found.at(-2)]
  if (last === undefined) return { kind: 'none' }
  if (previous === undefined) return last.reading
  if (isCorrection(items.slice(previous.next, last.from))) return last.reading
  const dates = new Set(found.flatMap(({ reading }) => reading.kind === 'date' ? [reading.date] : []))
  const [date] = dates
  // "3-5-15, dus 3 mei 2015": one says what the other left open.
  if (date !== undefined && dates.size === 1 && found.every((one) => one.candidates.includes(date))) return { kind: 'date', date }
  const kinds = new Set(found.map(({ reading }) => reading.kind))
  return kinds.size === 1 && dates.size === 0 ? last.reading : { kind: 'ambiguous' }
}

/** Leaves out a date that "niet … maar …" denies; null when a date is denied and it is not clear what holds instead. */
function withoutDenied(items: readonly Item[], found: readonly FoundDate[]): FoundDate[] | null {
  const kept: FoundDate[] = []
  for (const [i, date] of found.entries()) {
    if (!isWord(items[date.from - 1], 'niet')) {
      kept.push(date)
      continue
    }
    const after = found[i + 1]
    if (after === undefined || !items.slice(date.next, after.from).some((item) => isWord(item, 'maar'))) return null
  }
  return kept
}

/** "3 mei 1980, nee 4 mei": something is taken back, and what comes instead is no whole date. */
function isCorrectedLater(items: readonly Item[], last: FoundDate, today: string): boolean {
  const rest = items.slice(last.next)
  const start = rest.findIndex((item) => isCorrection([item]))
  if (start < 0) return false
  const [date] = last.candidates
  return findPartials(rest.slice(start + 1), today).some((partial) => date === undefined || !agrees(partial, date))
}

function agrees({ day, month, year }: PartialDate, date: string): boolean {
  const [y, m, d] = date.split('-').map(Number)
  const sameYear = year === undefined || ('full' in year ? year.full === y : year.short === (y ?? 0) % 100)
  return sameYear && (month ?? m) === m && (day ?? d) === d
}

function readPartials(items: readonly Item[], today: string): BirthDateReading {
  const partials = findPartials(items, today)
  const years = partials.filter((partial) => partial.day === undefined)
  const [day, year] = [partials.find((partial) => partial.day !== undefined), years[0]]
  if (day?.day !== undefined && day.month !== undefined && year?.year !== undefined && partials.length === 2 && year.month === undefined) {
    // "ik ben jarig op 3 mei en ik ben van 1980"
    const birthday = items.some((item) => item.kind === 'word' && BIRTHDAY.has(item.text))
    if (birthday) return resolveDate({ day: day.day, month: day.month, year: year.year }, today).reading
  }
  if (day !== undefined && years.some(({ month }) => month !== undefined && month !== day.month)) return { kind: 'ambiguous' }
  if (day !== undefined) return { kind: 'incomplete', missing: 'year' }
  return year === undefined ? { kind: 'none' } : { kind: 'incomplete', missing: 'day' }
}

function isCorrection(items: readonly Item[]): boolean {
  return items.some((item) => item.kind === 'word' && CORRECTIONS.has(item.text))
}

function isWord(item: Item | undefined, text: string): boolean {
  return item?.kind === 'word' && item.text === text
}
