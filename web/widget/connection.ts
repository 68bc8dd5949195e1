import type { Api, Reply } from './api.ts'
import type { Credentials } from './credentials.ts'
import type { Patience } from './patience.ts'
import { listen, type Listening } from './socket.ts'
import type { Conversation, Frame } from './wire.ts'

export type ConnectionOptions = {
  readonly api: Api
  readonly credentials: Credentials
  readonly streamUrl: string | undefined
  readonly patience: Patience
  readonly onFrame: (frame: Frame) => void
  readonly onUp: () => void
  readonly onDown: (busy: boolean) => void
  readonly onEnd: (why: 'gone' | 'denied') => void
}

/** So many sockets in a row that never opened, while plain requests work: this network has no WebSockets. */
const REFUSALS_BEFORE_POLLING = 3
const POLL_MS = 2000

/** Follows one conversation: by WebSocket, reconnecting from the last watermark, or by asking every 2 s where sockets are blocked. */
export class Connection {
  private readonly options: ConnectionOptions
  private readonly path: string
  private watermark = ''
  private refusals = 0
  private stopped = false
  private listening: Listening | null = null

  constructor(options: ConnectionOptions) {
    this.options = options
    this.path = `/v3/directline/conversations/${encodeURIComponent(options.credentials.id)}`
    void this.run()
  }

  /** Something says the line may be back: try now rather than later. */
  hurry(): void {
    this.options.patience.hurry()
  }

  /** The line is dead although the socket says otherwise: start afresh. */
  restart(): void {
    this.listening?.close()
  }

  stop(): void {
    this.stopped = true
    this.restart()
    this.hurry()
  }

  private async run(): Promise<void> {
    await this.follow(this.options.streamUrl)
    while (!this.stopped) {
      if (this.refusals >= REFUSALS_BEFORE_POLLING) await this.poll()
      else await this.reconnect()
    }
  }

  private async follow(streamUrl: string | undefined): Promise<void> {
    if (!streamUrl || this.stopped) return
    this.listening = listen(streamUrl, { onOpen: () => this.up(), onFrame: (frame) => this.take(frame) })
    const { opened } = await this.listening.ended
    this.refusals = opened ? 0 : this.refusals + 1
    if (!this.stopped) this.options.onDown(false)
  }

  private async reconnect(): Promise<void> {
    await this.options.patience.wait()
    const next = this.stopped ? null : await this.ask<Conversation>(this.path)
    if (next) this.options.credentials.adopt(next)
    await this.follow(next?.streamUrl)
  }

  private async poll(): Promise<void> {
    const frame = await this.ask<Frame>(`${this.path}/activities`)
    // Not reached: the line was down rather than closed to sockets, which get another chance.
    if (!frame) this.refusals = 0
    else {
      this.take(frame)
      this.up()
      await new Promise((resolve) => setTimeout(resolve, POLL_MS))
    }
  }

  private async ask<T>(path: string): Promise<T | null> {
    const { api, credentials } = this.options
    const reply = await api<T>(`${path}?watermark=${encodeURIComponent(this.watermark)}`, { token: credentials.token() })
    if (reply.kind === 'ok') return reply.body
    if (!this.stopped) await this.explain(reply)
    return null
  }

  private async explain(reply: Reply<unknown>): Promise<void> {
    const { credentials, onDown, onEnd } = this.options
    if (reply.kind === 'gone') onEnd('gone')
    else if (reply.kind === 'denied' && !(await credentials.refresh())) onEnd('denied')
    else onDown(reply.kind === 'later' && reply.busy)
  }

  private take(frame: Frame): void {
    if (this.stopped) return
    this.watermark = frame.watermark ?? this.watermark
    this.options.onFrame(frame)
  }

  private up(): void {
    this.options.patience.reset()
    if (!this.stopped) this.options.onUp()
  }
}
