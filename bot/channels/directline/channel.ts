// The website channel: Direct Line 3.0 as Microsoft's clients speak it, and the two calls of our own widget.
import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { limits } from '../../../domain/limits.ts'
import type { Database } from '../../../prisma/client.ts'
import type { Handler } from '../../http/exchange.ts'
import type { Config, Keys } from '../../config.ts'
import { readLabels } from '../../../locales/index.ts'
import type { Links } from '../../links.ts'
import type { Feed, Signals, Turns } from '../../turn/types.ts'
import { createConversations } from './conversations.ts'
import { createMoments } from './moments.ts'
import { createPace } from './pace.ts'
import { createRoutes } from './routes.ts'
import { createSessionRoutes } from './session.ts'
import { createStreams } from './streams.ts'
import { createTokens } from './tokens.ts'
import { createWordRoute } from './whatsapp-word.ts'

export type DirectLineParts = { config: Pick<Config, 'whatsapp'>; keys: Keys; db: Database; turns: Turns; feed: Feed & Signals; links: Links; now: () => Date }
export type DirectLine = {
  routes: Record<'generate' | 'refresh' | 'start' | 'reconnect' | 'poll' | 'post' | 'upload' | 'session' | 'erase' | 'word', Handler>
  upgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => void
  /** Closes the sockets; clients reconnect elsewhere. */
  close: () => void
}

/** The channel's routes and sockets. */
export function createDirectLine(parts: DirectLineParts): DirectLine {
  const { tokenLife, tokenGrace, streamUrlLife, tokensCached } = limits.directLine
  const tokens = createTokens({ signing: parts.keys.signing, now: parts.now, tokenLife, tokenGrace, ticketLife: streamUrlLife, cached: tokensCached })
  const streams = createStreams({ tokens, feed: parts.feed, now: parts.now })
  const { whatsapp } = parts.config
  const shared = { ...parts, whatsapp: whatsapp !== null, tokens, pace: createPace(parts.now), moments: createMoments(parts), conversations: createConversations({ ...parts, tokens }) }
  return {
    routes: {
      ...createRoutes(shared), ...createSessionRoutes(shared),
      word: createWordRoute({ ...shared, number: whatsapp?.from.replace('whatsapp:', '') ?? null, message: readLabels('continue.nl')['message'] ?? '' }),
    },
    upgrade: streams.upgrade,
    close: streams.close,
  }
}
