import type { WrittenDate } from './calendar.ts'
import { isJoined, type Item } from './items.ts'

export type Run = { written: WrittenDate; others: readonly WrittenDate[]; weak: boolean }

/**
 * A birth date in one run of digits: ddmmyyyy, dmmyyyy or ddmyyyy, ddmmyy; yyyymmdd only where ddmmyyyy cannot be. Six digits are as likely
 * a code, so they are `weak`, and null when no day and month fit.
 */
export function runAt(items: readonly Item[], at: number): Run | null {
  const item = items[at]
  if (item?.kind !== 'number' || isPartOfLonger(items, at)) return null
  if (item.digits.length === 8) return readEight(item.digits)
  if (item.digits.length === 7) return readSeven(item.digits)
  return item.digits.length === 6 ? readSix(item.digits) : null
}

function isPartOfLonger(items: readonly Item[], at: number): boolean {
  const [before, item, after] = [items[at - 1], items[at], items[at + 1]]
  if (after?.kind === 'number' && isJoined(after.gap)) return true
  if (before?.kind !== 'number' || item === undefined) return false
  // "0184 120394" is a telephone number.
  return isJoined(item.gap) || (before.digits.startsWith('0') && /^\s$/.test(item.gap))
}

function readEight(digits: string): Run | null {
  const dayFirst = cut(digits, [2, 2])
  if (isLikely(dayFirst)) return { written: dayFirst, others: [], weak: false }
  const [year, month, day] = [digits.slice(0, 4), digits.slice(4, 6), digits.slice(6)].map(Number)
  const yearFirst = { day: day ?? 0, month: month ?? 0, year: { full: year ?? 0 } }
  if (isLikely(yearFirst)) return { written: yearFirst, others: [], weak: false }
  // A slip in a date is still meant as a date; any other eight digits are a code or a telephone number.
  return isNear(dayFirst) ? { written: dayFirst, others: [], weak: false } : null
}

function readSeven(digits: string): Run | null {
  const fitting = [cut(digits, [1, 2]), cut(digits, [2, 1])].filter(isLikely)
  const [written, ...others] = fitting
  return written === undefined ? null : { written, others, weak: false }
}

function readSix(digits: string): Run | null {
  const written = { day: Number(digits.slice(0, 2)), month: Number(digits.slice(2, 4)), year: { short: Number(digits.slice(4)) } }
  return isDayAndMonth(written) ? { written, others: [], weak: true } : null
}

type FullDate = { day: number; month: number; year: { full: number } }

function cut(digits: string, [days, months]: readonly [number, number]): FullDate {
  const [day, month, year] = [digits.slice(0, days), digits.slice(days, days + months), digits.slice(days + months)].map(Number)
  return { day: day ?? 0, month: month ?? 0, year: { full: year ?? 0 } }
}

function isLikely(date: FullDate): boolean {
  return isDayAndMonth(date) && date.year.full >= 1850 && date.year.full < 2150
}

function isNear({ day, month, year }: FullDate): boolean {
  return day <= 39 && month <= 19 && year.full >= 1850 && year.full < 2150
}

function isDayAndMonth({ day, month }: { day: number; month: number }): boolean {
  const longest = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]
  return longest !== undefined && day >= 1 && day <= longest
}
