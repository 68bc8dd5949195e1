// What may be promised to who asks for a human: whether the desk is open, when it opens, and how many wait before them.
import type { Standing } from '../../dialogs/work.ts'
import { limits } from '../../domain/limits.ts'
import { isOpenAt, nextOpening, type OpeningHours } from '../../domain/opening-hours.ts'
import type { SqlPool } from '../../prisma/client.ts'
import type { DeskConfig } from '../config-desk.ts'

export type StandingParts = { sql: SqlPool; desk: DeskConfig | null; hours: OpeningHours | null; now: () => Date }
/** @param handoffId of a hand-over that is in the database; null: it begins now */
export type StandingOf = (handoffId: string | null) => Promise<Standing>

const statement = {
  name: 'desk-standing',
  text: `
    select (
      select count(*)::int from "Handoff" h
      where h.state = 'waiting' and h.id is distinct from $1::uuid
        and ($1::uuid is null or (h.urgent and not mine.urgent) or (h.urgent = mine.urgent and h."createdAt" < mine."createdAt"))
    ) as before, (
      select 1 from "Digimaatje" d
      where d."lastSeenAt" > $2 and d.presence = 'online' and d.roles && '{digimaatje,coordinator}' limit 1
    ) is not null as here
    from (select 1) as one
    left join lateral (select m.urgent, m."createdAt" from "Handoff" m where m.id = $1 limit 1) as mine on true`,
}

/** With hours the clock says whether it is open; without them, whether a digimaatje is there: then no time is promised. */
export function createStanding({ sql, desk, hours, now }: StandingParts): StandingOf {
  return async (handoffId) => {
    if (!desk) return { kind: 'none' }
    const at = now()
    const seenSince = new Date(at.getTime() - limits.desk.awayAfter)
    const { rows } = await sql.query<{ before: number; here: boolean }>({ ...statement, values: [handoffId, seenSince] })
    const { before = 0, here = false } = rows[0] ?? {}
    if (hours ? isOpenAt(hours, at) : here) return { kind: 'open', before, ...(!here && { away: true }) }
    return { kind: 'closed', opensAt: hours && nextOpening(hours, at), before }
  }
}
