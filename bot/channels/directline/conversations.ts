import { keyedHash } from '../../keys.ts'
import type { Keys } from '../../config.ts'
import { HttpError, orUnavailable } from '../../http/errors.ts'
import type { Incoming } from '../../http/exchange.ts'
import { limits } from '../../../domain/limits.ts'
import type { Feed, Inbound, TurnOutcome, Turns } from '../../turn/types.ts'
import type { Claims, Tokens } from './tokens.ts'

export type Opened = { conversationId: string; token: string; expires_in: number; streamUrl: string }
export type Speaker = { request: Incoming; claims: Claims }
export type Conversations = {
  /** The first turn of a conversation. `made` is false when it was there already. */
  start: (speaker: Speaker, personId: string) => Promise<{ made: boolean }>
  /** One more turn: the number of the person's message. */
  say: (speaker: Speaker, said: Pick<Inbound, 'externalId' | 'activity'>) => Promise<number>
  /** Somebody came over by a link: this browser belongs to the conversation now, and sees what comes after `claims.from`. */
  arrive: (speaker: Speaker, externalId: string) => Promise<{ first: boolean }>
  exists: (conversationId: string) => Promise<boolean>
  /** What a client needs to follow a conversation from message `after` on; `expires_in` in seconds. */
  open: (speaker: Speaker, after: number) => Promise<Opened>
}
export type ConversationParts = { keys: Keys; turns: Turns; feed: Feed; tokens: Tokens }

/**
 * Conversations as the routes need them.
 * Each throws HttpError ConversationNotFound (gone), TooManyRequests (its turns queue up), Unavailable (no database).
 */
export function createConversations({ keys, turns, feed, tokens }: ConversationParts): Conversations {
  const addressHash = createAddressHash(keys.pepper)
  const run = async ({ request, claims }: Speaker, said: Pick<Inbound, 'externalId' | 'activity' | 'start' | 'keys' | 'attach'>): Promise<Settled> => settled(await orUnavailable(turns.run({
    channel: 'web',
    conversationId: claims.conv,
    identityHash: Buffer.from(claims.identity, 'base64url'),
    addressHash: addressHash(request.network),
    ...said,
  })))
  return {
    start: async (speaker, personId) => {
      const activity = { type: 'conversationUpdate', locale: 'nl-NL' }
      const { kind } = await run(speaker, { externalId: 'start', activity, start: { personId } })
      return { made: kind === 'done' }
    },
    say: async (speaker, said) => (await run(speaker, said)).seq,
    arrive: async (speaker, externalId) => {
      const { identity, from = 0 } = speaker.claims
      const activity = { type: 'event', name: 'arrive', locale: 'nl-NL' }
      const { kind } = await run(speaker, { externalId, activity, keys: [{ hash: Buffer.from(identity, 'base64url'), address: null }], attach: { fromSeq: from } })
      return { first: kind === 'done' }
    },
    exists: async (conversationId) => (await orUnavailable(feed.read(conversationId, newest, 1))) !== null,
    open: async ({ request, claims }, asked) => {
      const after = Math.max(asked, claims.from ?? 0)
      const [token, ticket] = await Promise.all([
        tokens.issue({ conv: claims.conv, user: claims.user, identity: claims.identity, started: true, from: claims.from }),
        tokens.issueTicket({ conv: claims.conv, user: claims.user, after }),
      ])
      const stream = `${request.base.replace(/^http/, 'ws')}/v3/directline/conversations/${claims.conv}/stream?watermark=${after}&t=${ticket}`
      return { conversationId: claims.conv, token, expires_in: limits.directLine.tokenLife / 1_000, streamUrl: stream }
    },
  }
}

/** Every message of an address needs its hash; the last ones are remembered. */
function createAddressHash(pepper: Buffer): (network: string) => Buffer {
  const known = new Map<string, Buffer>()
  return (network) => {
    const hash = known.get(network) ?? keyedHash(pepper, `address:${network}`)
    if (known.size >= limits.directLine.limiterKeys) known.clear()
    known.set(network, hash)
    return hash
  }
}

/** Above every message: PostgreSQL's largest integer. */
const newest = 2_147_483_647

type Settled = Extract<TurnOutcome, { kind: 'done' | 'duplicate' }>

function settled(outcome: TurnOutcome): Settled {
  if (outcome.kind === 'gone') throw new HttpError('ConversationNotFound')
  if (outcome.kind === 'refused') throw new Error('only the desk is refused')
  if (outcome.kind === 'busy') throw new HttpError('TooManyRequests', { retryAfter: 1 })
  return outcome
}

/** A watermark as a message number; '' and anything that never came from us is the start. */
export function readWatermark(watermark: string): number {
  return /^\d{1,10}$/.test(watermark) ? Math.min(Number(watermark), newest) : 0
}
