// Tokens of an OpenID Connect issuer: its keys are found by discovery, its tokens checked for issuer, audience, time, tenant and roles.
import { createRemoteJWKSet, decodeJwt, errors, type JWTPayload, type JWTVerifyGetKey, jwtVerify } from 'jose'
import { z } from 'zod'
import { limits } from '../../../domain/limits.ts'
import type { DeskConfig } from '../../config-desk.ts'
import type { Log } from '../../log.ts'
import { type DeskRole, roles } from '../contract.ts'
import type { Checked, DeskPerson } from './types.ts'

type OidcConfig = Extract<DeskConfig, { kind: 'oidc' }>
export type IssuerParts = { config: OidcConfig; now: () => Date; log: Pick<Log, 'warn'> }
/** `issuer`: as tokens must name it, to the letter. */
type Found = { issuer: string; keys: JWTVerifyGetKey; at: number }

const { keysKept, keysCooldown, issuerTimeout, clockTolerance } = limits.desk
/** Signed with the issuer's private key; a shared secret, or none, is never right. */
const algorithms = ['RS256', 'PS256', 'ES256']
const safeAddress = (url: string) => URL.canParse(url) && (new URL(url).protocol === 'https:' || /^(localhost|127\.0\.0\.1|\[::1\])$/.test(new URL(url).hostname))
const discovery = z.object({ issuer: z.string(), jwks_uri: z.string().refine(safeAddress) })
const claims = z.object({
  sub: z.string().min(1).max(255), tid: z.string().max(100).optional(), oid: z.string().max(100).optional(), name: z.string().optional(), preferred_username: z.string().optional(),
  roles: z.array(z.string()).optional(), iat: z.number(), auth_time: z.number().optional(), exp: z.number(),
})

/** The check of one issuer's tokens. */
export function createIssuer({ config, now, log }: IssuerParts): (token: string) => Promise<Checked> {
  const find = createFinder(config, now)
  return async (token) => {
    try {
      // Before the issuer is asked for anything: what names another one is none of its tokens.
      if (bare(decodeJwt(token).iss ?? '') !== config.issuer) return refused
      const { issuer, keys } = await find()
      const { payload } = await jwtVerify(token, keys, { issuer, audience: config.audience, algorithms, clockTolerance, currentDate: now(), requiredClaims: ['exp', 'iat', 'sub'] })
      return toClaimed(payload, config)
    } catch (error) {
      if (isTheirs(error)) return refused
      log.warn({ err: error }, 'the issuer of tokens could not be asked')
      return { kind: 'refused', code: 'Unavailable' }
    }
  }
}

const refused = { kind: 'refused', code: 'Unauthenticated' } as const
const bare = (issuer: string) => issuer.replace(/\/+$/, '')

/** Asked once for many at a time, and again when what is known grew old. */
function createFinder({ issuer }: OidcConfig, now: () => Date): () => Promise<Found> {
  let found: Found | null = null
  let asking: Promise<Found> | null = null
  const ask = async () => {
    try {
      found = await discover(issuer, now())
      return found
    } finally {
      asking = null
    }
  }
  return async () => {
    if (found && now().getTime() - found.at < keysKept) return found
    asking ??= ask()
    return asking
  }
}

async function discover(configured: string, at: Date): Promise<Found> {
  const response = await fetch(`${configured}/.well-known/openid-configuration`, { signal: AbortSignal.timeout(issuerTimeout), redirect: 'error', headers: { accept: 'application/json' } })
  if (!response.ok) throw new Error(`discovery answered ${response.status}`)
  const { issuer, jwks_uri: address } = discovery.parse(await response.json())
  if (bare(issuer) !== configured) throw new Error('discovery names another issuer')
  const keys = createRemoteJWKSet(new URL(address), { timeoutDuration: issuerTimeout, cooldownDuration: keysCooldown, cacheMaxAge: keysKept })
  return { issuer, keys, at: at.getTime() }
}

function toClaimed(payload: JWTPayload, config: OidcConfig): Checked {
  const read = claims.safeParse(payload)
  if (!read.success) return refused
  const { tid, exp, iat, auth_time: signedIn, roles: theirs = [] } = read.data
  if (config.tenant !== null && tid !== config.tenant) return refused
  const known = roles.filter((role): role is DeskRole => theirs.includes(role))
  return { kind: 'valid', person: { id: idOf(read.data, config), name: nameOf(read.data), roles: known }, issued: new Date((signedIn ?? iat) * 1_000), expires: new Date(exp * 1_000) }
}

/** In Entra `sub` differs per app; tenant and object id are the same everywhere. */
function idOf({ tid, oid, sub }: z.infer<typeof claims>, { issuer }: OidcConfig): DeskPerson['id'] {
  return tid && oid ? `${tid}:${oid}` : `${new URL(issuer).host}:${sub}`
}

const longestName = 100
const nameOf = ({ name, preferred_username: user, sub }: z.infer<typeof claims>) => (name?.trim() || user?.split('@')[0] || sub).slice(0, longestName)

/** The token is at fault. Everything else (no connection, an answer that is no key set) is the issuer's. */
function isTheirs(error: unknown): boolean {
  const issuers = ['ERR_JWKS_TIMEOUT', 'ERR_JWKS_INVALID', 'ERR_JOSE_GENERIC']
  return error instanceof errors.JOSEError && !issuers.includes(error.code)
}
