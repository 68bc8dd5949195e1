const hour = 60 * 60_000
const day = 24 * hour
const locale = 'nl-NL'

/** WhatsApp's window: `soon` within two hours. */
export type Countdown = { kind: 'none' } | { kind: 'closed' } | { kind: 'open' | 'soon'; left: number }

export function countdownOf(windowUntil: string | null, now: number): Countdown {
  if (windowUntil === null) return { kind: 'none' }
  const left = Date.parse(windowUntil) - now
  if (left <= 0) return { kind: 'closed' }
  return { kind: left <= 2 * hour ? 'soon' : 'open', left }
}

/** 14:05, in the browser's time zone. */
export function clockOf(at: string): string {
  return new Date(at).toLocaleTimeString(locale, { hour: '2-digit', minute: '2-digit' })
}

export type DayName = { kind: 'today' | 'yesterday' | 'tomorrow' } | { kind: 'date'; text: string }

/** The day of a moment as one says it; the year only when it is not this one. */
export function dayOf(at: string, now: number): DayName {
  const [that, today] = [startOfDay(new Date(at)), startOfDay(new Date(now))]
  const days = Math.round((that.getTime() - today.getTime()) / day)
  if (days === 0) return { kind: 'today' }
  if (days === -1) return { kind: 'yesterday' }
  if (days === 1) return { kind: 'tomorrow' }
  const year = that.getFullYear() === today.getFullYear() ? undefined : 'numeric'
  return { kind: 'date', text: that.toLocaleDateString(locale, { weekday: 'long', day: 'numeric', month: 'long', year }) }
}

/** Moments to be reminded at: in an hour, later today (16:00, only while that is over an hour away), tomorrow 9:00. */
export type ReminderChoice = { kind: 'hour' | 'today' | 'tomorrow'; at: Date }

export function reminderChoices(now: number): ReminderChoice[] {
  const inAnHour = new Date(now + hour)
  const today = atHour(new Date(now), 16)
  const next = new Date(now)
  next.setDate(next.getDate() + 1)
  const all: ReminderChoice[] = [{ kind: 'hour', at: inAnHour }, { kind: 'today', at: today }, { kind: 'tomorrow', at: atHour(next, 9) }]
  return all.filter(({ kind, at }) => kind !== 'today' || at > inAnHour)
}

/** The last moment one may be reminded at: a year from now. */
export function lastMoment(now: number): Date {
  const at = new Date(now)
  at.setFullYear(at.getFullYear() + 1)
  return at
}

/** What a field of date and time holds (2026-11-20T16:30, local), when it is later than now, and within a year. */
export function laterMoment(field: string, now: number): Date | null {
  const at = momentIn(field)
  return at !== null && at.getTime() > now && at <= lastMoment(now) ? at : null
}

/** Whether that is beyond the year. */
export function isTooFar(field: string, now: number): boolean {
  const at = momentIn(field)
  return at !== null && at > lastMoment(now)
}

function momentIn(field: string): Date | null {
  const at = new Date(field)
  return /^\d{4,6}-\d\d-\d\dT\d\d:\d\d/.test(field) && !Number.isNaN(at.getTime()) ? at : null
}

/** A moment as such a field holds it. */
export function fieldOf(at: Date): string {
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}T${two(at.getHours())}:${two(at.getMinutes())}`
}

const two = (part: number) => String(part).padStart(2, '0')

function startOfDay(at: Date): Date {
  return new Date(at.getFullYear(), at.getMonth(), at.getDate())
}

function atHour(at: Date, hours: number): Date {
  return new Date(at.getFullYear(), at.getMonth(), at.getDate(), hours)
}
