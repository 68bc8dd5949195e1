// The slow, sure way: one conversation's open deliveries, one after another, each decided anew. For retries, what a dead process
// left, what was parked, and whatever another process added. The quick way of a fresh turn is in direct.ts.
import { limits as allLimits } from '../../domain/limits.ts'
import type { Sealer } from '../keys.ts'
import type { Log } from '../log.ts'
import type { Marks } from './marks.ts'
import type { Pace } from './pace.ts'
import type { Lease, OpenRow, Rows, Taking } from './rows.ts'
import { backOff, settle, type Settled } from './settle.ts'
import type { Part, SendOutcome, Sender } from './types.ts'

export type DrainParts = {
  rows: Rows; marks: Marks; sender: Sender; sealer: Sealer; pace: Pace; log: Log; now: () => Date
  /** Sends when its turn has come, unless the right to send is nearly over by then (`until`). */
  post: (message: { id: string; address: string; part: Part }, until: Date) => Promise<SendOutcome | 'tooLate'>
  /** Drains again at that moment. Only sooner than the sweep would: the rows say when. */
  wakeAt: (conversationId: string, at: Date) => void
}
const limits = allLimits.delivery

/** What happened to a row: on to the next; stop, and come back then; or stop because the right to send was lost. */
type Step = { kind: 'next' } | { kind: 'wait'; until: Date } | { kind: 'lost' }
const next: Step = { kind: 'next' }

/**
 * Sends what is open of a conversation, unless somebody else does.
 * @returns false: it could not be taken
 */
export async function drain(parts: DrainParts, conversationId: string, taking: Taking = {}): Promise<boolean> {
  for (let next: Taking = taking; ;) {
    const now = parts.now()
    const lease = await parts.rows.take(conversationId, { now, until: new Date(now.getTime() + limits.lease), ...next })
    if (!lease) return next !== taking
    const [row] = await parts.rows.open(conversationId)
    const step: Step = row ? await sendRow(parts, lease, row) : { kind: 'lost' }
    if (step.kind === 'lost') {
      if (!row) parts.marks.add([], { conversationId, held: lease.until, later: null })
      return true
    }
    if (step.kind === 'wait') {
      parts.wakeAt(conversationId, step.until)
      parts.marks.add([], { conversationId, held: lease.until, later: step.until })
      return true
    }
    await parts.marks.flush()
    next = { held: lease.until }
  }
}

async function sendRow(parts: DrainParts, lease: Lease, row: OpenRow): Promise<Step> {
  const now = parts.now()
  if (row.dueAt > now) return { kind: 'wait', until: row.dueAt }
  if (row.status !== 'due') return reconcile(parts, lease, row)
  const { conversationId } = lease
  if (row.optedOutAt && row.createdAt > row.optedOutAt) return mark(parts, { id: row.id, status: 'cancelled', error: 'optedOut' })
  if (!row.address) return mark(parts, { id: row.id, status: 'failed', error: 'noAddress' })
  if (lease.owner === 'human' && row.author === 'bot' && !row.template) return mark(parts, { id: row.id, status: 'cancelled', error: 'humanOwns' })
  if (!row.template && !isOpen(row, now)) return park(parts, lease, row)
  const part = partOf(parts, lease, row)
  if (!part) return mark(parts, { id: row.id, status: 'failed', error: 'noPayload' })
  if (!await parts.rows.claim(row.id, lease)) return { kind: 'lost' }
  const address = parts.sealer.open(row.address)
  const outcome = await parts.post({ id: row.id, address, part }, lease.until)
  if (outcome === 'tooLate') {
    await parts.rows.putBack([row.id], parts.now())
    return next
  }
  return conclude(parts, { conversationId, row, form: lease.form }, settle(row, outcome, { now: parts.now(), limits }))
}

/** The person wrote in the last 24 hours. */
function isOpen(row: OpenRow, now: Date): boolean {
  return row.lastInboundAt !== null && now.getTime() - row.lastInboundAt.getTime() < allLimits.whatsapp.window
}

