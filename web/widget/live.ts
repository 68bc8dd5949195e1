import { batch } from '@preact/signals'
import type { Api, Reply } from './api.ts'
import { askWord, eraseConversation, postActivity } from './calls.ts'
import { Connection } from './connection.ts'
import { createCredentials, type Credentials } from './credentials.ts'
import { nextHelper } from './helper.ts'
import { createLineStatus } from './line.ts'
import { Outbox, type Outgoing } from './outbox.ts'
import { createPatience, type Patience } from './patience.ts'
import { createPresence, type Presence } from './presence.ts'
import type { Store } from './store.ts'
import { addActivity, setStatus } from './transcript.ts'
import { createTyping } from './typing.ts'
import { uuid } from './uuid.ts'
import type { Activity, Conversation, Frame, Word } from './wire.ts'

export type LiveOptions = {
  readonly api: Api
  readonly store: Store
  readonly conversation: Conversation
  /** What waits to be sent already, in order. */
  readonly items: readonly Outgoing[]
  /** The history comes first: it is not read out, and `items` wait for its end. */
  readonly resumed: boolean
  readonly random: () => number
  readonly onUnsent: (items: readonly Outgoing[]) => void
  readonly onEnd: (why: 'gone' | 'denied') => void
}

const ANSWER_WITHIN_MS = 15_000
const ANSWER_AFTER_SENDING_MS = 8000
const HUMAN_TYPES_MS = 6000
const ECHO_WITHIN_MS = 5000
const HISTORY_QUIET_MS = 300
const HISTORY_WITHIN_MS = 2000

/** One conversation that is going on: what comes in goes to the store, what is said goes out. */
export class Live {
  private readonly options: LiveOptions
  private readonly store: Store
  private readonly credentials: Credentials
  private readonly line: ReturnType<typeof createLineStatus>
  private readonly typing: ReturnType<typeof createTyping>
  private readonly patience: Patience
  private readonly outbox: Outbox
  private readonly connection: Connection
  private readonly presence: Presence
  private readonly refused = new Map<string, Outgoing>()
  private awaitsHistory: boolean
  private timer: ReturnType<typeof setTimeout> | undefined

  constructor(options: LiveOptions) {
    const { api, store, conversation, random } = options
    this.options = options
    this.store = store
    this.awaitsHistory = options.resumed
    this.credentials = createCredentials(api, conversation)
    this.line = createLineStatus(store)
    this.typing = createTyping(store)
    this.patience = createPatience(random)
    this.outbox = this.createOutbox()
    this.presence = createPresence({
      store,
      hidden: () => document.hidden,
      post: (activity) => void postActivity(api, this.credentials, { id: uuid(), at: 0, activity }),
    })
    this.typing.show(ANSWER_WITHIN_MS)
    store.announcing.value = !options.resumed
    this.connection = this.connect()
  }

  send(item: Outgoing): void {
    this.expectAnswer(ANSWER_WITHIN_MS)
    this.outbox.add(item)
  }

  /** The person types. */
  typed(): void {
    this.presence.typed()
  }

  retry(id: string): void {
    this.store.entries.value = setStatus(this.store.entries.value, id, 'sending')
    const refused = this.refused.get(id)
    if (refused) this.outbox.add(refused)
    else this.outbox.flush()
    this.refused.delete(id)
  }

  /** Erases the conversation on the server; false if that did not work. */
  erase(): Promise<boolean> {
    return eraseConversation(this.options.api, this.credentials)
  }

  /** A word to go on with in WhatsApp. */
  word(): Promise<Reply<Word>> {
    return askWord(this.options.api, this.credentials)
  }

  /** The browser says the line is back. */
  hurry(): void {
    this.connection.hurry()
    this.presence.look()
  }

  /** The browser says the line is lost. */
  restart(): void {
    this.connection.restart()
  }

  stop(): void {
    clearTimeout(this.timer)
    this.connection.stop()
    this.outbox.stop()
    this.credentials.stop()
    this.presence.stop()
    this.typing.hide()
    this.line.stop()
  }

  private createOutbox(): Outbox {
    const { api, items, random, onUnsent } = this.options
    return new Outbox({
      items,
      patience: createPatience(random),
      post: (item) => postActivity(api, this.credentials, item),
      onReply: (item, reply) => this.onReply(item, reply),
      onChange: onUnsent,
    })
  }

  private connect(): Connection {
    const { patience, credentials } = this
    const { api, conversation, onEnd } = this.options
    return new Connection({
      api, credentials, patience, onEnd,
      streamUrl: conversation.streamUrl,
      onFrame: (frame) => this.onFrame(frame),
      onUp: () => this.onUp(),
      onDown: (busy) => this.line.down(patience.tries(), busy),
    })
  }

  private onUp(): void {
    this.line.up()
    if (this.awaitsHistory) this.expectHistoryEnd(HISTORY_WITHIN_MS)
    else this.outbox.flush()
  }

  private onFrame(frame: Frame): void {
    batch(() => (frame.activities ?? []).forEach((activity) => this.receive(activity)))
    if (this.awaitsHistory) this.expectHistoryEnd(HISTORY_QUIET_MS)
  }

  private expectHistoryEnd(ms: number): void {
    clearTimeout(this.timer)
    this.timer = setTimeout(() => {
      this.awaitsHistory = false
      this.store.announcing.value = true
      this.outbox.flush()
    }, ms)
  }

  private receive(activity: Activity): void {
    const { store, typing } = this
    const own = activity.from?.role === 'user'
    if (activity.type === 'typing' && !own) typing.show(HUMAN_TYPES_MS)
    store.helper.value = nextHelper(store.helper.value, activity)
    const entries = addActivity(store.entries.value, activity)
    if (entries === store.entries.value) return
    store.entries.value = entries
    if (own) return this.outbox.settle(activity.channelData?.clientActivityID ?? '')
    typing.hide()
    // Whatever is said now (that WhatsApp is there, most likely) is behind the panel with the way to it.
    store.way.value = null
  }

  /** The bot answers at once; a human takes the time they need, and says so by typing. */
  private expectAnswer(ms: number): void {
    if (this.store.helper.value.kind !== 'human') this.typing.show(ms)
  }

  private onReply(item: Outgoing, reply: Reply<unknown>): void {
    const { store, typing, line } = this
    store.entries.value = setStatus(store.entries.value, item.id, reply.kind === 'ok' ? 'sent' : 'failed')
    if (reply.kind === 'ok') return this.expectEcho(item)
    typing.hide()
    if (reply.kind === 'later') line.down(0, reply.busy)
    if (reply.kind === 'refused') this.refused.set(item.id, item)
    if (reply.kind === 'gone' || reply.kind === 'denied') this.options.onEnd(reply.kind)
  }

  /** No echo though the server has it: the socket is dead and does not know it, as after a phone slept. */
  private expectEcho({ id }: Outgoing): void {
    const { store, line, connection } = this
    line.up()
    if (!store.entries.value.some((entry) => entry.key === id && entry.status === 'sent')) return
    this.expectAnswer(ANSWER_AFTER_SENDING_MS)
    setTimeout(() => {
      if (store.entries.value.some((entry) => entry.key === id && entry.status === 'sent')) connection.restart()
    }, ECHO_WITHIN_MS)
  }
}
