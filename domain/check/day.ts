const amsterdam = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Amsterdam', dateStyle: 'short' })

/** The calendar day in the Netherlands at that moment: YYYY-MM-DD. */
export function dutchDay(moment: Date): string {
  return amsterdam.format(moment)
}