function partOf({ sealer }: DrainParts, { form }: Lease, row: OpenRow): Part | null {
  if (row.template) return { kind: 'template', name: row.template, form }
  return row.payload ? JSON.parse(sealer.open(row.payload)) as Part : null
}

type Where = { conversationId: string; form: Lease['form']; row: { id: string; addressHash: Buffer; author: OpenRow['author'] } }

/** Carries out what an outcome means. Shared with the direct way. */
export async function conclude(parts: DrainParts, where: Where, settled: Settled): Promise<Step> {
  const { rows, marks, log, pace, now } = parts
  const { conversationId, row } = where
  switch (settled.kind) {
    case 'done':
      marks.add([settled.mark])
      return next
    case 'wait':
      log.warn({ conversation: conversationId, delivery: row.id, code: settled.mark.error }, 'delivery waits')
      marks.add([settled.mark])
      await marks.flush()
      return { kind: 'wait', until: settled.until }
    case 'park': return park(parts, where, row)
    case 'hold':
      log.error({ code: settled.code }, 'the provider refuses our account: nothing is sent for a while')
      pace.hold(settled.until.getTime() - now().getTime())
      marks.add([settled.mark])
      await marks.flush()
      return { kind: 'wait', until: settled.until }
    case 'stop':
      log.error({ conversation: conversationId, delivery: row.id, code: settled.mark.error }, 'delivery failed for good')
      marks.add([settled.mark])
      await marks.flush()
      await rows.flag(conversationId, 'deliveryFailed', now())
      if (settled.rest !== 'goesOn') await rows.cancelRest({ conversationId, addressHash: row.addressHash }, { now: now(), optOut: settled.rest === 'optOut' })
      return next
  }
}

async function park(parts: DrainParts, { conversationId, form }: { conversationId: string; form: Lease['form'] }, row: { id: string }): Promise<Step> {
  const template = parts.sender.hasTemplate('continue', form) ? 'continue' : null
  await parts.rows.park(row.id, { now: parts.now(), template })
  if (!template) parts.log.warn({ conversation: conversationId }, 'the 24-hour window is closed and no template is configured')
  return next
}

async function mark(parts: DrainParts, wanted: Parameters<Marks['add']>[0][number]): Promise<Step> {
  parts.marks.add([wanted])
  await parts.marks.flush()
  return next
}

/** It may have been sent: the provider's list tells. Only when it is surely not there, it is sent (again). */
async function reconcile(parts: DrainParts, { conversationId, form }: Lease, row: OpenRow): Promise<Step> {
  const { rows, sender, sealer, now, log } = parts
  const part = partOf(parts, { form } as Lease, row)
  if (!row.address || !part) return mark(parts, { id: row.id, status: 'unresolved', error: 'noPayload' })
  const quiet = new Date(row.createdAt.getTime() + limits.reconcileAfter)
  if (now() < quiet) return { kind: 'wait', until: quiet }
  try {
    const [listed, known] = await Promise.all([sender.list(sealer.open(row.address), new Date(row.createdAt.getTime() - clockSlack)), rows.knownIds(conversationId)])
    const body = sender.bodyOf(part)
    const found = listed.find((one) => one.body === body && !known.has(one.providerId))
    log.info({ conversation: conversationId, delivery: row.id, found: found !== undefined }, 'delivery reconciled')
    return await mark(parts, found ? { id: row.id, status: 'accepted', providerId: found.providerId } : { id: row.id, status: 'due', error: 'notSent', dueAt: now() })
  } catch (error) {
    log.warn({ err: error, conversation: conversationId, delivery: row.id }, 'the provider could not be asked')
    if (now().getTime() - row.createdAt.getTime() < limits.reconcileUntil) return { kind: 'wait', until: new Date(now().getTime() + backOff(row.attempts, limits)) }
    await rows.flag(conversationId, 'deliveryUnresolved', now())
    return mark(parts, { id: row.id, status: 'unresolved', error: 'notListed' })
  }
}

/** The provider's clock counts in seconds, and is not ours. */
const clockSlack = 2_000
