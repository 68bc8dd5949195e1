// The consoles of this process together: who is here, who watches what, and what each of them is told.
import { limits } from '../../../domain/limits.ts'
import type { Database } from '../../../prisma/client.ts'
import { type CatchUp, createCatchUp } from '../../turn/catch-up.ts'
import type { Feed, Signal, Signals } from '../../turn/types.ts'
import type { Colleague, LiveOut } from '../contract.ts'
import { readColleagues } from '../routes/people.ts'
import { readMessages } from '../rows/read-messages.ts'
import { type Changed, Changes } from './changes.ts'
import { Looking } from './looking.ts'
import { rowsFor } from './rows-for.ts'
import { closeCodes, type Session } from './session.ts'
import { Watchers } from './watchers.ts'
import { Watching } from './watching.ts'

export type RoomParts = { db: Pick<Database, 'sql' | 'lax'>; feed: Feed & Signals & { processId: string }; now: () => Date }

const seen = { name: 'desk-seen', text: 'update "Digimaatje" set "lastSeenAt" = greatest("lastSeenAt", $2) where id = any($1::text[])' }

export class Room {
  readonly #parts: RoomParts
  readonly #sessions = new Set<Session>()
  readonly #watchers = new Watchers()
  readonly #changes: Changes
  readonly #looking: Looking
  readonly #colleagues: CatchUp
  readonly #unsubscribe: () => void
  /** The colleagues as they were last told. */
  #told = ''
  #seenAt = 0
  #rereadAt: number

  constructor(parts: RoomParts) {
    const { db, feed, now } = parts
    this.#parts = parts
    this.#rereadAt = now().getTime()
    this.#changes = new Changes({
      sql: db.sql, feed, anybody: () => this.#sessions.size > 0, isWatched: (id) => this.#watchers.has(id), onChange: (changed) => this.#push(changed),
    })
    this.#looking = new Looking({ feed, processId: feed.processId, now, here: (id) => this.#watchers.people(id), onChange: (id) => this.#pushLooking(id) })
    this.#colleagues = createCatchUp(() => this.#pushColleagues())
    this.#unsubscribe = feed.subscribeSignals((signal) => this.#hear(signal))
  }

  /** Somebody said hello. Resolves when nothing that changes from now on will be missed. Rejects when the database cannot be used. */
  async enter(session: Session): Promise<void> {
    this.#sessions.add(session)
    session.socket.once('close', () => this.#leave(session))
    const own = [...this.#sessions].filter(({ person }) => person?.id === session.person?.id)
    if (own.length > limits.desk.socketsPerPerson) own[0]?.close(closeCodes.tooMany)
    await Promise.all([this.#changes.prime(), this.#markSeen([session.person?.id ?? ''])])
    this.#parts.feed.signal({ kind: 'colleagues' })
  }

  /** After the welcome. */
  welcome(session: Session): void {
    session.welcomed = true
    if (this.#told) session.sendText(this.#told)
  }

  watch(session: Session, { conversation, after }: { conversation: string; after: number }): void {
    this.unwatch(session)
    this.#watchers.add(conversation, session)
    session.watching = new Watching({
      conversation, after, feed: this.#parts.feed, read: (id, from) => readMessages(this.#parts.db.sql, id, from), send: (frame) => session.send(frame), isOpen: () => session.open,
    })
    this.#changes.look(conversation)
    this.#looking.announce(conversation)
  }

  unwatch(session: Session): void {
    const { conversation } = session.watching ?? {}
    session.watching?.stop()
    session.watching = null
    if (conversation === undefined) return
    this.#watchers.delete(conversation, session)
    this.#looking.announce(conversation)
  }

  /** They type in the conversation they watch. The person sees it only of who has them. */
  typing(session: Session): void {
    const { watching, person } = session
    if (!watching || !person || !session.mayType(this.#parts.now())) return
    const row = this.#changes.known(watching.conversation)
    const owns = row?.state === 'human' && row.owner?.id === person.id
    const by = owns ? person.name.trim().split(/\s+/)[0] ?? '' : ''
    this.#parts.feed.signal({ kind: 'typing', conversation: watching.conversation, who: 'human', id: person.id, by })
  }

  tick(): void {
    const now = this.#parts.now().getTime()
    this.#looking.tick(this.#watchers.conversations())
    if (this.#sessions.size === 0) return
    this.#changes.retry()
    if (now - this.#seenAt >= limits.desk.seenEvery) {
      this.#seenAt = now
      this.#markSeen([...new Set([...this.#sessions].map(({ person }) => person?.id ?? ''))]).then(() => this.#colleagues.ask(), () => {})
    }
    if (now - this.#rereadAt < limits.desk.reread) return
    this.#rereadAt = now
    this.#changes.reread()
    for (const { watching } of this.#sessions) watching?.ask()
  }

  colleagues(): Promise<Colleague[]> {
    return readColleagues(this.#parts)
  }

  stop(): void {
    this.#unsubscribe()
    this.#changes.stop()
    for (const session of this.#sessions) session.watching?.stop()
  }

  #leave(session: Session): void {
    this.unwatch(session)
    this.#sessions.delete(session)
    if (this.#sessions.size > 0) return
    this.#changes.forget()
    this.#told = ''
  }

  #hear(signal: Signal): void {
    if (signal.kind === 'colleagues' && this.#sessions.size > 0) this.#colleagues.ask()
    if (signal.kind === 'looking') this.#looking.heard(signal)
    if (signal.kind === 'typing' && signal.who === 'human') this.#looking.typed(signal.conversation, signal.id)
    if (signal.kind === 'typing' && signal.who === 'person') this.#watchers.send(signal.conversation, { kind: 'personTyping', conversation: signal.conversation })
    if (signal.kind === 'read') for (const { watching } of this.#watchers.of(signal.conversation)) watching?.ask()
    if (signal.kind !== 'reminder') return
    const { digimaatje, conversation, id } = signal
    for (const session of this.#sessions) if (session.person?.id === digimaatje) session.send({ kind: 'reminder', conversation, id })
  }

  #push(changed: Changed): void {
    const frameFor = rowsFor(changed)
    for (const session of this.#sessions) {
      const frame = session.welcomed && session.seesPeople ? frameFor({ id: session.person?.id ?? '', watches: session.watching?.conversation ?? null }) : null
      if (frame) session.sendText(frame)
    }
    for (const conversation of changed.touched) this.#watchers.send(conversation, { kind: 'changed', conversation })
    // Who has how many may be another number now.
    if (changed.rows.length > 0) this.#colleagues.ask()
  }

  #pushLooking(conversation: string): void {
    for (const session of this.#watchers.of(conversation)) {
      session.send({ kind: 'looking', conversation, people: this.#looking.people(conversation, session.person?.id ?? '') })
    }
  }

  async #pushColleagues(): Promise<'done'> {
    const text = JSON.stringify({ kind: 'colleagues', people: await this.colleagues() } satisfies LiveOut)
    if (text === this.#told || this.#sessions.size === 0) return 'done'
    this.#told = text
    for (const session of this.#sessions) if (session.welcomed) session.sendText(text)
    return 'done'
  }

  async #markSeen(ids: string[]): Promise<void> {
    await this.#parts.db.lax.query({ ...seen, values: [ids, this.#parts.now()] })
  }
}
