import type { Reply } from './api.ts'
import type { Patience } from './patience.ts'

/** One activity to send. `id` is its clientActivityID: made once, the same at every retry. `at` in milliseconds since 1970. */
export type Outgoing = {
  readonly id: string
  readonly at: number
  readonly activity: { readonly type: 'message' | 'event' | 'typing'; readonly text?: string; readonly name?: string; readonly value?: unknown }
}

export type OutboxOptions = {
  readonly items: readonly Outgoing[]
  readonly patience: Patience
  readonly post: (item: Outgoing) => Promise<Reply<unknown>>
  readonly onReply: (item: Outgoing, reply: Reply<unknown>) => void
  readonly onChange: (items: readonly Outgoing[]) => void
}

/** What waits to be sent: one at a time and in order, so that a second message never overtakes the first. */
export class Outbox {
  items: readonly Outgoing[]
  private readonly options: OutboxOptions
  private busy = false
  private stopped = false

  constructor(options: OutboxOptions) {
    this.options = options
    this.items = options.items
  }

  add(item: Outgoing): void {
    this.change([...this.items, item])
    this.flush()
  }

  /** The server turns out to have it (its echo came): no need to send it again. */
  settle(id: string): void {
    if (this.items.some((item) => item.id === id)) this.change(this.items.filter((item) => item.id !== id))
  }

  /** Sends what waits until all of it is acknowledged or refused for good; called again, it waits no longer for its next try. */
  flush(): void {
    this.options.patience.hurry()
    if (!this.busy) void this.run()
  }

  stop(): void {
    this.stopped = true
    this.options.patience.hurry()
  }

  private async run(): Promise<void> {
    this.busy = true
    for (let first = this.items[0]; first && !this.stopped; first = this.items[0]) await this.send(first)
    this.busy = false
  }

  private async send(item: Outgoing): Promise<void> {
    const { patience, post, onReply } = this.options
    const reply = await post(item)
    if (this.stopped) return
    onReply(item, reply)
    if (reply.kind === 'ok') patience.reset()
    if (reply.kind === 'ok' || reply.kind === 'refused') this.settle(item.id)
    else if (this.items.includes(item) && !this.stopped) await patience.wait(reply.kind === 'later' ? reply.after : 0)
  }

  private change(items: readonly Outgoing[]): void {
    this.items = items
    if (!this.stopped) this.options.onChange(items)
  }
}

/** Whether it is something the person said. */
export function isMessage({ activity }: Outgoing): boolean {
  return activity.type === 'message'
}
