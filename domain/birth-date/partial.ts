import type { WrittenYear } from './calendar.ts'
import type { Item } from './items.ts'
import { fullYearAt, smallAt, yearAt } from './numbers.ts'
import { isGlue, skipTo } from './shapes.ts'
import { BEFORE_MONTH, BEFORE_YEAR, GLUED } from './words.ts'

/** A part of a date; `from` is its first item. */
export type PartialDate = { from: number; next: number; day?: number; month?: number; year?: WrittenYear }

/** The parts of dates among items that hold no whole date. `today` is YYYY-MM-DD. */
export function findPartials(items: readonly Item[], today: string): PartialDate[] {
  const alone = numbersAlone(items)
  if (alone !== null) return [alone]
  const found: PartialDate[] = []
  let at = 0
  while (at < items.length) {
    const partial = dayAndMonth(items, at) ?? monthAndYear(items, at) ?? yearAlone(items, at, today)
    if (partial !== null) found.push(partial)
    at = partial === null ? at + 1 : partial.next
  }
  return found
}

function dayAndMonth(items: readonly Item[], at: number): PartialDate | null {
  const day = smallAt(items, at)
  const month = day && skipTo(items, day.next, BEFORE_MONTH)
  const name = month === null ? undefined : items[month]
  if (day === null || month === null || name?.kind !== 'month' || !name.sure) return null
  return { from: at, next: month + 1, day: day.value.value, month: name.month }
}

function monthAndYear(items: readonly Item[], at: number): PartialDate | null {
  const name = items[at]
  if (name?.kind !== 'month' || !name.sure) return null
  const start = skipTo(items, at + 1, BEFORE_YEAR)
  const year = start === null ? null : yearAt(items, start)
  if (year === null || start === null) return null
  // "mei 10" may be a day; "mei '10" and "mei 80" are years.
  const certain = 'full' in year.value || year.value.short > 31 || /['’‘`´]/.test(items[start]?.gap ?? '')
  return certain ? { from: at, next: year.next, month: name.month, year: year.value } : null
}

function yearAlone(items: readonly Item[], at: number, today: string): PartialDate | null {
  const year = fullYearAt(items, at)
  if (year === null || !('full' in year.value)) return null
  const { full } = year.value
  return full >= 1880 && full <= Number(today.slice(0, 4)) ? { from: at, next: year.next, year: year.value } : null
}

/** "3-5", "5-1980", "3-5-198": numbers are part of a date only when the message holds nothing else. */
function numbersAlone(items: readonly Item[]): PartialDate | null {
  const rest = items.filter((item) => !(item.kind === 'word' && (GLUED.has(item.text) || item.text === 'is')))
  const [first, second, third] = rest
  if (rest.length > 3 || first?.kind !== 'number' || second?.kind !== 'number' || !isGlue(second.gap)) return null
  // "1 op 10"
  if (items.indexOf(second) !== items.indexOf(first) + 1) return null
  const [head, next] = [Number(first.digits), items.length]
  if (rest.length === 3) {
    return third?.kind === 'number' && third.digits.length === 3 && isDayMonth(head, Number(second.digits)) ? { from: 0, next, day: head } : null
  }
  if (isDayMonth(head, Number(second.digits)) && second.digits.length <= 2) return { from: 0, next, day: head, month: Number(second.digits) }
  const year = second.digits.length === 4 && /^(?:19|20)/.test(second.digits)
  return year && head >= 1 && head <= 12 ? { from: 0, next, month: head, year: { full: Number(second.digits) } } : null
}

function isDayMonth(day: number, month: number): boolean {
  return day >= 1 && day <= 31 && month >= 1 && month <= 12
}
