// The widget's own two calls: go on with (or start) this browser's conversation, and erase it.
import { randomBytes, randomUUID } from 'node:crypto'
import { z } from 'zod'
import { limits } from '../../../domain/limits.ts'
import type { Database } from '../../../prisma/client.ts'
import type { Keys } from '../../config.ts'
import { eraseConversation } from '../../erase.ts'
import { HttpError, orUnavailable } from '../../http/errors.ts'
import type { Answer, Handler, Incoming } from '../../http/exchange.ts'
import { keyedHash } from '../../keys.ts'
import { readCaller } from './caller.ts'
import type { Conversations } from './conversations.ts'
import type { Pace } from './pace.ts'
import type { Claims, Tokens } from './tokens.ts'

export type SessionParts = {
  keys: Keys
  db: Database
  tokens: Tokens
  pace: Pace
  conversations: Conversations
  now: () => Date
}

const asked = z.object({ secret: z.string().max(200).optional(), start: z.enum(['resume', 'new']) })
const secretForm = /^[\w-]{43}$/

/** POST /api/web/session and POST /api/web/erase. */
export function createSessionRoutes(parts: SessionParts): Record<'session' | 'erase', Handler> {
  return { session: (request) => session(parts, request), erase: (request) => erase(parts, request) }
}

async function session(parts: SessionParts, request: Incoming): Promise<Answer> {
  const { conversations, pace } = parts
  pace.request(request.network)
  const { success, data } = asked.safeParse(await request.body())
  if (!success) throw new HttpError('BadArgument')
  const browser = await orUnavailable(findBrowser(parts, data.secret))
  const resumed = data.start === 'resume' && browser.conversationId !== null
  const claims = claimsOf(browser, resumed)
  if (resumed) await orUnavailable(keepBrowser(parts, browser.hash))
  else {
    pace.conversation(request.network)
    await conversations.start({ request, claims }, browser.personId ?? randomUUID())
  }
  return { status: 200, json: { secret: browser.secret, conversation: await conversations.open({ request, claims }, 0), resumed } }
}

/** Sockets that follow it hear of it by NOTIFY, in every process, and close. */
async function erase({ db, tokens, pace, now }: SessionParts, request: Incoming): Promise<Answer> {
  pace.request(request.network)
  const { conv } = await readCaller(tokens, request, { grace: false })
  const { kind } = await orUnavailable(eraseConversation({ db, now }, conv))
  if (kind === 'gone') throw new HttpError('ConversationNotFound')
  return { status: 204 }
}

type Browser = { secret: string; hash: Buffer; personId: string | null; conversationId: string | null }

/** The browser of a secret that we made and that is not expired; any other gets a new secret, never one of its own choice. */
async function findBrowser({ keys, db, now }: Pick<SessionParts, 'keys' | 'db' | 'now'>, secret = ''): Promise<Browser> {
  const hash = keyedHash(keys.pepper, `web:${secret}`)
  const known = secretForm.test(secret) ? await db.prisma.channelIdentity.findUnique({ where: webIdentity(hash) }) : null
  if (known && (known.expiresAt ?? now()) > now()) return { secret, hash, personId: known.personId, conversationId: known.conversationId }
  const made = randomBytes(32).toString('base64url')
  return { secret: made, hash: keyedHash(keys.pepper, `web:${made}`), personId: null, conversationId: null }
}

async function keepBrowser({ db, now }: Pick<SessionParts, 'db' | 'now'>, hash: Buffer): Promise<void> {
  await db.prisma.channelIdentity.updateMany({
    where: webIdentity(hash).channel_addressHash,
    data: { expiresAt: new Date(now().getTime() + limits.session.secretLife) },
  })
}

function webIdentity(hash: Buffer) {
  return { channel_addressHash: { channel: 'web' as const, addressHash: new Uint8Array(hash) } }
}

function claimsOf(browser: Browser, resumed: boolean): Claims {
  const conv = resumed && browser.conversationId ? browser.conversationId : randomUUID()
  return { conv, user: `dl_${conv}`, identity: browser.hash.toString('base64url'), started: true }
}
