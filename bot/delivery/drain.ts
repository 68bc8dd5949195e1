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

/** What happened to a row: on to the next, or stop, and come back then. */
type Step = { kind: 'next' } | { kind: 'wait'; until: Date }
const next: Step = { kind: 'next' }

/**
 * `notTaken`: somebody else sends, or it must wait. `overtaken`: a turn that was committed meanwhile took the right to send; what is
 * still open goes before it.
 */
export type Drained = 'done' | 'notTaken' | 'overtaken'

/** Sends what is open of a conversation, unless somebody else does. */
export async function drain(parts: DrainParts, conversationId: string, taking: Taking = {}): Promise<Drained> {
  for (let take: Taking = taking; ;) {
    const now = parts.now()
    const lease = await parts.rows.take(conversationId, { now, until: new Date(now.getTime() + limits.lease), ...take })
    if (!lease) return take === taking ? 'notTaken' : 'overtaken'
    const release = { conversationId, held: lease.until }
    const row = await parts.rows.open(conversationId)
    const step = row && await sendRow(parts, lease, row)
    if (!step) {
      parts.marks.add([], { ...release, later: null })
      return 'done'
    }
    if (step.kind === 'wait') {
      parts.wakeAt(conversationId, step.until)
      parts.marks.add([], { ...release, later: step.until })
      return 'done'
    }
    await parts.marks.flush()
    if (row.author === 'human') parts.rows.told(conversationId)
    take = { held: lease.until }
  }
}

async function sendRow(parts: DrainParts, lease: Lease, row: OpenRow): Promise<Step> {
  const now = parts.now()
  if (row.dueAt > now) return { kind: 'wait', until: row.dueAt }
  if (row.status !== 'due') return reconcile(parts, lease, row)
  const where = { conversationId: lease.conversationId, row, form: lease.form }
  const unwanted = whyUnwanted(lease, row)
  if (unwanted) return mark(parts, { id: row.id, status: 'cancelled', error: unwanted })
  if (!row.template && !isOpen(row, now)) return park(parts, where)
  const [address, part] = [opened(parts, row.address), partOf(parts, lease, row)]
  if (!address || !part) return fail(parts, where, address ? 'noPayload' : 'noAddress')
  // Cancelled a moment ago, or the right to send is lost: taking it again tells.
  if (!await parts.rows.claim(row.id, lease)) return next
  const outcome = await parts.post({ id: row.id, address, part }, lease.until)
  if (outcome === 'tooLate') {
    await parts.rows.putBack([row.id], parts.now())
    return next
  }
  return conclude(parts, where, settle(row, outcome, { now: parts.now(), limits }))
}

/** It may have been in flight when that was decided, and comes back only now. */
function whyUnwanted(lease: Lease, row: OpenRow): string | null {
  // Somebody else may have had the word, or the person is in another conversation by now.
  if (!row.theirs) return 'notTheirs'
  // The goodbye is of the very turn that opted out.
  if (row.optedOutAt && row.createdAt.getTime() !== row.optedOutAt.getTime()) return 'optedOut'
  // The template that announces a message is the desk's as well.
  return lease.owner === 'human' && row.author === 'bot' && row.template !== 'continue' ? 'humanOwns' : null
}

/** The person wrote in the last 24 hours. */
function isOpen(row: OpenRow, now: Date): boolean {
  return row.lastInboundAt !== null && now.getTime() - row.lastInboundAt.getTime() < allLimits.whatsapp.window
}

function partOf(parts: DrainParts, { form }: Pick<Lease, 'form'>, row: OpenRow): Part | null {
  if (row.template) return { kind: 'template', name: row.template, form }
  const payload = opened(parts, row.payload)
  return payload === null ? null : JSON.parse(payload) as Part
}

/** null: there is none, or not for our keys. */
function opened({ sealer, log }: DrainParts, sealed: Buffer | null): string | null {
  try {
    return sealed && sealer.open(sealed)
  } catch {
    log.error('a delivery cannot be unsealed: were the keys changed?')
    return null
  }
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
      await mark(parts, settled.mark)
      return { kind: 'wait', until: settled.until }
    case 'park': return park(parts, where)
    case 'hold':
      log.error({ code: settled.code }, 'the provider refuses our account: nothing is sent for a while')
      pace.hold(settled.until.getTime() - now().getTime())
      await mark(parts, settled.mark)
      return { kind: 'wait', until: settled.until }
    case 'stop':
      log.error({ conversation: conversationId, delivery: row.id, code: settled.mark.error }, 'delivery failed for good')
      await mark(parts, settled.mark)
      await rows.flag(conversationId, 'deliveryFailed', now())
      if (settled.rest !== 'goesOn') await rows.cancelRest({ conversationId, addressHash: row.addressHash }, { now: now(), optOut: settled.rest === 'optOut' })
      return next
  }
}

async function fail(parts: DrainParts, where: Where, error: string): Promise<Step> {
  return conclude(parts, where, { kind: 'stop', rest: 'goesOn', mark: { id: where.row.id, status: 'failed', error } })
}

async function park(parts: DrainParts, where: Where): Promise<Step> {
  const { conversationId, form, row } = where
  const template = parts.sender.hasTemplate('continue', form) ? 'continue' : null
  // A template that may not be sent either is not parked.
  if (!await parts.rows.park(row.id, { now: parts.now(), template })) return fail(parts, where, '63016')
  if (!template) parts.log.warn({ conversation: conversationId }, 'the 24-hour window is closed and no template is configured')
  return next
}

async function mark(parts: DrainParts, wanted: Parameters<Marks['add']>[0][number]): Promise<Step> {
  parts.marks.add([wanted])
  await parts.marks.flush()
  return next
}

/** It may have been sent: the provider's list tells. Only when it is surely not there, it is sent (again). */
async function reconcile(parts: DrainParts, lease: Lease, row: OpenRow): Promise<Step> {
  const { rows, sender, now, log } = parts
  const { conversationId } = lease
  const [address, part] = [opened(parts, row.address), partOf(parts, lease, row)]
  if (!address || !part) return unresolved(parts, lease, { id: row.id, error: 'noPayload' })
  try {
    const [listed, known] = await Promise.all([sender.list(address, new Date(row.createdAt.getTime() - limits.clockSlack)), rows.knownIds(conversationId)])
    const body = sender.bodyOf(part)
    // The provider lists a template as the person reads it, which we do not know: whatever is not accounted for is it.
    const found = listed.find((one) => (row.template || one.body === body) && !known.has(one.providerId) && !notArrived.has(one.status))
    log.info({ conversation: conversationId, delivery: row.id, found: found !== undefined }, 'delivery reconciled')
    return await mark(parts, found ? { id: row.id, status: 'accepted', providerId: found.providerId } : { id: row.id, status: 'due', error: 'notSent', dueAt: now() })
  } catch (error) {
    log.warn({ err: error, conversation: conversationId, delivery: row.id }, 'the provider could not be asked')
    if (now().getTime() - row.updatedAt.getTime() < limits.reconcileUntil) return { kind: 'wait', until: new Date(now().getTime() + backOff(row.attempts, limits)) }
    return unresolved(parts, lease, { id: row.id, error: 'notListed' })
  }
}

async function unresolved(parts: DrainParts, { conversationId }: Lease, { id, error }: { id: string; error: string }): Promise<Step> {
  await parts.rows.flag(conversationId, 'deliveryUnresolved', parts.now())
  return mark(parts, { id, status: 'unresolved', error })
}

/** Listed so, it reached nobody: an earlier try, or one that may be repeated. */
const notArrived = new Set(['failed', 'undelivered', 'canceled'])
