// Tells the app what became of its messages.
import { setTimeout as pause } from 'node:timers/promises'
import type { Fate } from './messages.ts'
import type { Poster } from './post.ts'
import type { State } from './state.ts'
import type { Callbacks, FakeMessage, Status } from './types.ts'

export type Teller = {
  /** Begins to tell; what `settings` say when it begins counts. */
  begin: (message: FakeMessage, fate: Fate) => void
  settings: Callbacks
  counts: { told: number; failed: number }
  stop: () => void
}

/** For an answer to the one before, in ms. */
const longestWait = 1_000
const rank: Record<Status, number> = { received: 0, queued: 0, sent: 1, undelivered: 2, failed: 2, delivered: 2, read: 3 }

export function createTeller({ state, poster, reach }: { state: State; poster: Poster; reach: (url: string) => string }): Teller {
  const settings: Callbacks = { on: true, delay: 5, statuses: ['queued', 'sent', 'delivered'], order: 'right', repeat: 1 }
  const counts = { told: 0, failed: 0 }
  const timers = new Set<NodeJS.Timeout>()
  const tell = async (message: FakeMessage, status: Status, url: string | null) => {
    if (rank[status] > rank[message.status]) message.status = status
    if (url === null) return
    const fields = fieldsOf(state, message, status)
    const { status: answer } = await poster.post({ url: reach(url), signedUrl: url, authToken: state.account.authToken, fields })
    counts[answer >= 200 && answer < 300 ? 'told' : 'failed'] += 1
  }
  const begin = (message: FakeMessage, fate: Fate) => {
    if (fate) message.errorCode = fate.code
    const statuses = statusesOf(settings, fate)
    const url = settings.on ? message.statusCallback : null
    if (url === null) return statuses.forEach((status) => void tell(message, status, null))
    // On a busy machine two posts of one moment overtake each other: the order is what the settings say.
    let before: Promise<unknown> = Promise.resolve()
    statuses.forEach((status, index) => {
      const timer = setTimeout(() => {
        timers.delete(timer)
        before = Promise.race([before, pause(longestWait, undefined, { ref: false })]).then(() => tell(message, status, url))
      }, (index + 1) * settings.delay)
      timers.add(timer)
    })
  }
  return { begin, settings, counts, stop: () => timers.forEach((timer) => clearTimeout(timer)) }
}

function statusesOf({ statuses, order, repeat }: Callbacks, fate: Fate): Status[] {
  const all = fate ? [...statuses.filter((status) => status === 'queued'), fate.status] : statuses
  const ordered = order === 'right' ? all : all.toReversed()
  return Array.from({ length: repeat }, () => ordered).flat()
}

function fieldsOf({ account }: State, { sid, from, to, errorCode }: FakeMessage, status: Status): Record<string, string> {
  const failed = status === 'failed' || status === 'undelivered'
  return {
    AccountSid: account.accountSid, ApiVersion: '2010-04-01', ChannelInstallSid: `XE${account.accountSid.slice(2)}`, ChannelPrefix: 'whatsapp', ChannelToAddress: to.replace('whatsapp:', ''),
    From: from, To: to, MessageSid: sid, SmsSid: sid, MessageStatus: status, SmsStatus: status,
    ...(failed && { ErrorCode: String(errorCode ?? 63016) }), ...(status === 'read' && { EventType: 'READ' }), ...(status === 'delivered' && { EventType: 'DELIVERED' }),
  }
}
