// Which lines of the audit log somebody asks for: `from` and `to` as moments (`to` is not in it), who, what, about whom.
import { z } from 'zod'
import type { SqlPool } from '../../../prisma/client.ts'
import { HttpError } from '../../http/errors.ts'
import type { Incoming } from '../../http/exchange.ts'

/** A line's place in the order: newest first. */
export type Place = { at: Date; id: string }
export type Filters = { from: Date | null; to: Date | null; /** Ids; none of them known: []. */ actors: string[] | null; action: string | null; subject: string | null }

const moment = z.iso.datetime({ offset: true }).transform((value) => new Date(value))
const blank = z.literal('').transform(() => null)
const wish = z.object({
  from: blank.or(moment), to: blank.or(moment), actor: blank.or(z.string().max(200)), action: blank.or(z.string().regex(/^[a-zA-Z.]{1,40}$/)), subject: blank.or(z.uuid()),
  before: blank.or(z.string().regex(/^\d{13}~[0-9a-f-]{36}$/).transform((value): Place => ({ at: new Date(Number(value.slice(0, 13))), id: value.slice(14) }))),
})
const names = ['from', 'to', 'actor', 'action', 'subject', 'before'] as const
const others = new Set(['person', 'system', 'command'])

/**
 * Reads the filters of a request. A digimaatje may be named by id or by part of a name, a person by the log's own id or by that of a
 * conversation that still exists.
 * @throws HttpError BadArgument
 */
export async function readFilters(sql: Pick<SqlPool, 'query'>, request: Incoming): Promise<{ filters: Filters; before: Place | null }> {
  const parsed = wish.safeParse(Object.fromEntries(names.map((name) => [name, request.query(name).trim()])))
  if (!parsed.success) throw new HttpError('BadArgument')
  const { from, to, action, actor, subject, before } = parsed.data
  const [actors, about] = await Promise.all([actor === null ? null : actorsOf(sql, actor), subject === null ? null : subjectOf(sql, subject)])
  return { filters: { from, to, action, actors, subject: about }, before }
}

/** A place as the next request names it. */
export const placeOf = ({ at, id }: { at: string; id: string }): string => `${String(Date.parse(at)).padStart(13, '0')}~${id}`

async function actorsOf(sql: Pick<SqlPool, 'query'>, actor: string): Promise<string[]> {
  if (others.has(actor)) return [actor]
  const { rows } = await sql.query<{ id: string }>(`select id from "Digimaatje" where id = $1 or strpos(lower(name), lower($1)) > 0 order by id limit 50`, [actor])
  if (rows.length > 0) return rows.map(({ id }) => id)
  // Of somebody whose row is gone the lines are still there.
  return actor.includes(':') ? [actor] : []
}

async function subjectOf(sql: Pick<SqlPool, 'query'>, id: string): Promise<string> {
  const { rows } = await sql.query<{ subject: string }>(`
    select p."auditSubject" as subject from "Conversation" c cross join lateral (select * from "Person" p where p.id = c."personId" limit 1) as p where c.id = $1`, [id])
  return rows[0]?.subject ?? id.toLowerCase()
}
