// When digimaatjes answer, in Dutch time: hours per weekday, closed on Dutch public holidays.
import { dutchDay } from './dutch/day.ts'
import { daysLater, dutchMoment, weekdayOf } from './dutch/wall-clock.ts'
import { isDutchHoliday } from './opening-hours/holidays.ts'

/** Minutes since midnight; `to` is not in it. */
export type Span = { from: number; to: number }
/** By weekday, Monday first. */
export type OpeningHours = { days: readonly (readonly Span[])[] }

const names = ['ma', 'di', 'wo', 'do', 'vr', 'za', 'zo']
const dayMinutes = 24 * 60
/** Further away nothing is promised: hours of one weekday find an ordinary week long before. */
const daysAhead = 60

/** Reads `ma-vr 9:00-17:00, za 10:00-14:00`; null when it is something else. */
export function readOpeningHours(text: string): OpeningHours | null {
  const days: Span[][] = names.map(() => [])
  for (const part of text.toLowerCase().split(',').map((one) => one.trim()).filter(Boolean)) {
    const [, first = '', last = first, from = '', to = ''] = /^([a-z]{2})(?:-([a-z]{2}))?\s+(\d{1,2}[:.]\d{2})\s*-\s*(\d{1,2}[:.]\d{2})$/.exec(part) ?? []
    const [start, end, span] = [names.indexOf(first), names.indexOf(last), { from: minutesOf(from), to: minutesOf(to) }]
    if (start < 0 || end < start || !(span.from < span.to)) return null
    for (let day = start; day <= end; day += 1) days[day]?.push(span)
  }
  return days.some((spans) => spans.length > 0) ? { days } : null
}

/** Whether a digimaatje answers at that moment. */
export function isOpenAt(hours: OpeningHours, moment: Date): boolean {
  return openingsOn(hours, dutchDay(moment)).some(({ from, to }) => from <= moment && moment < to)
}

/** When the desk opens next, for a moment at which it is closed; null: not within 60 days. */
export function nextOpening(hours: OpeningHours, moment: Date): Date | null {
  const today = dutchDay(moment)
  for (let ahead = 0; ahead <= daysAhead; ahead += 1) {
    const later = openingsOn(hours, daysLater(today, ahead)).map(({ from }) => from.getTime()).filter((from) => from > moment.getTime())
    if (later.length > 0) return new Date(Math.min(...later))
  }
  return null
}

/** None on a public holiday. Where the clock skips a whole opening it is left out. */
function openingsOn({ days }: OpeningHours, on: string): { from: Date; to: Date }[] {
  const spans = days[weekdayOf(on)] ?? []
  if (spans.length === 0 || isDutchHoliday(on)) return []
  return spans.map(({ from, to }) => ({ from: dutchMoment(on, from), to: dutchMoment(on, to) })).filter(({ from, to }) => from < to)
}

function minutesOf(time: string): number {
  const [hours = NaN, minutes = NaN] = time.split(/[:.]/).map(Number)
  const whole = hours * 60 + minutes
  return minutes < 60 && whole <= dayMinutes ? whole : NaN
}
