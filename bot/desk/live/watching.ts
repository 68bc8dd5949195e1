// One console follows the transcript of one conversation: what is new, in order, each once; and what became of the last ones on their way.
import { limits } from '../../../domain/limits.ts'
import { type CatchUp, createCatchUp } from '../../turn/catch-up.ts'
import type { Feed } from '../../turn/types.ts'
import type { DeskMessage, DeliveryState, LiveOut, MessagesAnswer } from '../contract.ts'

export type WatchParts = {
  conversation: string
  /** The last message the console has. */
  after: number
  feed: Pick<Feed, 'subscribe'>
  /** null: there is no such conversation (any more). */
  read: (conversation: string, after: number) => Promise<MessagesAnswer | null>
  send: (frame: LiveOut) => void
  isOpen: () => boolean
}

/** Messages this far back may still change: sent, delivered, read. */
const { recentMessages } = limits.desk
const settled: readonly DeliveryState[] = ['read', 'failed', 'cancelled']
/** Nobody at the desk needs to know that the bot was read. */
const isSettled = (author: DeskMessage['author'], state: DeliveryState) => settled.includes(state) || (author === 'bot' && state === 'delivered')

export class Watching {
  readonly conversation: string
  readonly #parts: WatchParts
  readonly #catchUp: CatchUp
  readonly #unsubscribe: () => void
  /** What the console was told about messages to the person, by number: the bot's too, which a claim calls back. */
  readonly #deliveries = new Map<number, { author: DeskMessage['author']; state: DeliveryState }>()
  #sent: number
  #readSeq: number | null = null
  #stopped = false

  constructor(parts: WatchParts) {
    this.#parts = parts
    this.conversation = parts.conversation
    this.#sent = parts.after
    this.#catchUp = createCatchUp(() => this.#readOn())
    // What a turn said is in the feed's own words: with read-backs, which the desk never sees. So it is a wake-up only.
    this.#unsubscribe = parts.feed.subscribe(parts.conversation, () => this.ask())
    this.ask()
  }

  /** Something may be new. */
  ask(): void {
    if (!this.#stopped) this.#catchUp.ask()
  }

  stop(): void {
    this.#stopped = true
    this.#unsubscribe()
  }

  async #readOn(): Promise<'more' | 'done' | 'stop'> {
    const { read, isOpen } = this.#parts
    const answer = await read(this.conversation, this.#from())
    if (this.#stopped || !isOpen() || answer === null) return 'stop'
    this.#push(answer)
    return answer.more ? 'more' : 'done'
  }

  /** Behind the last one sent, but for what is still on its way. At first what the console had may have gone on without it. */
  #from(): number {
    const oldest = Math.max(0, this.#sent - recentMessages)
    if (this.#readSeq === null) return oldest
    const onTheirWay = [...this.#deliveries].filter(([, { author, state }]) => !isSettled(author, state)).map(([seq]) => seq - 1)
    return Math.max(oldest, Math.min(this.#sent, ...onTheirWay))
  }

  #push({ messages, readSeq }: MessagesAnswer): void {
    const fresh = messages.filter((message) => message.seq > this.#sent || this.#isChanged(message))
    for (const { seq, author, delivery } of messages) if (delivery) this.#deliveries.set(seq, { author, state: delivery })
    this.#sent = Math.max(this.#sent, messages.at(-1)?.seq ?? 0)
    for (const seq of this.#deliveries.keys()) if (seq <= this.#sent - recentMessages) this.#deliveries.delete(seq)
    if (fresh.length === 0 && readSeq === this.#readSeq) return
    this.#readSeq = readSeq
    this.#parts.send({ kind: 'messages', conversation: this.conversation, messages: fresh, readSeq })
  }

  #isChanged({ seq, delivery }: DeskMessage): boolean {
    return delivery !== null && delivery !== this.#deliveries.get(seq)?.state
  }
}
