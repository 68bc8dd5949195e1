// Demo mode has no issuer: tokens of our own for three people who do not exist, behind a link that is printed at start and works once.
import { createHash, createSecretKey, randomBytes, timingSafeEqual } from 'node:crypto'
import { errors, jwtVerify, SignJWT } from 'jose'
import { limits } from '../../../domain/limits.ts'
import { readLabels } from '../../../locales/index.ts'
import { keyedHash } from '../../keys.ts'
import { type DeskRole, demoPeople } from '../contract.ts'
import type { Checked, DeskPerson } from './types.ts'

export type DemoWho = (typeof demoPeople)[number]
export type DemoTokenParts = { signing: Buffer; now: () => Date }
type Purpose = 'desk-demo' | 'desk-demo-session'

const names = readLabels('demo-people')
const people: Readonly<Record<DemoWho, { name: string; roles: DeskRole[] }>> = {
  karin: { name: names['karin'] ?? '', roles: ['digimaatje'] },
  mo: { name: names['mo'] ?? '', roles: ['digimaatje', 'coordinator'] },
  els: { name: names['els'] ?? '', roles: ['auditor'] },
}
const { demoTokenLife, demoLinkLife, clockTolerance } = limits.desk
const algorithm = 'HS256'

/** Tokens of the demo. `session` signs in again, as whom you like; it is no token itself. */
export function createDemoTokens({ signing, now }: DemoTokenParts) {
  const key = createSecretKey(keyedHash(signing, 'desk-demo'))
  const sign = (purpose: Purpose, subject: string) => {
    const issued = now()
    return new SignJWT().setProtectedHeader({ alg: algorithm }).setAudience(purpose).setSubject(subject).setIssuedAt(issued).setExpirationTime(new Date(issued.getTime() + demoTokenLife)).sign(key)
  }
  const open = async (token: string, purpose: Purpose) => {
    try {
      const { payload } = await jwtVerify(token, key, { algorithms: [algorithm], audience: purpose, requiredClaims: ['exp', 'iat', 'sub'], currentDate: now(), clockTolerance })
      return payload
    } catch (error) {
      if (error instanceof errors.JOSEError) return null
      throw error
    }
  }
  return {
    issue: async (who: DemoWho) => ({ token: await sign('desk-demo', who), session: await sign('desk-demo-session', 'anybody'), expires: new Date(now().getTime() + demoTokenLife) }),
    isSession: async (token: string) => await open(token, 'desk-demo-session') !== null,
    check: async (token: string): Promise<Checked> => {
      const payload = await open(token, 'desk-demo')
      const who = demoPeople.find((name) => name === payload?.sub)
      if (!payload || !who) return { kind: 'refused', code: 'Unauthenticated' }
      return { kind: 'valid', person: personOf(who), issued: new Date((payload.iat ?? 0) * 1_000), expires: new Date((payload.exp ?? 0) * 1_000) }
    },
  }
}

/** The id is what `tid:oid` is elsewhere. */
export const personOf = (who: DemoWho): DeskPerson => ({ id: `demo:${who}`, ...people[who] })

/** The one-time link's token: made anew at each start, in memory only. */
export function createDemoLink(now: () => Date) {
  const token = randomBytes(32).toString('base64url')
  const until = now().getTime() + demoLinkLife
  let used = false
  return {
    token,
    /** True the first time, in time, with the right token. */
    take: (given: string): boolean => {
      if (used || now().getTime() >= until || !timingSafeEqual(digest(given), digest(token))) return false
      used = true
      return true
    },
  }
}

const digest = (text: string) => createHash('sha256').update(text).digest()
