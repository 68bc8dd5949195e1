// When digimaatjes answer, in Dutch time: hours per weekday, closed on Dutch public holidays.

/** Minutes since midnight; `to` is not in it. */
export type Span = { from: number; to: number }
/** By weekday, Monday first. */
export type OpeningHours = { days: readonly (readonly Span[])[] }

const names = ['ma', 'di', 'wo', 'do', 'vr', 'za', 'zo']
const dayMinutes = 24 * 60

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

function minutesOf(time: string): number {
  const [hours = NaN, minutes = NaN] = time.split(/[:.]/).map(Number)
  const whole = hours * 60 + minutes
  return minutes < 60 && whole <= dayMinutes ? whole : NaN
}
