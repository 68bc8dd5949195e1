const dayFirst = /^(\d{1,2})([-/.])(\d{1,2})\2(\d{4})$/
const yearFirst = /^(\d{4})-(\d{1,2})-(\d{1,2})$/
const shortYear = /^\d{1,2}[-/.]\d{1,2}[-/.]\d{2}$/
/** Excel adds the time of a day without one. */
const midnight = /[T ]0?0:00(:00)?$/

/** A date as Dutch Excel writes it, also without its leading zeros: dd-mm-yyyy, d/m/yyyy or yyyy-mm-dd. Day before month, always. */
export function readDutchDate(text: string): { kind: 'read'; date: string } | { kind: 'date' | 'shortYear' } {
  const bare = text.trim().replace(midnight, '')
  if (shortYear.test(bare)) return { kind: 'shortYear' }
  const [, day, , month, year] = dayFirst.exec(bare) ?? []
  if (day && month && year) return checked(year, month, day)
  const [, isoYear, isoMonth, isoDay] = yearFirst.exec(bare) ?? []
  return isoYear && isoMonth && isoDay ? checked(isoYear, isoMonth, isoDay) : { kind: 'date' }
}

/** @param date YYYY-MM-DD */
export function addDays(date: string, days: number): string {
  const moment = new Date(`${date}T00:00:00Z`)
  moment.setUTCDate(moment.getUTCDate() + days)
  return moment.toISOString().slice(0, 10)
}

function checked(year: string, month: string, day: string): { kind: 'read'; date: string } | { kind: 'date' } {
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  const moment = new Date(`${date}T00:00:00Z`)
  return !Number.isNaN(moment.getTime()) && moment.toISOString().startsWith(date) ? { kind: 'read', date } : { kind: 'date' }
}
