// Days on which ASVZ works, in Dutch time: Monday to Friday, but for public holidays.
import { isDutchHoliday } from '../opening-hours/holidays.ts'
import { dutchDay } from './day.ts'
import { daysLater, dutchMoment, weekdayOf } from './wall-clock.ts'

const inWords = new Intl.DateTimeFormat('nl-NL', { timeZone: 'Europe/Amsterdam', weekday: 'long', day: 'numeric', month: 'long' })
const weekdayOnly = new Intl.DateTimeFormat('nl-NL', { timeZone: 'Europe/Amsterdam', weekday: 'long' })
const clock = new Intl.DateTimeFormat('nl-NL', { timeZone: 'Europe/Amsterdam', hour: 'numeric', minute: '2-digit', hourCycle: 'h23' })
const saturday = 5

/** So many working days after today in the Netherlands, at that hour there. */
export function afterWorkingDays(now: Date, days: number, hour: number): Date {
  let date = dutchDay(now)
  for (let left = days; left > 0;) {
    date = daysLater(date, 1)
    if (isWorkingDay(date)) left -= 1
  }
  return dutchMoment(date, hour * 60)
}

/** The day in words, as it is in the Netherlands: "maandag 30 november". */
export function dayInWords(moment: Date): string {
  return inWords.format(moment)
}

/** "maandag". */
export function weekdayInWords(moment: Date): string {
  return weekdayOnly.format(moment)
}

/** The hour as it is said there, without the word for it: "9", "13.30". */
export function hourInWords(moment: Date): string {
  const [hour = '', minutes = ''] = clock.format(moment).split(':')
  return `${Number(hour)}${minutes === '00' ? '' : `.${minutes}`}`
}

const isWorkingDay = (date: string) => weekdayOf(date) < saturday && !isDutchHoliday(date)
