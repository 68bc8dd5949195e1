// Dutch public holidays, by the kept library `date-holidays`.
// Koningsdag is the 26th when the 27th is a Sunday. Bevrijdingsdag is no day off there, and not for us: by law it is an ordinary working day,
// and where a collective agreement gives it, then once in 5 years; an organisation that closes on it leaves it out of its hours.
import { createRequire } from 'node:module'
import type Holidays from 'date-holidays'

type Library = new (country: string, options: { types: ['public'] }) => Pick<Holidays, 'getHolidays'>

let calendar: Pick<Holidays, 'getHolidays'> | null = null
const years = new Map<string, ReadonlySet<string>>()

/** Whether this day is a public holiday in the Netherlands. @param on YYYY-MM-DD */
export function isDutchHoliday(on: string): boolean {
  const year = on.slice(0, 4)
  const known = years.get(year) ?? holidaysOf(year)
  years.set(year, known)
  return known.has(on)
}

/** The library knows every country: it costs 0.2 s and 40 MB, so it is loaded when a day is first asked. */
function holidaysOf(year: string): ReadonlySet<string> {
  calendar ??= new (createRequire(import.meta.url)('date-holidays') as Library)('NL', { types: ['public'] })
  return new Set(calendar.getHolidays(year).map(({ date }) => date.slice(0, 10)))
}
