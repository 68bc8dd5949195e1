// The demo's desk: conversations that were never held, so that there is somebody to help. Once per database, and only in an empty one.
import type { Database } from './client.ts'
import type { Prisma } from './generated/client.ts'

export type DeskRows = {
  digimaatjes: Prisma.DigimaatjeCreateManyInput[]
  persons: Prisma.PersonCreateManyInput[]
  conversations: Prisma.ConversationCreateManyInput[]
  identities: Prisma.ChannelIdentityCreateManyInput[]
  journeys: Prisma.JourneyCreateManyInput[]
  steps: Prisma.StepProgressCreateManyInput[]
  messages: Prisma.MessageCreateManyInput[]
  handoffs: Prisma.HandoffCreateManyInput[]
  notes: Prisma.HandoffNoteCreateManyInput[]
  attempts: Prisma.CodeAttemptCreateManyInput[]
  audit: Prisma.AuditEventCreateManyInput[]
}
const seedLock = 20_261_123
/** What is filled, in this order; other columns have their defaults. */
const columns = {
  digimaatjes: ['Digimaatje', 'id name roles lastSeenAt lastSignInAt'],
  persons: ['Person', 'id auditSubject createdAt'],
  conversations: ['Conversation', 'id personId version seq owner state journeyId createdAt lastMessageAt readSeq flagReason flaggedAt replyTo'],
  identities: ['ChannelIdentity', 'id channel addressHash personId conversationId lastInboundAt createdAt'],
  journeys: ['Journey', 'id conversationId route role manager step stuck stuckBy startedAt lastMoveAt finishedAt'],
  steps: ['StepProgress', 'journeyId step startedAt troubles finishedAt finishedBy'],
  messages: ['Message', 'conversationId seq author activity createdAt'],
  handoffs: ['Handoff', 'id conversationId state reason step urgent createdAt claimedById claimedAt personAt firstAnswerAt nobodyAt closedAt closeReason back phone'],
  notes: ['HandoffNote', 'id conversationId byId text createdAt'],
  attempts: ['CodeAttempt', 'inboundKey conversationId identityHash addressHash codeHash outcome createdAt'],
  audit: ['AuditEvent', 'at actor action outcome subject origin detail'],
} as const satisfies Record<keyof DeskRows, readonly [table: string, columns: string]>
const tables = Object.keys(columns) as (keyof DeskRows)[]

/** One statement: with Prisma's own inserts, a statement per table, it took half a second of the first start. */
const insert = `with ${tables.map((name, index) => {
  const [table, names] = columns[name]
  const list = names.split(' ').map((column) => `"${column}"`).join(', ')
  return `${name} as (insert into "${table}" (${list}) select ${list} from jsonb_populate_recordset(null::"${table}", $${index + 1}::jsonb))`
}).join(', ')} select 1`

/**
 * Fills the desk, all of it or nothing. Any number of processes may do this at once.
 * @param rows made only when they are needed
 * @returns whether it was filled: not when there is or was anybody in this database
 */
export async function seedDesk({ sql }: Pick<Database, 'sql'>, rows: () => DeskRows): Promise<boolean> {
  const client = await sql.connect()
  try {
    await client.query('begin')
    await client.query('select pg_advisory_xact_lock($1)', [seedLock])
    const { rows: [found] } = await client.query<{ used: boolean }>('select exists (select 1 from "Conversation") or exists (select 1 from "Digimaatje") as used')
    if (!found?.used) await fill(client, rows())
    await client.query('commit')
    return !found?.used
  } catch (error) {
    await client.query('rollback')
    throw error
  } finally {
    client.release()
  }
}

async function fill(client: { query: (text: string, values: unknown[]) => Promise<unknown> }, rows: DeskRows): Promise<void> {
  const first = new Date(Math.min(...rows.audit.map(({ at }) => new Date(at ?? 0).getTime())))
  await client.query('select audit_make_months($1::date, 2)', [first])
  await client.query(insert, tables.map((name) => JSON.stringify(rows[name].map((row) => Object.fromEntries(Object.entries(row).map(([column, value]) => [column, plain(value)]))))))
}

/** Bytes as PostgreSQL writes them. */
const plain = (value: unknown) => (value instanceof Uint8Array ? `\\x${Buffer.from(value).toString('hex')}` : value)
