// Direct Line 3.0: each route checks, parses, calls and answers.
import { randomBytes, randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { z } from 'zod'
import { limits } from '../../../domain/limits.ts'
import type { Keys } from '../../config.ts'
import { HttpError } from '../../http/errors.ts'
import type { Answer, Handler, Incoming } from '../../http/exchange.ts'
import { keyedHash } from '../../keys.ts'
import type { Feed, StoredMessage } from '../../turn/types.ts'
import { readCaller, type Caller } from './caller.ts'
import { readWatermark, type Conversations } from './conversations.ts'
import type { Moments } from './moments.ts'
import type { Pace } from './pace.ts'
import { parseActivity, refusedUpload, type TurnToRun } from './parse.ts'
import { activityId, renderFrame } from './render.ts'
import type { Claims, Tokens } from './tokens.ts'

export type RouteParts = { keys: Keys; tokens: Tokens; pace: Pace; conversations: Conversations; feed: Feed; moments: Moments }
type Name = 'generate' | 'refresh' | 'start' | 'reconnect' | 'poll' | 'post' | 'upload'

/** The seven routes under /v3/directline. */
export function createRoutes(parts: RouteParts): Record<Name, Handler> {
  return {
    generate: (request) => generate(parts, request),
    refresh: (request) => refresh(parts, request),
    start: (request) => start(parts, request),
    reconnect: (request) => reconnect(parts, request),
    poll: (request) => poll(parts, request),
    post: (request) => post(parts, request),
    upload: async (request) => say(parts, { request, claims: await caller(parts, request) }, refusedUpload()),
  }
}

const { tokenLife, pollPage, pollDelay } = limits.directLine
/** Microsoft's clients may ask for a user id in the token; ids of this kind exist only inside tokens. */
const wanted = z.object({ user: z.object({ id: z.string().regex(/^dl_[\w-]{1,61}$/) }) })

/** Nothing is written yet: a token that is never used leaves no trace. */
async function generate({ keys, tokens, pace }: RouteParts, request: Incoming): Promise<Answer> {
  pace.request(request.network)
  const { data } = wanted.safeParse(await request.body())
  const identity = keyedHash(keys.pepper, randomBytes(32)).toString('base64url')
  return issue(tokens, { conv: randomUUID(), user: data?.user.id ?? `dl_${randomUUID()}`, identity, started: false })
}

async function refresh(parts: RouteParts, request: Incoming): Promise<Answer> {
  const claims = await caller(parts, request, { grace: true })
  if (claims.started || claims.expired) await mustExist(parts, claims)
  return issue(parts.tokens, claims)
}

async function start(parts: RouteParts, request: Incoming): Promise<Answer> {
  const { conversations, pace } = parts
  const claims = await caller(parts, request)
  // A token of a conversation that was erased makes no second one.
  if (claims.started) await mustExist(parts, claims)
  else pace.conversation(request.network)
  const { made } = await conversations.start({ request, claims }, randomUUID())
  return { status: made ? 201 : 200, json: await conversations.open({ request, claims }, 0) }
}

async function reconnect(parts: RouteParts, request: Incoming): Promise<Answer> {
  const claims = await caller(parts, request, { grace: true })
  await mustExist(parts, claims)
  return { status: 200, json: await parts.conversations.open({ request, claims }, readWatermark(request.query('watermark'))) }
}

async function poll({ tokens, pace, feed }: RouteParts, request: Incoming): Promise<Answer> {
  const claims = await readCaller(tokens, request, { grace: true })
  const after = Math.max(readWatermark(request.query('watermark')), claims.from ?? 0)
  const messages = await readPatiently(pace.delay(request.network), () => feed.read(claims.conv, after, pollPage))
  if (!messages) throw new HttpError('ConversationNotFound')
  return { status: 200, json: renderFrame(messages, claims.user, after) }
}

async function post(parts: RouteParts, request: Incoming): Promise<Answer> {
  const claims = await caller(parts, request)
  const parsed = parseActivity(await request.body())
  if (parsed.kind === 'refused') throw new HttpError(parsed.code)
  if (parsed.kind === 'turn') return say(parts, { request, claims }, parsed)
  if (parsed.kind !== 'ignored') await parts.moments[parsed.kind](claims.conv, parsed.kind === 'read' ? parsed.seq : 0)
  return { status: 200, json: { id: activityId(claims.conv, 0) } }
}

async function say({ pace, conversations }: RouteParts, speaker: { request: Incoming; claims: Claims }, said: TurnToRun): Promise<Answer> {
  pace.activity(speaker.request.network, speaker.claims.conv)
  const seq = await conversations.say(speaker, said)
  return { status: 200, json: { id: activityId(speaker.claims.conv, seq) } }
}

async function issue(tokens: Tokens, { conv, user, identity, started, from }: Claims): Promise<Answer> {
  return { status: 200, json: { conversationId: conv, token: await tokens.issue({ conv, user, identity, started, from }), expires_in: tokenLife / 1_000 } }
}

function caller({ tokens, pace }: RouteParts, request: Incoming, { grace }: { grace: boolean } = { grace: false }): Promise<Caller> {
  pace.request(request.network)
  return readCaller(tokens, request, { grace })
}

async function mustExist({ conversations }: RouteParts, { conv }: Claims): Promise<void> {
  if (!(await conversations.exists(conv))) throw new HttpError('ConversationNotFound')
}

/** A poll that is refused or fails makes clients stop for good: too fast means waiting, no database means nothing new. */
async function readPatiently(tooFast: number, read: () => Promise<StoredMessage[] | null>): Promise<StoredMessage[] | null> {
  if (tooFast === 0) return read().catch(() => [])
  await pause(pollDelay)
  return []
}
