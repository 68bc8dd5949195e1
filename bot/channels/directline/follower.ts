// One WebSocket that follows one conversation, from the last message its client has.
import { WebSocket } from 'ws'
import { type CatchUp, createCatchUp } from '../../turn/catch-up.ts'
import type { Feed, StoredMessage } from '../../turn/types.ts'
import { renderFrame, renderTyping } from './render.ts'
import type { Ticket } from './tokens.ts'

export const closeCodes = { gone: 4404, tooMany: 4429 } as const
export type FollowOptions = {
  socket: WebSocket
  ticket: Ticket
  feed: Feed
  /** ms, messages, bytes */
  limits: { reread: number; ping: number; page: number; buffer: number }
}

/** `typing`: a digimaatje with this first name is typing. */
export type Following = { typing: (by: string) => void }

/** Sends what is there and everything that comes, until the socket closes. A message the feed skips is found by reading again. */
export function follow(options: FollowOptions): Following {
  const { socket, ticket, feed, limits } = options
  const follower = new Follower(options)
  const unsubscribe = feed.subscribe(ticket.conv, (messages) => follower.take(messages))
  const rereads = setInterval(() => follower.catchUp(), limits.reread)
  const pings = setInterval(() => follower.ping(), limits.ping)
  socket.on('pong', () => follower.lives())
  // Frames from clients are empty: a sign of life and nothing more.
  socket.on('message', () => follower.lives())
  socket.on('error', () => socket.terminate())
  socket.once('close', () => {
    unsubscribe()
    clearInterval(rereads)
    clearInterval(pings)
  })
  follower.catchUp()
  return { typing: (by) => follower.typing(by) }
}

class Follower {
  readonly #options: FollowOptions
  readonly #catchUp: CatchUp
  #sent: number
  #alive = true

  constructor(options: FollowOptions) {
    this.#options = options
    this.#sent = options.ticket.after
    this.#catchUp = createCatchUp(() => this.#readOn())
  }

  /** What was just committed here, in order; null: something was, elsewhere. */
  take(messages: readonly StoredMessage[] | null): void {
    const fresh = messages?.filter(({ seq }) => seq > this.#sent)
    if (fresh?.length === 0) return
    if (!this.#catchUp.busy() && fresh?.[0]?.seq === this.#sent + 1) this.#push(fresh)
    else this.catchUp()
  }

  catchUp(): void {
    this.#catchUp.ask()
  }

  ping(): void {
    const { socket } = this.#options
    if (!this.#alive) return socket.terminate()
    this.#alive = false
    socket.ping()
  }

  lives(): void {
    this.#alive = true
  }

  /** Stays where it is: it is no message, and nobody gets it again. */
  typing(by: string): void {
    const { socket, ticket } = this.#options
    if (socket.readyState === WebSocket.OPEN) socket.send(JSON.stringify(renderTyping(ticket.conv, { by, watermark: this.#sent })))
  }

  async #readOn(): Promise<'more' | 'done' | 'stop'> {
    const { feed, ticket, socket, limits } = this.#options
    const page = await feed.read(ticket.conv, this.#sent, limits.page)
    if (page === null) socket.close(closeCodes.gone)
    else this.#push(page)
    if (page === null || socket.readyState !== WebSocket.OPEN) return 'stop'
    return page.length === limits.page ? 'more' : 'done'
  }

  #push(messages: readonly StoredMessage[]): void {
    const { socket, ticket, limits } = this.#options
    const last = messages.at(-1)
    if (!last || socket.readyState !== WebSocket.OPEN) return
    this.#sent = last.seq
    socket.send(JSON.stringify(renderFrame(messages, ticket.user, last.seq)))
    // A reader this slow would fill our memory; it reconnects from its watermark.
    if (socket.bufferedAmount > limits.buffer) socket.terminate()
  }
}
