// Everything that is sent to people who are not on the website. There is no second way to send.
// Rows carry the truth; this process only remembers which of them it is sending. docs/decisions/0011-deliveries.md
import { setTimeout as pause } from 'node:timers/promises'
import { limits as allLimits } from '../../domain/limits.ts'
import { formFor } from '../../locales/index.ts'
import type { Database } from '../../prisma/client.ts'
import type { Sealer } from '../keys.ts'
import type { Log } from '../log.ts'
import type { DeliveryDraft, Handed } from '../turn/commit.ts'
import { createQueue } from '../turn/queue.ts'
import type { StoredActivity } from '../turn/types.ts'
import type { UnitOfWork } from '../turn/unit-of-work.ts'
import { sendDirect } from './direct.ts'
import { drain, type DrainParts } from './drain.ts'
import { createMarks } from './marks.ts'
import { createPace } from './pace.ts'
import { createReports } from './reports.ts'
import { createRows, type Taking } from './rows.ts'
import { createSilence } from './silence.ts'
import { findDue, freeLeasesOfTheDead, planReminders } from './sweep.ts'
import type { Part, Reports, Sender, SendOutcome } from './types.ts'

export type DeliveryParts = {
  db: Database; sealer: Sealer; log: Log; now: () => Date
  processId: string
  sender: Sender
  render: (messages: StoredActivity[]) => Part[]
  perSecond: number
}
export type Deliveries = Reports & {
  /** What a turn sends: rows for its commit. */
  draftsOf: (work: UnitOfWork) => DeliveryDraft[]
  /** A turn was committed: sends its rows, if they are this process's. */
  committed: (work: UnitOfWork, handed: Handed) => void
  /** This process is sending for this conversation now. */
  isSending: (conversationId: string) => boolean
  start: () => Promise<void>
  /** Waits for what is being sent. */
  stop: () => Promise<void>
}

const limits = allLimits.delivery

