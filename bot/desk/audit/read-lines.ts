// Lines of the audit log, newest first, a page at a time.
import type { SqlPool } from '../../../prisma/client.ts'
import type { AuditLine } from '../contract.ts'
import type { Filters, Place } from './filters.ts'

type Row = Omit<AuditLine, 'at'> & { at: Date }
type Condition = [text: (value: string) => string, value: unknown]

/**
 * Reads a page. The statement names only what is asked, so that each finds its index: (subject, at), (actor, at) or (at).
 * @param page.before lines after this place only
 */
export async function readLines(sql: Pick<SqlPool, 'query'>, filters: Filters, page: { before: Place | null; limit: number }): Promise<AuditLine[]> {
  const conditions = conditionsOf(filters, page.before)
  const values = conditions.map(([, value]) => value)
  const where = conditions.map(([text], index) => text(`$${index + 1}`)).join(' and ')
  const text = `
    select e.id, e.at, e.actor, (select d.name from "Digimaatje" d where d.id = e.actor) as "actorName", e.action, e.outcome, e.subject, e.origin, e.detail
    from "AuditEvent" e ${where && `where ${where}`} order by e.at desc, e.id desc limit ${page.limit}`
  const { rows } = await sql.query<Row>(text, values)
  return rows.map(({ at, ...row }) => Object.assign(row, { at: at.toISOString() }))
}

function conditionsOf({ from, to, actors, action, subject }: Filters, before: Place | null): Condition[] {
  const all: (Condition | null)[] = [
    from && [(value) => `e.at >= ${value}::timestamptz`, from],
    to && [(value) => `e.at < ${value}::timestamptz`, to],
    actors && (actors.length === 1 ? [(value) => `e.actor = ${value}::text`, actors[0]] : [(value) => `e.actor = any(${value}::text[])`, actors]),
    action ? [(value) => `e.action = ${value}::text`, action] : null,
    subject ? [(value) => `e.subject = ${value}::uuid`, subject] : null,
    // The first says to the months what the second says exactly.
    before && [(value) => `e.at <= ${value}::timestamptz`, before.at],
    before && [(value) => `(e.at < '${before.at.toISOString()}'::timestamptz or e.id < ${value}::uuid)`, before.id],
  ]
  return all.filter((one) => one !== null)
}
