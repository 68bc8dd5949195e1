// The widget's own calls: go on with (or start) this browser's conversation, come over to one by a link, and erase it.
import { randomBytes, randomUUID } from 'node:crypto'
import { z } from 'zod'
import { limits } from '../../../domain/limits.ts'
import type { Database } from '../../../prisma/client.ts'
import type { Keys } from '../../config.ts'
import { eraseConversation } from '../../erase.ts'
import { HttpError, orUnavailable } from '../../http/errors.ts'
import type { Answer, Handler, Incoming } from '../../http/exchange.ts'
import { keyedHash } from '../../keys.ts'
import type { Links } from '../../links.ts'
import { readCaller } from './caller.ts'
import type { Conversations, Speaker } from './conversations.ts'
import type { Pace } from './pace.ts'
import type { Claims, Tokens } from './tokens.ts'

export type SessionParts = {
  keys: Keys
  db: Database
  tokens: Tokens
  pace: Pace
  conversations: Conversations
  links: Pick<Links, 'takeToWeb'>
  /** Whether one can go on in WhatsApp. */
  whatsapp: boolean
  now: () => Date
}

/** `arrive`: the token of a link from WhatsApp; `attempt`: one and the same when the answer was lost and is asked again. */
const asked = z.object({
  secret: z.string().max(200).optional(), start: z.enum(['resume', 'new']),
  arrive: z.string().max(64).optional(), attempt: z.string().min(16).max(64).optional(),
})
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
  if (data.arrive !== undefined) return arrive(parts, request, { browser, token: data.arrive, attempt: data.attempt ?? randomUUID() })
  const resumed = data.start === 'resume' && browser.conversationId !== null
  const claims = claimsOf(browser, resumed)
  if (resumed) await orUnavailable(keepBrowser(parts, browser.hash))
  else {
    pace.conversation(request.network)
    await conversations.start({ request, claims }, browser.personId ?? randomUUID())
  }
  return answer(parts, { request, claims }, { secret: browser.secret, resumed })
}

async function answer({ conversations, whatsapp }: SessionParts, speaker: Speaker, { secret, resumed }: { secret: string; resumed: boolean }): Promise<Answer> {
  return { status: 200, json: { secret, conversation: await conversations.open(speaker, 0), resumed, whatsapp } }
}

type Arriving = { browser: Browser; token: string; attempt: string }

/** The journey goes on here at the same step. Nothing said before is shown: who opens the link may have borrowed the phone it came on. */
async function arrive(parts: SessionParts, request: Incoming, { browser, token, attempt }: Arriving): Promise<Answer> {
  const usedBy = keyedHash(parts.keys.pepper, `arrive:${attempt}`)
  const arrival = await orUnavailable(parts.links.takeToWeb(token, usedBy))
  if (!arrival) throw new HttpError('LinkOver')
  const { conversationId, seq } = arrival
  const claims = claimsOf({ ...browser, conversationId, fromSeq: seq }, true)
  const externalId = `arrive:${keyedHash(parts.keys.pepper, `arrive:${attempt}:${browser.secret}`).toString('base64url')}`
  const { first } = await parts.conversations.arrive({ request, claims }, externalId)
  // Asked again by the same browser: it sees from where it saw the first time.
  const from = first ? seq : (await orUnavailable(findBrowser(parts, browser.secret))).fromSeq
  return answer(parts, { request, claims: { ...claims, from } }, { secret: browser.secret, resumed: true })
}

/** Sockets that follow it hear of it by NOTIFY, in every process, and close. */
async function erase({ db, tokens, pace, now }: SessionParts, request: Incoming): Promise<Answer> {
  pace.request(request.network)
  const { conv } = await readCaller(tokens, request, { grace: false })
  const { kind } = await orUnavailable(eraseConversation({ db, now }, conv))
  if (kind === 'gone') throw new HttpError('ConversationNotFound')
  return { status: 204 }
}

type Browser = { secret: string; hash: Buffer; personId: string | null; conversationId: string | null; fromSeq: number }

/** The browser of a secret that we made and that is not expired; any other gets a new secret, never one of its own choice. */
async function findBrowser({ keys, db, now }: Pick<SessionParts, 'keys' | 'db' | 'now'>, secret = ''): Promise<Browser> {
  const hash = keyedHash(keys.pepper, `web:${secret}`)
  const known = secretForm.test(secret) ? await db.prisma.channelIdentity.findUnique({ where: webIdentity(hash) }) : null
  if (known && (known.expiresAt ?? now()) > now()) return { secret, hash, personId: known.personId, conversationId: known.conversationId, fromSeq: known.fromSeq }
  const made = randomBytes(32).toString('base64url')
  return { secret: made, hash: keyedHash(keys.pepper, `web:${made}`), personId: null, conversationId: null, fromSeq: 0 }
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
  return { conv, user: `dl_${conv}`, identity: browser.hash.toString('base64url'), started: true, from: resumed ? browser.fromSeq : 0 }
}