export function createDeliveries(parts: DeliveryParts): Deliveries {
  const { db, sealer, log, now, processId, sender } = parts
  const sending = createCount()
  /** Of these, turns that were committed just now. */
  const fresh = createCount()
  const { begin, silence } = createSilence()
  const queue = createQueue(Number.MAX_SAFE_INTEGER)
  const drafted = new WeakMap<UnitOfWork, Part[]>()
  const undecided = new Map<string, UnitOfWork>()
  const sent = new Map<string, () => void>()
  const pace = createPace({ perSecond: parts.perSecond, lanes: limits.lanes }, () => now().getTime())
  const marks = createMarks({ sql: db.lax, log, now, processId, every: limits.markEvery, again: limits.markAgain, patience: limits.lease }, (conversationId, held) => wake(conversationId, { held }))
  const post = createPost({ ...parts, pace, sent })
  const shared: DrainParts = { rows: createRows({ sql: db.sql, lax: db.lax, processId }), marks, sender, sealer, pace, log, now, post, wakeAt: (conversationId, at) => wakeAt(conversationId, at) }
  /** Something earlier must go first there. */
  const blocked = new Set<string>()
  const alarms = new Set<NodeJS.Timeout>()
  let timer: NodeJS.Timeout | undefined
  let sweeping: Promise<void> = Promise.resolve()
  let stopped = false

  const run = (conversationId: string, task: () => Promise<void>) => {
    sending.enter(conversationId)
    // What goes wrong here is found again by the sweep: the rows are still open.
    const safely = () => task().catch((error: unknown) => log.error({ err: error, conversation: conversationId }, 'sending failed')).finally(() => sending.leave(conversationId))
    void queue.run(conversationId, safely)
  }
  const wake = (conversationId: string, taking: Taking = {}) => {
    if (stopped) return
    run(conversationId, async () => {
      // The right to send may be on its way back.
      await marks.flush()
      if (await drain(shared, conversationId, taking) === 'overtaken') blocked.add(conversationId)
    })
  }
  const report = createReports({ ...shared, sql: db.sql, lax: db.lax, wake, left: (id) => sent.get(id)?.() })
  const wakeAt = (conversationId: string, at: Date) => {
    if (stopped) return
    const alarm = setTimeout(() => {
      alarms.delete(alarm)
      wake(conversationId)
    }, Math.min(Math.max(at.getTime() - now().getTime(), 0) + limits.markEvery, limits.retryMost))
    alarms.add(alarm)
  }
  const draftsOf: Deliveries['draftsOf'] = (work) => {
    const hash = addressOf(work)
    if (hash === null) return []
    const { conversationId } = work.snapshot
    // The turn before may have been committed, without an answer: its deliveries are not to be overtaken.
    if ((undecided.get(conversationId) ?? work) !== work) blocked.add(conversationId)
    undecided.set(conversationId, work)
    const shown = work.messages.filter(({ author, activity }) => author !== 'person' && (activity.channelData as { only?: string } | undefined)?.only !== 'web')
    const plain = parts.render(shown.map(({ activity, secret }) => secret ?? activity))
    drafted.set(work, plain)
    const { seq = 0 } = shown.at(-1) ?? {}
    // What is said while a human has the word is the desk's, also when the bot says it: a notice.
    const author = work.owner
    const template = work.template && [{ part: plain.length, seq: work.messages.at(-1)?.seq ?? 0, author, hash, template: work.template, payload: null }]
    return [...plain.map((one, part) => ({ part, seq, author, hash, template: null, payload: sealer.seal(JSON.stringify(one)).toString('hex') })), ...template ?? []]
  }
  const committed: Deliveries['committed'] = (work, { ids, mine, until }) => {
    const { conversationId } = work.snapshot
    undecided.delete(conversationId)
    if (work.silenceBot) silence(conversationId)
    if (ids.length === 0 && !work.snapshot.parked) return
    const address = work.inbound.sendTo
    if (!mine || !address) return wake(conversationId)
    const planned = drafted.get(work) ?? []
    const rows = ids.flatMap((id, index) => (planned[index] ? [{ id, part: planned[index] }] : []))
    const form = formFor(work.journey.role)
    const batch = { conversationId, author: work.owner, waited: sending.of(conversationId) > 0, until, address, addressHash: work.inbound.identityHash, form, createdAt: work.at, rows }
    const { silenced, end } = begin(conversationId)
    fresh.enter(conversationId)
    run(conversationId, () => sendDirect(shared, batch, { blocked, silenced, isLast: () => fresh.of(conversationId) === 1 }).finally(() => {
      end()
      fresh.leave(conversationId)
    }))
  }
  const sweep = async () => {
    const sweepParts = { sql: db.sql, now, processId, limits }
    try {
      await freeLeasesOfTheDead(sweepParts)
      await planReminders(sweepParts)
      for (const conversationId of await findDue(sweepParts)) if (sending.of(conversationId) === 0) wake(conversationId)
    } catch (error) {
      log.warn({ err: error }, 'sweep failed')
    }
    if (!stopped) timer = setTimeout(() => { sweeping = sweep() }, limits.sweep)
  }
  const start = async () => {
    await sweep()
  }
  const stop = async () => {
    stopped = true
    clearTimeout(timer)
    alarms.forEach(clearTimeout)
    await sweeping
    await queue.idle()
    await marks.flush()
  }
  return { draftsOf, committed, isSending: (conversationId) => sending.of(conversationId) > 0, report, start, stop }
}

/** Of whom this turn speaks to on WhatsApp; null: they are on the website. */
function addressOf({ inbound, snapshot }: UnitOfWork): string | null {
  if (inbound.channel === 'desk') return snapshot.replyTo?.hash ?? null
  return inbound.channel === 'whatsapp' ? inbound.identityHash.toString('hex') : null
}

/** Sends at the sender's pace. After a picture it waits a moment for "sent", so that its question does not overtake it. */
function createPost({ sender, pace, now, sent }: DeliveryParts & { pace: DrainParts['pace']; sent: Map<string, () => void> }): DrainParts['post'] {
  return async (message, until) => {
    await sender.prepare(message.part)
    const outcome = await pace.run<SendOutcome | 'tooLate'>(async () => {
      if (pace.held() > 0) return { kind: 'later', after: pace.held(), code: 'accountRefused' }
      return until.getTime() - now().getTime() < limits.leaseLeast ? 'tooLate' : sender.send(message)
    })
    if (message.part.kind !== 'media' || outcome === 'tooLate' || outcome.kind !== 'accepted') return outcome
    const { promise, resolve } = Promise.withResolvers<void>()
    sent.set(message.id, resolve)
    await Promise.race([promise, pause(limits.pictureFirst, undefined, { ref: false })])
    sent.delete(message.id)
    return outcome
  }
}

/** How many there are of each. */
function createCount() {
  const counts = new Map<string, number>()
  const of = (id: string) => counts.get(id) ?? 0
  const leave = (id: string) => void (of(id) > 1 ? counts.set(id, of(id) - 1) : counts.delete(id))
  return { of, enter: (id: string) => void counts.set(id, of(id) + 1), leave }
}
