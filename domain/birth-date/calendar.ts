/**
 * What a text says about a birth date. `date` is YYYY-MM-DD. `impossible`: not on the calendar, or of nobody alive; `future`: after today;
 * `ambiguous`: two readings, or two dates; `incomplete`: a part is not there; `none`: no date in it.
 */
export type BirthDateReading =
  | { kind: 'date'; date: string }
  | { kind: 'impossible' }
  | { kind: 'future' }
  | { kind: 'incomplete'; missing: 'day' | 'month' | 'year' }
  | { kind: 'ambiguous' }
  | { kind: 'none' }

/** A year as it was written: in full (1980), or the last two digits (80). */
export type WrittenYear = { full: number } | { short: number }
export type WrittenDate = { day: number; month: number; year: WrittenYear }

/** `candidates` are the dates (YYYY-MM-DD) it can be: one for a `date`, two for an `ambiguous`. */
export type Resolved = { reading: BirthDateReading; candidates: readonly string[] }

const OLDEST = 120
const OLDEST_FOR_SHORT_YEAR = 115
const FURTHEST_FUTURE = 200

/**
 * Places a written date on the calendar, seen from `today` (YYYY-MM-DD). A year in full may make a person 120 years old. A year in two digits is
 * 19.. or 20..: only what makes a living person of at most 115 years counts, and when both do (3-5-15), it is ambiguous.
 */
export function resolveDate(written: WrittenDate, today: string): Resolved {
  const { day, month, year } = written
  const years = 'full' in year ? [year.full] : [1900 + year.short, 2000 + year.short]
  const real = years.filter((y) => isOnCalendar(y, month, day)).map((y) => format(y, month, day))
  if (real.length === 0) return { reading: { kind: 'impossible' }, candidates: [] }
  const past = real.filter((date) => date <= today)
  if (past.length === 0) return { reading: { kind: 'future' }, candidates: [] }
  const oldest = 'full' in year ? OLDEST : OLDEST_FOR_SHORT_YEAR
  const candidates = past.filter((date) => ageOn(date, today) <= oldest)
  const [only] = candidates
  if (only === undefined) return { reading: { kind: 'impossible' }, candidates }
  return { reading: candidates.length === 1 ? { kind: 'date', date: only } : { kind: 'ambiguous' }, candidates }

  function isOnCalendar(y: number, m: number, d: number): boolean {
    if (y < 1000 || y > Number(today.slice(0, 4)) + FURTHEST_FUTURE) return false
    return m >= 1 && m <= 12 && d >= 1 && d <= daysIn(y, m)
  }
}

function daysIn(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate()
}

function ageOn(date: string, today: string): number {
  const years = Number(today.slice(0, 4)) - Number(date.slice(0, 4))
  return today.slice(5) >= date.slice(5) ? years : years - 1
}

function format(year: number, month: number, day: number): string {
  return [String(year), String(month).padStart(2, '0'), String(day).padStart(2, '0')].join('-')
}
