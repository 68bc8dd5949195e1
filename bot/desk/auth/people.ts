// The row of somebody at the desk: made when they are first seen, kept as their token says, with a line in the audit log for each sign-in.
import { limits } from '../../../domain/limits.ts'
import type { Database } from '../../../prisma/client.ts'
import type { Log } from '../../log.ts'
import type { Claimed } from './types.ts'

export type PeopleParts = { db: Pick<Database, 'sql' | 'lax'>; now: () => Date; log: Log }
type Known = { issued: number; seen: number }

/** In one statement, so that no second process writes the same sign-in once more. A renewed token is a sign-in too: it is when the issuer looked again. */
const signIn = `
  with before as (
    select "lastSignInAt" from "Digimaatje" where id = $1
  ), person as (
    insert into "Digimaatje" (id, name, roles, "lastSeenAt", "lastSignInAt", "createdAt") values ($1, $2, $3, $5, $4, $5)
    on conflict (id) do update set
      name = case when "Digimaatje"."lastSignInAt" <= $4 then excluded.name else "Digimaatje".name end,
      roles = case when "Digimaatje"."lastSignInAt" <= $4 then excluded.roles else "Digimaatje".roles end,
      "lastSeenAt" = greatest("Digimaatje"."lastSeenAt", excluded."lastSeenAt"),
      "lastSignInAt" = greatest("Digimaatje"."lastSignInAt", excluded."lastSignInAt")
    returning id
  ) insert into "AuditEvent" (at, actor, action, outcome, origin, detail)
    select $5, id, 'desk.signIn', 'done', $6, jsonb_build_object('roles', array_to_string($3::text[], ' ')) from person
    where not exists (select 1 from before where "lastSignInAt" >= $4)`

/** Meets a person: nothing is asked of the database for one who was met a moment ago with this token. */
export function createPeople({ db, now, log }: PeopleParts): (claimed: Claimed, origin: string | null) => Promise<void> {
  const known = new Map<string, Known>()
  return async ({ person: { id, name, roles }, issued }, origin) => {
    const at = now()
    const met = known.get(id)
    // Of two tokens (two browsers) the newest says who they are.
    if (!met || issued.getTime() > met.issued) {
      await db.sql.query({ name: 'desk-sign-in', text: signIn, values: [id, name, roles, issued, at, origin] })
      known.set(id, { issued: issued.getTime(), seen: at.getTime() })
    } else if (at.getTime() - met.seen >= limits.desk.seenEvery) {
      met.seen = at.getTime()
      // Whoever calls is there; a console without a live line too.
      db.lax.query('update "Digimaatje" set "lastSeenAt" = greatest("lastSeenAt", $2) where id = $1', [id, at]).catch((error: unknown) => log.warn({ err: error }, 'last seen not written'))
    }
  }
}
