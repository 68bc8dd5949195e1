// Two kinds of signed paper: a token says who speaks in which conversation, a ticket opens one WebSocket once.
import { createSecretKey, randomUUID, type KeyObject } from 'node:crypto'
import { errors, jwtVerify, SignJWT } from 'jose'
import { z } from 'zod'
import { keyedHash } from '../../keys.ts'

const claimsOf = {
  token: z.object({ conv: z.uuid(), user: z.string(), identity: z.string(), started: z.boolean(), from: z.int().nonnegative().optional() }),
  ticket: z.object({ conv: z.uuid(), user: z.string(), after: z.int(), jti: z.string() }),
}

/**
 * `user` decides `from.id`; `identity` is the keyed hash of the browser's secret, base64url; `started`: the conversation was made; `from`: only
 * messages above this number are for this browser (it came by a link, and is shown no history).
 */
export type Claims = z.infer<typeof claimsOf.token>
/** `after` is the number of the last message the client has. */
export type Ticket = z.infer<typeof claimsOf.ticket>
export type TokenReading = { kind: 'valid'; claims: Claims } | { kind: 'expired'; claims: Claims } | { kind: 'invalid' }
export type TicketReading = { kind: 'valid'; ticket: Ticket; expires: number } | { kind: 'invalid' }

export type Tokens = {
  issue: (claims: Claims) => Promise<string>
  /** `expired`: signed by us and expired no longer ago than the grace. */
  read: (token: string) => Promise<TokenReading>
  issueTicket: (ticket: Omit<Ticket, 'jti'>) => Promise<string>
  readTicket: (ticket: string) => Promise<TicketReading>
}
export type TokenOptions = { signing: Buffer; now: () => Date; tokenLife: number; tokenGrace: number; ticketLife: number; cached: number }

type Verified = { claims: Claims; expires: number }
type Paper = keyof typeof claimsOf

/** Tokens and tickets, HS256. Times in milliseconds. Verified tokens are remembered by their text, at most `cached` of them. */
export function createTokens({ signing, now, tokenLife, tokenGrace, ticketLife, cached }: TokenOptions): Tokens {
  const key = createSecretKey(keyedHash(signing, 'directline'))
  const remembered = new Map<string, Verified>()
  const sign = (paper: Paper, claims: Claims | Ticket, life: number) => new SignJWT(claims)
    .setProtectedHeader({ alg: 'HS256' }).setAudience(paper).setExpirationTime(new Date(now().getTime() + life)).sign(key)
  const verify = async (text: string): Promise<Verified | null> => {
    const known = remembered.get(text)
    if (known) return known
    const payload = await open(text, { paper: 'token', key, now: now(), grace: tokenGrace })
    if (!payload) return null
    const verified = { claims: claimsOf.token.parse(payload.claims), expires: payload.expires }
    if (remembered.size >= cached) remembered.clear()
    remembered.set(text, verified)
    return verified
  }
  return {
    issue: (claims) => sign('token', claims, tokenLife),
    read: async (text) => {
      const found = await verify(text)
      const age = found ? now().getTime() - found.expires : Infinity
      if (!found || age >= tokenGrace) return { kind: 'invalid' }
      return { kind: age >= 0 ? 'expired' : 'valid', claims: found.claims }
    },
    issueTicket: (ticket) => sign('ticket', { ...ticket, jti: randomUUID() }, ticketLife),
    readTicket: async (text) => {
      const payload = await open(text, { paper: 'ticket', key, now: now(), grace: 0 })
      return payload ? { kind: 'valid', ticket: claimsOf.ticket.parse(payload.claims), expires: payload.expires } : { kind: 'invalid' }
    },
  }
}

type Opening = { paper: Paper; key: KeyObject; now: Date; grace: number }

/** The claims of a paper of this kind that we signed and that is not longer expired than the grace (ms); else null. */
async function open(text: string, { paper, key, now, grace }: Opening): Promise<{ claims: unknown; expires: number } | null> {
  try {
    const { payload } = await jwtVerify(text, key, {
      algorithms: ['HS256'], audience: paper, requiredClaims: ['exp'], currentDate: now, clockTolerance: Math.floor(grace / 1_000),
    })
    return { claims: payload, expires: (payload.exp ?? 0) * 1_000 }
  } catch (error) {
    if (error instanceof errors.JOSEError) return null
    throw error
  }
}
