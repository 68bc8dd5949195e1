// How long, in words short enough for a list.
import { t } from './labels.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** "net", "3 min", "1 uur en 5 min", "2 dagen". */
export function durationOf(ms: number): string {
  if (ms < MINUTE) return t('time.now')
  if (ms < HOUR) return t('time.minutes', { n: Math.floor(ms / MINUTE) })
  if (ms < DAY) return hours(Math.floor(ms / HOUR), Math.floor((ms % HOUR) / MINUTE))
  const days = Math.floor(ms / DAY)
  return days === 1 ? t('time.day') : t('time.days', { n: days })
}

function hours(h: number, m: number): string {
  return m === 0 || h >= 6 ? t('time.hours', { n: h }) : t('time.hoursMinutes', { h, m })
}

/** 14:05 today, "21 nov" on another day, "21 nov 2027" in another year. In the browser's time zone. */
export function momentOf(at: string, now: number): string {
  const date = new Date(at)
  const today = new Date(now)
  if (date.toDateString() === today.toDateString()) return date.toLocaleString('nl-NL', { hour: '2-digit', minute: '2-digit' })
  const year = date.getFullYear() === today.getFullYear() ? undefined : 'numeric'
  return date.toLocaleString('nl-NL', { day: 'numeric', month: 'short', year })
}

/** 21-11-2026 14:05:09 */
export function exactly(at: string): string {
  return new Date(at).toLocaleString('nl-NL', { day: '2-digit', month: '2-digit', year: 'numeric', hour: '2-digit', minute: '2-digit', second: '2-digit' })
}
