// Who may call: pages of our own address and of ALLOWED_ORIGINS; in demo mode any page of this machine, and nothing but this machine.
import type { Config } from '../config.ts'

export type Gate = {
  /** A request without Origin (the page itself, a script on a server) is let through: the token is the credential. */
  originAllowed: (origin: string | undefined) => boolean
  /** Against DNS rebinding: in demo mode the name in the Host header must be this machine's. */
  hostAllowed: (host: string | undefined) => boolean
}

const thisMachine = String.raw`(localhost|127\.0\.0\.1|\[::1\])(:\d{1,5})?$`
const localHost = new RegExp(`^${thisMachine}`, 'i')
const localOrigin = new RegExp(`^https?://${thisMachine}`, 'i')

/** The gate of a configuration. */
export function createGate(config: Pick<Config, 'demo' | 'publicUrl' | 'allowedOrigins'>): Gate {
  const own = config.publicUrl ? [new URL(config.publicUrl).origin] : []
  const origins = new Set([...own, ...config.allowedOrigins])
  return {
    originAllowed: (origin) => origin === undefined || origins.has(origin) || (config.demo && localOrigin.test(origin)),
    hostAllowed: (host) => !config.demo || localHost.test(host ?? ''),
  }
}

/** The CORS headers of an answer. No credentials: there are no cookies. */
export function corsHeaders(gate: Gate, origin: string | undefined): Record<string, string> {
  if (origin === undefined || !gate.originAllowed(origin)) return { vary: 'Origin' }
  return { vary: 'Origin', 'access-control-allow-origin': origin, 'access-control-expose-headers': 'Retry-After' }
}

/** What a preflight may be told, for a day (browsers shorten it to what they like). */
export const preflightHeaders = {
  'access-control-allow-methods': 'GET, POST',
  'access-control-allow-headers': 'authorization, content-type, x-ms-bot-agent, x-requested-with',
  'access-control-max-age': '86400',
} as const
