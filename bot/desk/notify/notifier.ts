// Nobody at the desk: who waits is told by mail and webhook. The rows carry the truth; this looks at them now and then, and at every commit.
import type { Database } from '../../../prisma/client.ts'
import type { NotifyConfig } from '../../config-desk.ts'
import type { Log } from '../../log.ts'
import type { Signals } from '../../turn/types.ts'
import { readFacts } from './facts.ts'
import { sendMail } from './mail.ts'
import { type Batch, claimBatch, type Lane, type NotifyLimits, type Outcome, planNotices, settleBatch } from './notices.ts'
import { postHook } from './webhook.ts'
import { createNoticeWords } from './words.ts'

export type Notifier = { start: () => void; /** Waits for what is being sent. */ stop: () => Promise<void> }
export type NotifierParts = {
  db: Database; notify: NotifyConfig; log: Log; now: () => Date; limits: NotifyLimits
  /** locales/notify.nl.json */
  labels: Record<string, string>
  feed: Pick<Signals, 'subscribeAll'>
  /** Where the desk is; null: it is off. Its port may be known only after listening. */
  deskUrl: () => string | null
}

/** null when neither way is configured: then nothing is read or written. */
export function createNotifier(parts: NotifierParts): Notifier | null {
  const { db, notify, log, now, limits, feed } = parts
  const ways = (['mail', 'webhook'] as const).filter((way) => notify[way])
  if (ways.length === 0) return null
  const send = createSend(parts)
  // Urgent ones first, and none waits for another: a server that hangs holds up its own lane only.
  const lanes = [true, false].flatMap((urgent) => ways.map((way) => createLane({ ...parts, lane: { way, urgent }, send })))
  const look = async () => {
    await planNotices(db.sql, ways, { now: now(), limits })
    for (const lane of lanes) lane.run()
  }
  const looking = createPulse({ look: () => look().catch((error: unknown) => log.warn({ err: error }, 'notices could not be looked at')), every: limits.notify.sweep, soon: limits.notify.wake })
  let unsubscribe: (() => void) | undefined
  return {
    start: () => {
      unsubscribe = feed.subscribeAll(looking.soon)
      looking.start()
    },
    stop: async () => {
      unsubscribe?.()
      await looking.stop()
      await Promise.all(lanes.map((lane) => lane.stop()))
    },
  }
}

type Send = (batch: Batch) => Promise<Outcome>

function createSend({ db, notify, now, limits, labels, deskUrl }: NotifierParts): Send {
  const words = createNoticeWords(labels)
  return async (batch) => {
    const facts = await readFacts(db.sql, batch, { now: now(), deskUrl: deskUrl() })
    if (!facts) return { kind: 'sent' }
    const { timeout } = limits.notify
    const { subject, text } = words(facts)
    if (batch.way === 'mail' && notify.mail) return sendMail(notify.mail, { subject, text, id: batch.id }, { timeout })
    if (batch.way === 'webhook' && notify.webhook) return postHook(notify.webhook, { ...facts, text: subject }, { now: now(), timeout })
    return { kind: 'sent' }
  }
}

/** One message at a time of this way and urgency. */
function createLane({ db, log, now, limits, lane, send }: NotifierParts & { lane: Lane; send: Send }) {
  const { way, urgent } = lane
  let running: Promise<void> | null = null
  let again = false
  const one = async (): Promise<boolean> => {
    const batch = await claimBatch(db, lane, { now: now(), limits })
    if (!batch) return false
    const outcome = await send(batch)
    const { givenUp } = await settleBatch(db, { batch, outcome, now: now(), limits })
    const facts = { way, urgent, count: batch.handoffs.length, attempt: batch.attempts }
    if (outcome.kind === 'sent') log.info(facts, 'notice sent')
    else if (givenUp) log.error({ ...facts, code: outcome.code }, 'notice given up')
    else log.warn({ ...facts, code: outcome.code }, 'notice not sent, tried again later')
    return true
  }
  const all = async () => {
    do again = false
    while (await one() || again)
  }
  const run = () => {
    again = true
    running ??= all().catch((error: unknown) => log.warn({ err: error, way }, 'notices could not be sent')).finally(() => {
      running = null
    })
  }
  return { run, stop: async () => { await running } }
}

/** Looks every so often, and soon after being asked to; never twice at once. */
function createPulse({ look, every, soon }: { look: () => Promise<void>; every: number; soon: number }) {
  let timer: NodeJS.Timeout | undefined
  let running: Promise<void> | null = null
  let asked = false
  let stopped = false
  const plan = (wait: number) => {
    clearTimeout(timer)
    if (!stopped) timer = setTimeout(run, wait)
  }
  const run = () => {
    asked = false
    running = look().finally(() => {
      running = null
      plan(asked ? soon : every)
    })
  }
  return {
    start: () => plan(0),
    soon: () => {
      if (asked) return
      asked = true
      if (!running) plan(soon)
    },
    stop: async () => {
      stopped = true
      clearTimeout(timer)
      await running
    },
  }
}
