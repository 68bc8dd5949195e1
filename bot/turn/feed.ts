// What is new in a conversation, for whoever shows it: at once for turns of this process, by NOTIFY for those of others.
import { Client } from 'pg'
import type { Database } from '../../prisma/client.ts'
import type { Sealer } from '../keys.ts'
import type { Log } from '../log.ts'
import { signalChannel, wakeChannel } from './commit-statement.ts'
import type { Feed, Signal, Signals, StoredActivity, StoredMessage } from './types.ts'
import type { UnitOfWork } from './unit-of-work.ts'

type Listener = Parameters<Feed['subscribe']>[1]
export type LiveFeed = Feed & Signals & {
  processId: string
  /** Tells this process's subscribers what a turn committed. */
  committed: (work: UnitOfWork) => void
  /** Makes this process's subscribers read again. */
  reread: (conversationId: string) => void
  start: () => Promise<void>
  stop: () => Promise<void>
}

const reconnectAfter = 1_000
const readStatement = {
  name: 'feed-read',
  text: `
    select c.id, m.seq, m.author, m.activity, m.sealed, m."createdAt"
    from "Conversation" c
    left join lateral (select * from "Message" m where m."conversationId" = c.id and m.seq > $2 order by m.seq limit $3) as m on true
    where c.id = $1 order by m.seq`,
}
type Row = { id: string; seq: number | null; author: StoredMessage['author']; activity: StoredActivity; sealed: Buffer | null; createdAt: Date }

/** @param parts.processId this process's name in the NOTIFY payload */
export function createFeed(parts: { db: Database; sealer: Sealer; log: Log; processId: string }): LiveFeed {
  const listeners = new Map<string, Set<Listener>>()
  const everything = createListeners<string[]>()
  const signals = createListeners<Signal>()
  const ear = createEar(parts, {
    woken: (conversations) => {
      for (const conversationId of conversations) tell(conversationId, null)
      everything.tell(conversations)
    },
    signalled: signals.tell,
  })

  const tell = (conversationId: string, messages: StoredMessage[] | null) => {
    for (const listener of listeners.get(conversationId) ?? []) listener(messages)
  }
  const read: Feed['read'] = async (conversationId, afterSeq, limit) => {
    const { rows } = await parts.db.sql.query<Row>({ ...readStatement, values: [conversationId, afterSeq, limit] })
    return rows.length === 0 ? null : rows.flatMap((row) => toMessage(row, parts.sealer))
  }
  const subscribe: Feed['subscribe'] = (conversationId, listener) => {
    const set = listeners.get(conversationId) ?? new Set()
    listeners.set(conversationId, set.add(listener))
    return () => {
      set.delete(listener)
      if (set.size === 0 && listeners.get(conversationId) === set) listeners.delete(conversationId)
    }
  }
  const committed: LiveFeed['committed'] = (work) => {
    const { conversationId } = work.snapshot
    everything.tell([conversationId])
    if (!listeners.has(conversationId)) return
    tell(conversationId, work.messages.map(({ seq, author, activity, secret }) => ({ conversationId, seq, author, activity: secret ?? activity, createdAt: work.at })))
  }
  const rereadAll = () => {
    for (const conversationId of listeners.keys()) tell(conversationId, null)
    everything.tell([])
  }
  const reread = (conversationId: string) => {
    tell(conversationId, null)
    everything.tell([conversationId])
  }
  const signal: Signals['signal'] = (what) => {
    // Without waiting for the disk: nothing of it is kept.
    parts.db.lax.query('select pg_notify($1, $2)', [signalChannel, JSON.stringify(what)]).catch((error: unknown) => parts.log.debug({ err: error }, 'signal lost'))
  }
  return { processId: parts.processId, read, subscribe, subscribeAll: everything.subscribe, signal, subscribeSignals: signals.subscribe, committed, reread, start: () => ear.start(rereadAll), stop: ear.stop }
}

function toMessage(row: Row, sealer: Sealer): StoredMessage[] {
  if (row.seq === null) return []
  const activity = row.sealed ? JSON.parse(sealer.open(row.sealed)) as StoredActivity : row.activity
  return [{ conversationId: row.id, seq: row.seq, author: row.author, activity, createdAt: row.createdAt }]
}

function createListeners<What>() {
  const all = new Set<(what: What) => void>()
  const subscribe = (listener: (what: What) => void) => {
    all.add(listener)
    return () => void all.delete(listener)
  }
  return { subscribe, tell: (what: What) => all.forEach((listener) => listener(what)) }
}

type Heard = { woken: (conversations: string[]) => void; signalled: (signal: Signal) => void }

/** A connection that only listens; when it is lost it comes back, and everything is read again. */
function createEar(parts: { db: Database; log: Log; processId: string }, { woken, signalled }: Heard) {
  let client: Client | null = null
  let stopped = false
  let timer: NodeJS.Timeout | undefined

  const connect = async (heard: () => void): Promise<void> => {
    const ear = new Client({ ...parts.db.connection, application_name: parts.db.name, keepAlive: true })
    ear.on('notification', ({ channel, payload = '' }) => {
      if (channel === signalChannel) return signalled(JSON.parse(payload) as Signal)
      const [from, ...conversations] = payload.split(' ')
      if (from !== parts.processId) woken(conversations)
    })
    ear.on('error', () => {})
    ear.on('end', () => again(heard))
    try {
      await ear.connect()
      await ear.query(`listen ${wakeChannel}; listen ${signalChannel}`)
      client = ear
      heard()
    } catch (error) {
      parts.log.warn({ err: error }, 'listen failed')
    }
  }
  const again = (heard: () => void) => {
    client = null
    if (!stopped) timer = setTimeout(() => void connect(heard), reconnectAfter)
  }
  const stop = async () => {
    stopped = true
    clearTimeout(timer)
    await client?.end()
  }
  return { start: connect, stop }
}
