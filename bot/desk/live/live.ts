// The desk's live line, /desk/live: who may open a socket, and when it ends. What is said over it: contract.ts, LiveIn and LiveOut.
import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { WebSocketServer } from 'ws'
import { limits } from '../../../domain/limits.ts'
import { clientNetwork } from '../../http/client-address.ts'
import { HttpError } from '../../http/errors.ts'
import { sayGoodbye } from '../../http/goodbye.ts'
import { refuse } from '../../http/raw.ts'
import type { Log } from '../../log.ts'
import type { Authenticate } from '../auth/authenticate.ts'
import type { Colleague } from '../contract.ts'
import type { Opened } from '../opened.ts'
import { createFrames } from './frames.ts'
import { Room, type RoomParts } from './room.ts'
import { Session } from './session.ts'

export type LiveParts = RoomParts & { authenticate: Authenticate; opened: Opened; /** proxies of ours in front, for the address in the audit log */ trustProxy: number; log: Log }
export type Live = {
  /** Answers an upgrade request of /desk/live; host and origin were looked at before. The token comes in the first frame. */
  upgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => void
  /** Who works at the desk, and who of them is there. */
  colleagues: () => Promise<Colleague[]>
  /** Closes the sockets; consoles come back elsewhere. */
  stop: () => void
}

const { socketFrame: maxPayload, socketsWaiting, socketsWaitingPerAddress, tick } = limits.desk

/** The live desk of one process. */
export function createLive(parts: LiveParts): Live {
  const server = new WebSocketServer({ noServer: true, clientTracking: false, perMessageDeflate: false, maxPayload })
  const room = new Room(parts)
  const listen = createFrames({ ...parts, room })
  const sessions = new Set<Session>()
  const ticking = setInterval(() => {
    for (const session of sessions) session.tick(parts.now())
    room.tick()
  }, tick).unref()
  return {
    upgrade: (request, socket, head) => {
      socket.on('error', () => socket.destroy())
      const origin = clientNetwork(request, parts.trustProxy)
      const problem = problemOf(request, origin, sessions)
      if (problem) return refuse(socket, problem)
      server.handleUpgrade(request, socket, head, (ready) => {
        const session = new Session(ready, { origin, at: parts.now() })
        sessions.add(session)
        ready.once('close', () => sessions.delete(session))
        listen(session)
      })
    },
    colleagues: () => room.colleagues(),
    stop: () => {
      clearInterval(ticking)
      room.stop()
      for (const { socket } of sessions) sayGoodbye(socket)
    },
  }
}

function problemOf({ url = '' }: IncomingMessage, network: string, sessions: Set<Session>): HttpError | null {
  if (!/^\/desk\/live(\?|$)/.test(url)) return new HttpError('NotFound')
  const waiting = [...sessions].filter(({ person }) => person === null)
  const own = waiting.filter(({ origin }) => origin === network)
  return waiting.length >= socketsWaiting || own.length >= socketsWaitingPerAddress ? new HttpError('TooManyRequests', { retryAfter: 1 }) : null
}
