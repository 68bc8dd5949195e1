// How the check of code and birth date stands for a conversation; and for one code.
import { type Count, readStanding } from '../../../domain/check/standing.ts'
import { limits } from '../../../domain/limits.ts'
import type { SqlPool } from '../../../prisma/client.ts'
import type { DeskConversation } from '../contract.ts'

type Attempt = { identityHash: Buffer; addressHash: Buffer; codeHash: Buffer; referentie: string | null }

const lastAttempt = `
  select a."identityHash", a."addressHash", a."codeHash", (select k.referentie from "ActivationCode" k where k."codeHash" = a."codeHash" limit 1) as referentie
  from "CodeAttempt" a where a."conversationId" = $1 order by a."createdAt" desc limit 1`

export async function readCheckState(sql: SqlPool, conversationId: string, at: Date): Promise<DeskConversation['check']> {
  const { rows: [last] } = await sql.query<Attempt>({ name: 'desk-last-attempt', text: lastAttempt, values: [conversationId] })
  if (!last) return { misses: 0, closedUntil: null, codeClosed: false, referentie: null }
  const { conversation, identity, address, code } = await readStanding(sql, { conversationId, ...last, inboundKey: null }, { limits: limits.check, at })
  return { misses: conversation.misses, closedUntil: latest([conversation, identity, address]), codeClosed: code.closedUntil !== null, referentie: last.referentie }
}

/** Too many misses closed this code. */
export async function isCodeClosed(sql: SqlPool, codeHash: Buffer, at: Date): Promise<boolean> {
  const { code } = await readStanding(sql, { conversationId: nobody, identityHash: empty, addressHash: empty, codeHash, inboundKey: null }, { limits: limits.check, at })
  return code.closedUntil !== null
}

const nobody = '00000000-0000-0000-0000-000000000000'
const empty = Buffer.alloc(0)
const latest = (counts: Count[]) => counts.flatMap(({ closedUntil }) => closedUntil?.toISOString() ?? []).toSorted().at(-1) ?? null
