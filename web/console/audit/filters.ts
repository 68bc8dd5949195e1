// What of the log is asked for. Days are the browser's; the server gets moments.

/** Days as a field of date has them (2026-11-21, or '' for no limit); the rest '' for any. */
export type Filters = { from: string; to: string; actor: string; action: string; subject: string }

const DAY = 24 * 60 * 60_000

export function lastWeek(now: number): Filters {
  return { from: dayOf(now - 7 * DAY), to: dayOf(now), actor: '', action: '', subject: '' }
}

/** As a query string with its `?`. `to` goes to the end of that day. */
export function queryOf({ from, to, actor, action, subject }: Filters, before: string | null = null): string {
  const query = new URLSearchParams()
  const put = (name: string, value: string) => void (value !== '' && query.set(name, value))
  put('from', momentOf(from, 0))
  put('to', momentOf(to, 1))
  put('actor', actor.trim())
  put('action', action)
  put('subject', subject.trim())
  put('before', before ?? '')
  return query.size > 0 ? `?${query}` : ''
}

/** Midnight at the beginning of the day, or `after` days later. */
function momentOf(day: string, after: number): string {
  const [year = Number.NaN, month = 1, date = 1] = day.split('-').map(Number)
  const at = new Date(year, month - 1, date + after)
  return day === '' || Number.isNaN(at.getTime()) ? '' : at.toISOString()
}

function dayOf(at: number): string {
  const date = new Date(at)
  return [date.getFullYear(), date.getMonth() + 1, date.getDate()].map((part) => String(part).padStart(2, '0')).join('-')
}
