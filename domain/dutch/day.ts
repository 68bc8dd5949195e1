const amsterdam = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Amsterdam', dateStyle: 'short' })
const minute = 60_000
let known = { minute: Number.NaN, day: '' }

/** The calendar day in the Netherlands at that moment: YYYY-MM-DD. Worked out once a minute: every turn asks. */
export function dutchDay(moment: Date): string {
  const at = Math.floor(moment.getTime() / minute)
  if (at !== known.minute) known = { minute: at, day: amsterdam.format(moment) }
  return known.day
}
