// Where a conversation, an identity, an address and a code stand: their misses, counted from the rows.
import type { SqlPool } from '../../prisma/client.ts'
import type { limits } from '../limits.ts'

export type CheckLimits = {
  [Key in keyof typeof limits.check]: (typeof limits.check)[Key] extends number ? number : { window: number; misses: number }
}
export type Subjects = { conversationId: string; identityHash: Buffer; addressHash: Buffer; codeHash: Buffer | null; inboundKey: string | null }
export type Count = { misses: number; closedUntil: Date | null }
export type Standing = { conversation: Count; identity: Count; address: Count; code: Count; global: number; /** this attempt was made before */ stored: boolean }
export type Counted = { conversation: number; identity: number; address: number }

type Runner = Pick<SqlPool, 'query'>
type Row = { conversation: Date[]; identity: Date[]; address: Date[]; code: Date[]; global: number; stored: boolean }

/** The newest misses of one subject: as many as close it, over the two windows that can matter. An unfinished attempt is a miss. */
const misses = (column: string, options: { parameter: number; limit: number; after?: string; outcomes?: string }) => `array(
  select "createdAt" from "CodeAttempt"
  where "${column}" = $${options.parameter} and "createdAt" > $5 and outcome in (${options.outcomes ?? "'pending', 'miss', 'codeClosed'"})
    and ($6::bigint is null or id <= $6) ${options.after ? `and "createdAt" > coalesce(${options.after}, '-infinity')` : ''}
  order by "createdAt" desc limit $${options.limit})`

const statement = `select
  ${misses('conversationId', { parameter: 1, limit: 7, after: '(select "checkReopenedAt" from "Conversation" where id = $1)' })} as conversation,
  ${misses('identityHash', { parameter: 2, limit: 8 })} as identity,
  ${misses('addressHash', { parameter: 3, limit: 9 })} as address,
  ${misses('codeHash', { parameter: 4, limit: 10, outcomes: "'pending', 'miss'", after: '(select "reopenedAt" from "ActivationCode" where "codeHash" = $4)' })} as code,
  (select count(*)::int from "CodeAttempt" where "createdAt" > $11 and outcome in ('pending', 'miss', 'codeClosed')) as global,
  exists (select 1 from "CodeAttempt" where "inboundKey" = $12) as stored`

/**
 * Counts.
 * @param options.at the moment to count at
 * @param options.upTo only attempts up to this id: how it stood when that one was made
 */
export async function readStanding(runner: Runner, subjects: Subjects, options: { limits: CheckLimits; at: Date; upTo?: string }): Promise<Standing> {
  const { limits, at, upTo = null } = options
  const perSubject = [limits.missesPerConversation, limits.missesPerIdentity, limits.missesPerAddress, limits.missesPerCode]
  const { rows } = await runner.query<Row>({ name: 'check-standing', text: statement, values: [
    subjects.conversationId, subjects.identityHash, subjects.addressHash, subjects.codeHash,
    new Date(at.getTime() - 2 * limits.window), upTo, ...perSubject, new Date(at.getTime() - limits.global.window),
    subjects.inboundKey,
  ] })
  const row = rows[0]
  if (!row) throw new Error('noStanding')
  return {
    conversation: countOf(row.conversation, limits.missesPerConversation, { limits, at }),
    identity: countOf(row.identity, limits.missesPerIdentity, { limits, at }),
    address: countOf(row.address, limits.missesPerAddress, { limits, at }),
    code: countOf(row.code, limits.missesPerCode, { limits, at }),
    global: row.global,
    stored: row.stored,
  }
}

/**
 * Misses only count while the subject is open, so the newest of a full window is the one that closed it: it opens a whole
 * window after that one, not when the oldest falls out.
 * @param times newest first
 */
function countOf(times: Date[], most: number, { limits, at }: { limits: CheckLimits; at: Date }): Count {
  const now = at.getTime()
  const [newest, oldest] = [times[0]?.getTime(), times[most - 1]?.getTime()]
  const closes = newest !== undefined && oldest !== undefined && newest - oldest < limits.window && newest + limits.window > now
  return {
    misses: times.filter((time) => time.getTime() > now - limits.window).length,
    closedUntil: closes ? new Date(newest + limits.window) : null,
  }
}
