// What an attempt leaves behind: its row, its lines in the audit log, and the comparison in between.
import { timingSafeEqual } from 'node:crypto'
import type { AttemptOutcome, CodeStatus } from '../../prisma/generated/enums.ts'
import { dutchDay } from '../dutch/day.ts'
import type { Client } from './locks.ts'
import type { Attempt } from './outcome.ts'

export type Result = Extract<AttemptOutcome, 'match' | 'expired' | 'used' | 'miss' | 'codeClosed'>
type Comparison = { result: Result; referentie: string | null; clientRef: string | null }
type CodeRow = { referentie: string; pairHash: Buffer; status: CodeStatus; expiresOn: string; clientRef: string | null }

/** Compared with when the code is not known, so that both cases do the same work. */
const nobody: CodeRow = { referentie: '', pairHash: Buffer.alloc(32), status: 'cancelled', expiresOn: '0001-01-01', clientRef: null }

/** Inserts the attempt with its audit line, in one statement. Returns the row's id. */
export async function recordAttempt(client: Client, attempt: Attempt, row: { at: Date; outcome: AttemptOutcome }): Promise<string> {
  const { rows } = await client.query<{ id: string }>({ name: 'check-record', text: `with attempt as (
       insert into "CodeAttempt" ("inboundKey", "conversationId", "identityHash", "addressHash", "codeHash", outcome, "createdAt")
       values ($1, $2, $3, $4, $5, $6, $7) returning id
     ), line as (
       insert into "AuditEvent" (actor, action, outcome, subject, detail)
       select 'person', 'check.attempt', $8, $9::uuid, jsonb_build_object('attempt', id) from attempt
     ) select id::text from attempt`, values: [attempt.inboundKey, attempt.conversationId, attempt.identityHash, attempt.addressHash, attempt.codeHash, row.outcome, row.at,
    row.outcome === 'closed' ? 'closed' : 'started', attempt.subject] })
  return rows[0]?.id ?? ''
}

/** The audit line of an attempt that was not even counted. */
export async function recordRefusal(client: Client, attempt: Attempt, outcome: string): Promise<void> {
  await client.query(`insert into "AuditEvent" (actor, action, outcome, subject) values ('person', 'check.attempt', $1, $2::uuid)`, [outcome, attempt.subject])
}

/** Commits the attempt, and only then looks at the code. Compares in constant time. Expired and used are only told when code and date match. */
export async function commitAndCompare(client: Client, attempt: Attempt, { at, codeClosed }: { at: Date; codeClosed: boolean }): Promise<Comparison> {
  // Two statements in one round trip; the hash is hexadecimal digits of our own making.
  const results = await client.query(`commit; select referentie, "pairHash", status, "expiresOn"::text, encode("clientRefHash", 'hex') as "clientRef"
    from "ActivationCode" where "codeHash" = '\\x${attempt.codeHash.toString('hex')}'`) as unknown as { rows: CodeRow[] }[]
  const code = results[1]?.rows[0] ?? nobody
  const same = timingSafeEqual(code.pairHash, attempt.pairHash) && code !== nobody && code.status !== 'cancelled'
  const found = code.status === 'used' ? 'used' : code.expiresOn < dutchDay(at) ? 'expired' : 'match'
  return { result: codeClosed ? 'codeClosed' : same ? found : 'miss', referentie: code.referentie || null, clientRef: code.clientRef }
}

/** Whose code it was goes into the audit log, also after a miss: somebody tried it. */
export async function recordResult(client: Client, attempt: Attempt, result: Comparison & { id: string }): Promise<void> {
  await client.query({ name: 'check-result', text: `with done as (
       update "CodeAttempt" set outcome = $2::"AttemptOutcome" where id = $1 returning id
     ) insert into "AuditEvent" (actor, action, outcome, subject, detail)
       select 'person', 'check.result', $2::text, $3::uuid,
         jsonb_strip_nulls(jsonb_build_object('attempt', id, 'referentie', $4::text, 'client', $5::text)) from done`, values: [result.id, result.result, attempt.subject, result.referentie, result.clientRef] })
}
