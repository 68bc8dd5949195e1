// The quick way: the deliveries of a turn that was committed just now, sent by the process that committed it, in order.
import { limits as allLimits } from '../../domain/limits.ts'
import type { Form } from '../../locales/index.ts'
import type { Author } from '../turn/types.ts'
import { conclude, drain, type DrainParts } from './drain.ts'
import { type Mark, settle } from './settle.ts'
import type { Part } from './types.ts'

const limits = allLimits.delivery

/** What a commit handed to this process; `until`: how long it may send; `waited`: something earlier went first. */
export type DirectBatch = { conversationId: string; author: Author; waited: boolean; until: Date; address: string; addressHash: Buffer; form: Form; createdAt: Date; rows: { id: string; part: Part }[] }

/**
 * `isLast`: nobody of this process follows for this conversation; `blocked`: conversations of which something earlier must go first;
 * `silenced`: a claim that this process committed stops it.
 */
export type DirectState = { isLast: () => boolean; blocked: Set<string>; silenced: () => boolean }

/** Sends a turn's deliveries. When one must wait, the rest is put back in the queue behind it, and so is what this process still has of later turns. */
export async function sendDirect(parts: DrainParts, batch: DirectBatch, state: DirectState): Promise<void> {
  try {
    await sendAll(parts, batch, state)
  } catch (error) {
    // Nobody knows how far it came: what follows may not overtake it.
    state.blocked.add(batch.conversationId)
    throw error
  }
}

async function sendAll(parts: DrainParts, batch: DirectBatch, state: DirectState): Promise<void> {
  const { isLast, blocked } = state
  const { conversationId, until } = batch
  const release = { conversationId, held: until, later: null }
  const handOver = async (ids: string[]) => {
    blocked.add(conversationId)
    await parts.rows.putBack(ids, parts.now())
    // A turn that was committed meanwhile holds a newer lease: it is put back too, and drained with it.
    if (await drain(parts, conversationId, { held: until }) === 'done') blocked.delete(conversationId)
  }
  if (blocked.has(conversationId)) return handOver(batch.rows.map(({ id }) => id))
  for (const [index, { id, part }] of batch.rows.entries()) {
    const rest = batch.rows.slice(index).map((row) => row.id)
    if (await isUnwanted(parts, batch, { index, silenced: state.silenced })) return parts.marks.add(rest.map(cancelled), isLast() ? release : undefined)
    const outcome = await parts.post({ id, address: batch.address, part }, until)
    if (outcome === 'tooLate') return handOver(rest)
    const settled = settle({ id, attempts: 0, createdAt: batch.createdAt }, outcome, { now: parts.now(), limits })
    // The usual way out: the last one's mark gives the right to send back.
    if (settled.kind === 'done' && index === batch.rows.length - 1 && isLast()) return parts.marks.add([settled.mark], release)
    const step = await conclude(parts, { conversationId, form: batch.form, row: { id, addressHash: batch.addressHash, author: batch.author } }, settled)
    if (step.kind !== 'next') return handOver(rest.slice(1))
  }
  if (isLast()) parts.marks.add([], release)
}

const cancelled = (id: string): Mark => ({ id, status: 'cancelled', error: 'humanOwns' })

/**
 * A digimaatje took the word meanwhile. One that another process committed is not known here: what follows the first part may be seconds
 * later (a picture, a slow provider), so for that the row tells. A turn of one part asks nothing.
 */
async function isUnwanted({ rows }: DrainParts, { conversationId, author, waited }: DirectBatch, { index, silenced }: { index: number; silenced: () => boolean }): Promise<boolean> {
  if (author !== 'bot') return false
  return silenced() || ((index > 0 || waited) && await rows.ownerOf(conversationId) === 'human')
}
