// The WebSockets of this process: who may open one, how many, and their end.
import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { WebSocketServer, type WebSocket } from 'ws'
import { limits } from '../../../domain/limits.ts'
import { HttpError } from '../../http/errors.ts'
import { sayGoodbye } from '../../http/goodbye.ts'
import { refuse } from '../../http/raw.ts'
import type { Feed, Signals } from '../../turn/types.ts'
import { closeCodes, follow, type Following } from './follower.ts'
import type { Ticket, Tokens } from './tokens.ts'

export type Streams = {
  /** Answers an upgrade request: a socket for a good ticket, else an error in the usual shape. */
  upgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => void
  close: () => void
}
export type StreamParts = { tokens: Tokens; feed: Feed & Signals; now: () => Date }
type Stream = Following & { socket: WebSocket }
type Open = Map<string, Set<Stream>>
type Used = { first: (id: string, expires: number) => boolean }

const { reread, socketPing: ping, pollPage: page, socketBuffer: buffer, socketFrame, streamsPerConversation } = limits.directLine

/** The streams of one process. Tickets are signed, so any process takes them; each process takes one only once. */
export function createStreams({ tokens, feed, now }: StreamParts): Streams {
  const server = new WebSocketServer({ noServer: true, clientTracking: false, perMessageDeflate: false, maxPayload: socketFrame })
  const open: Open = new Map()
  const used = createUsed(now)
  const unsubscribe = feed.subscribeSignals((signal) => {
    if (signal.kind === 'typing' && signal.who === 'human' && signal.by) open.get(signal.conversation)?.forEach(({ typing }) => typing(signal.by))
  })
  return {
    upgrade: (request, socket, head) => {
      socket.on('error', () => socket.destroy())
      readTicket(request.url ?? '', tokens, used).then(
        (ticket) => server.handleUpgrade(request, socket, head, (ready) => {
          const { typing } = follow({ socket: ready, ticket, feed, limits: { reread, ping, page, buffer } })
          admit(open, ticket.conv, { socket: ready, typing })
        }),
        (error: unknown) => refuse(socket, error),
      )
    },
    close: () => {
      unsubscribe()
      open.forEach((streams) => streams.forEach(({ socket }) => sayGoodbye(socket)))
    },
  }
}

const path = /^\/v3\/directline\/conversations\/([^/?]+)\/stream\?(.*)$/

/** @throws HttpError NotFound, BadTicket */
async function readTicket(url: string, tokens: Tokens, used: Used): Promise<Ticket> {
  const [, conversation, query] = path.exec(url) ?? []
  if (conversation === undefined) throw new HttpError('NotFound')
  const reading = await tokens.readTicket(new URLSearchParams(query).get('t') ?? '')
  const good = reading.kind === 'valid' && reading.ticket.conv === conversation && used.first(reading.ticket.jti, reading.expires)
  if (!good) throw new HttpError('BadTicket')
  return reading.ticket
}

/** One socket more for a conversation; above the limit the oldest one goes. */
function admit(open: Open, conversationId: string, stream: Stream): void {
  const streams = open.get(conversationId) ?? new Set()
  open.set(conversationId, streams.add(stream))
  const [oldest] = streams
  if (oldest && streams.size > streamsPerConversation) {
    streams.delete(oldest)
    oldest.socket.close(closeCodes.tooMany)
  }
  stream.socket.once('close', () => {
    streams.delete(stream)
    if (streams.size === 0 && open.get(conversationId) === streams) open.delete(conversationId)
  })
}

/** Which tickets were used; forgotten when they would have expired anyway. */
function createUsed(now: () => Date): Used {
  const used = new Map<string, number>()
  return {
    first: (id, expires) => {
      for (const [old, until] of used) {
        if (until > now().getTime()) break
        used.delete(old)
      }
      const fresh = !used.has(id)
      used.set(id, expires)
      return fresh
    },
  }
}
