// What is worth a sound: somebody new in the queue, somebody in distress, a new message in one of mine.
import type { DeskState } from '../state/state.ts'
import type { DeskRow } from '../../../bot/desk/contract.ts'

export type News = { kind: 'urgent' | 'queue' | 'message'; conversation: string }

/** Most pressing first. What I put back myself is no news. */
export function newsOf(before: Pick<DeskState, 'rows' | 'pending'>, after: Pick<DeskState, 'rows' | 'me'>): News[] {
  const mine = new Set(before.pending.map(({ conversation }) => conversation))
  const found: News[] = []
  for (const row of after.rows.values()) {
    const was = before.rows.get(row.id)
    if (was === row || mine.has(row.id)) continue
    const kind = kindOf(row, was, after.me.id)
    if (kind) found.push({ kind, conversation: row.id })
  }
  return found.toSorted((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind))
}

const order = ['urgent', 'queue', 'message']

function kindOf(row: DeskRow, was: DeskRow | undefined, me: string): News['kind'] | null {
  if (row.state === 'waiting' && row.urgent && !(was?.state === 'waiting' && was.urgent)) return 'urgent'
  if (row.state === 'waiting' && was?.state !== 'waiting') return 'queue'
  if (row.state !== 'human' || row.owner?.id !== me || row.personAt === null) return null
  // The version moves with each message; `personAt` stays at the first one that waits for an answer.
  return row.lastMessageAt > (was?.lastMessageAt ?? '') ? 'message' : null
}
