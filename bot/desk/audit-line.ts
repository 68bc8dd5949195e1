// A line in the audit log of what somebody at the desk did outside a turn. No names, message text, terms, codes or dates.
import type { SqlPool } from '../../prisma/client.ts'

export type DeskAuditLine = {
  at: Date
  /** Id of a digimaatje. */
  actor: string
  action: string
  outcome: string
  /** Of whom it is; null: of nobody. The line carries the person's random subject, not this id. */
  conversation: string | null
  origin: string | null
  detail?: Record<string, string | number | boolean>
}

const subject = `(select p."auditSubject" from "Conversation" c cross join lateral (select p."auditSubject" from "Person" p where p.id = c."personId" limit 1) as p where c.id = $5)`
const text = `insert into "AuditEvent" (at, actor, action, outcome, subject, origin, detail) select $1, $2::text, $3::text, $4, ${subject}, $6, $7::jsonb`
/** The same action of the same person about the same subject is written once within a while; about nobody, never. */
const textOnce = `${text} where ${subject} is not null and not exists (select 1 from "AuditEvent" e where e.subject = ${subject} and e.at > $8 and e.actor = $2 and e.action = $3)`

const valuesOf = ({ at, actor, action, outcome, conversation, origin, detail = {} }: DeskAuditLine) => [at, actor, action, outcome, conversation, origin, JSON.stringify(detail)]

export async function writeAudit(sql: Pick<SqlPool, 'query'>, line: DeskAuditLine): Promise<void> {
  await sql.query({ name: 'desk-audit', text, values: valuesOf(line) })
}

/** @param after nothing is written when the same line was written after this moment */
export async function writeAuditOnce(sql: Pick<SqlPool, 'query'>, line: DeskAuditLine, after: Date): Promise<void> {
  await sql.query({ name: 'desk-audit-once', text: textOnce, values: [...valuesOf(line), after] })
}
