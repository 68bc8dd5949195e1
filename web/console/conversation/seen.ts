/** `seen`: the last message that was on the screen of this digimaatje. `mark`: after which the divider stands; null: nowhere. */
export type Seen = { seen: number; mark: number | null }

/** Coming back to a conversation: what was seen before; 0 when it is opened first. */
export const returning = (seen: number): Seen => ({ seen, mark: seen > 0 ? seen : null })

/** The last message is now `last`. `present`: it is on the screen of somebody who looks. */
export function seeOn(now: Seen, { last, present }: { last: number; present: boolean }): Seen {
  if (last <= now.seen) return now
  if (present) return { ...now, seen: last }
  return now.mark !== null && now.mark >= now.seen ? now : { ...now, mark: now.seen > 0 ? now.seen : null }
}

/** Whoever answers has read everything. */
export const answered = (now: Seen): Seen => ({ ...now, mark: null })
