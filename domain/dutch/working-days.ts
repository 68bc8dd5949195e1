// Days on which ASVZ works, in Dutch time: Monday to Friday.
import { dutchDay } from './day.ts'

const day = 24 * 60 * 60 * 1000
const hourThere = new Intl.DateTimeFormat('nl-NL', { timeZone: 'Europe/Amsterdam', hour: 'numeric', hourCycle: 'h23' })
const inWords = new Intl.DateTimeFormat('nl-NL', { timeZone: 'Europe/Amsterdam', weekday: 'long', day: 'numeric', month: 'long' })

/**
 * So many working days after today in the Netherlands, at that hour there.
 * @param hour whole hours, from 4 to 23: earlier ones may not exist on the day the clock changes
 */
export function afterWorkingDays(now: Date, days: number, hour: number): Date {
  let date = new Date(`${dutchDay(now)}T00:00:00Z`)
  for (let left = days; left > 0;) {
    date = new Date(date.getTime() + day)
    if (isWorkingDay(date)) left -= 1
  }
  return atHour(date, hour)
}

/** The day in words, as it is in the Netherlands: "maandag 30 november". */
export function dayInWords(moment: Date): string {
  return inWords.format(moment)
}

const isWorkingDay = (date: Date) => date.getUTCDay() !== 0 && date.getUTCDay() !== 6

/** The Netherlands are one hour before UTC, in summer two. */
function atHour(date: Date, hour: number): Date {
  const winter = new Date(date.getTime() + (hour - 1) * 60 * 60 * 1000)
  const ahead = Number(hourThere.format(winter)) - hour
  return new Date(winter.getTime() - ahead * 60 * 60 * 1000)
}
