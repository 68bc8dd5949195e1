// One socket to /desk/live, from its opening to its end.
import type { LiveIn, LiveOut } from '../../../bot/desk/contract.ts'

export type LineState = 'connecting' | 'open' | 'lost' | 'refused'
export type LineParts = {
  open: () => WebSocket
  /** The bearer token; `renew`: the server did not take the one before. null: signed out. */
  token: (renew: boolean) => Promise<string | null>
  onFrame: (frame: LiveOut) => void
  /** The first welcome of this socket. */
  onWelcome: () => void
}

const PING_MS = 15_000
/** Nothing came for this long, and a ping should have been answered: the line is dead without having said so. */
const SILENT_MS = 40_000
const WELCOME_MS = 10_000
/** A token that is refused again right after it was renewed will not get better by asking more. */
const RENEWALS = 2

export class Line {
  /** `refused`: signing in anew is the only way. */
  readonly ended: Promise<'lost' | 'refused'>
  private readonly parts: LineParts
  private readonly socket: WebSocket
  private readonly finish: (how: 'lost' | 'refused') => void
  private readonly listening = new AbortController()
  private welcome = false
  private renewals = 0
  private heard = Date.now()

  constructor(parts: LineParts) {
    this.parts = parts
    this.socket = parts.open()
    const { promise, resolve } = Promise.withResolvers<'lost' | 'refused'>()
    this.ended = promise
    const ping = setInterval(() => this.prod(), PING_MS)
    const slow = setTimeout(() => this.welcome || this.finish('lost'), WELCOME_MS)
    this.finish = (how) => {
      clearInterval(ping)
      clearTimeout(slow)
      this.listening.abort()
      this.socket.close()
      resolve(how)
    }
    const { signal } = this.listening
    this.socket.addEventListener('open', () => void this.hello(false), { signal })
    this.socket.addEventListener('close', () => this.finish('lost'), { signal })
    this.socket.addEventListener('message', ({ data }) => this.take(JSON.parse(String(data)) as LiveOut), { signal })
  }

  /** Dropped before the welcome: everything is said anew after it. */
  send(frame: LiveIn): void {
    if (this.welcome) this.raw(frame)
  }

  /** Finds out whether it still lives. */
  prod(): void {
    if (Date.now() - this.heard > SILENT_MS) this.finish('lost')
    else this.raw({ kind: 'ping' })
  }

  close(): void {
    this.finish('lost')
  }

  private raw(frame: LiveIn): void {
    if (this.socket.readyState === WebSocket.OPEN) this.socket.send(JSON.stringify(frame))
  }

  private async hello(renew: boolean): Promise<void> {
    const token = this.renewals > RENEWALS ? null : await this.parts.token(renew).catch(() => undefined)
    if (token === null) this.finish('refused')
    else if (token === undefined) this.finish('lost')
    else this.raw({ kind: 'hello', token })
  }

  private take(frame: LiveOut): void {
    this.heard = Date.now()
    if (frame.kind === 'pong') return
    if (frame.kind === 'expired') {
      this.renewals += 1
      void this.hello(true)
      return
    }
    this.parts.onFrame(frame)
    if (frame.kind !== 'welcome') return
    this.renewals = 0
    if (this.welcome) return
    this.welcome = true
    this.parts.onWelcome()
  }
}
