// Between the clock on the wall in the Netherlands and moments, also on the days it changes.
import { dutchDay } from './day.ts'

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour
const offsetThere = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/Amsterdam', timeZoneName: 'shortOffset' })
const summerFirst = [2, 1]

/**
 * The moment at which the clock there shows so many minutes since midnight. A time that comes twice is the first one; a time that is
 * left out is the moment of the change.
 * @param on YYYY-MM-DD @param minutes 0 to 1,440: midnight of the next day
 */
export function dutchMoment(on: string, minutes: number): Date {
  const wall = Date.parse(`${on}T00:00:00Z`) + minutes * minute
  const ahead = summerFirst.find((hours) => hoursAhead(new Date(wall - hours * hour)) === hours)
  if (ahead !== undefined) return new Date(wall - ahead * hour)
  return new Date(Math.floor((wall - hour) / hour) * hour)
}

/** The calendar day so many days later, as YYYY-MM-DD. */
export function daysLater(on: string, days: number): string {
  return new Date(Date.parse(`${on}T00:00:00Z`) + days * day).toISOString().slice(0, 10)
}

/** Monday is 0. @param on YYYY-MM-DD */
export function weekdayOf(on: string): number {
  return (new Date(`${on}T00:00:00Z`).getUTCDay() + 6) % 7
}

/** Whole days between two moments, by the calendar there: 0 is the same day, 1 tomorrow. */
export function daysBetween(from: Date, to: Date): number {
  return (Date.parse(dutchDay(to)) - Date.parse(dutchDay(from))) / day
}

/** How much the clock there is ahead of UTC at that moment: 1, in summer 2. */
function hoursAhead(moment: Date): number {
  const { value = '' } = offsetThere.formatToParts(moment).find(({ type }) => type === 'timeZoneName') ?? {}
  return Number(value.replace('GMT', '')) || 0
}
