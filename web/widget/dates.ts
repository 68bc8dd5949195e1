const DAY_MS = 86_400_000

/** 'YYYY-MM-DD' where the person is. */
export function dayKey(at: number): string {
  const date = new Date(at)
  return [date.getFullYear(), date.getMonth() + 1, date.getDate()].map((part) => String(part).padStart(2, '0')).join('-')
}

/** "Vandaag", "Gisteren", "3 mei", or with the year when it is another: "3 mei 2025". Times in milliseconds since 1970. */
export function dayLabel(at: number, now: number, words: { readonly today: string; readonly yesterday: string }): string {
  const day = dayKey(at)
  if (day === dayKey(now)) return words.today
  if (day === dayKey(noon(now) - DAY_MS)) return words.yesterday
  const otherYear = day.slice(0, 4) !== dayKey(now).slice(0, 4)
  return new Date(at).toLocaleDateString('nl-NL', { day: 'numeric', month: 'long', ...(otherYear ? { year: 'numeric' } : {}) })
}

/** "9:05" as a clock shows it: "09:05". */
export function timeLabel(at: number): string {
  return new Date(at).toLocaleTimeString('nl-NL', { hour: '2-digit', minute: '2-digit' })
}

/** A day before noon is yesterday, also where the clock was changed last night. */
function noon(at: number): number {
  return new Date(at).setHours(12, 0, 0, 0)
}
