// Every route of the desk with who may call it: on one screen, and walked by a test.
import { z } from 'zod'
import { limits } from '../../../domain/limits.ts'
import type { Database } from '../../../prisma/client.ts'
import { HttpError, orUnavailable } from '../../http/errors.ts'
import type { Answer, Handler } from '../../http/exchange.ts'
import { createLimiter } from '../../http/limiter.ts'
import { readLabels } from '../../../locales/index.ts'
import type { Authenticate, DeskPerson } from '../auth/authenticate.ts'
import { writeAudit } from '../audit-line.ts'
import type { CannedReply, DeskRole } from '../contract.ts'
import { createAuditRoutes } from '../audit/routes.ts'
import { type BesidesRoutesParts, createBesidesRoutes } from './besides.ts'
import { createCodeRoute } from './codes.ts'
import { type ConversationRoutesParts, createConversationRoutes } from './conversations.ts'
import { createPeopleRoutes, type PeopleRoutesParts } from './people.ts'
import { createTurnRoute, type TurnRouteParts } from './turns.ts'
import type { DeskCall, DeskRoute } from './types.ts'

export type DeskRoutesParts = PeopleRoutesParts & ConversationRoutesParts & BesidesRoutesParts & TurnRouteParts & { replies: () => CannedReply[] }

/** Helps people. */
const helper: readonly DeskRole[] = ['digimaatje', 'coordinator']
const coordinator: readonly DeskRole[] = ['coordinator']
const auditor: readonly DeskRole[] = ['auditor']
const anybody: readonly DeskRole[] = [...helper, ...auditor]

export function deskRoutes(parts: DeskRoutesParts): DeskRoute[] {
  const people = createPeopleRoutes(parts)
  const conversations = createConversationRoutes(parts)
  const besides = createBesidesRoutes(parts)
  const audit = createAuditRoutes({ db: parts.db, now: parts.now, labels: readLabels('audit.nl') })
  const one = '/api/desk/conversations/:id'
  const replies = parts.replies()
  return [
    { method: 'get', path: '/api/desk/config', roles: 'open', handler: people.config },
    { method: 'post', path: '/api/desk/demo-sign-in', roles: 'open', handler: people.signIn },
    { method: 'get', path: '/api/desk/me', roles: anybody, handler: people.me },
    { method: 'post', path: '/api/desk/me', roles: anybody, handler: people.change },
    { method: 'get', path: '/api/desk/colleagues', roles: anybody, handler: people.colleagues },
    { method: 'get', path: '/api/desk/rows', roles: helper, handler: conversations.rows },
    { method: 'get', path: one, roles: helper, handler: conversations.conversation },
    { method: 'get', path: `${one}/messages`, roles: helper, handler: conversations.messages },
    { method: 'post', path: `${one}/read`, roles: helper, handler: conversations.read },
    { method: 'post', path: `${one}/turns`, roles: helper, handler: createTurnRoute(parts) },
    { method: 'post', path: `${one}/notes`, roles: helper, handler: besides.note },
    { method: 'post', path: `${one}/phone`, roles: helper, handler: besides.phone },
    { method: 'post', path: `${one}/reminders`, roles: helper, handler: besides.remind },
    { method: 'post', path: `${one}/reminders/:reminder/done`, roles: helper, handler: besides.reminded },
    { method: 'post', path: `${one}/erase`, roles: coordinator, handler: besides.erase },
    { method: 'post', path: '/api/desk/search', roles: helper, handler: besides.search },
    { method: 'get', path: '/api/desk/replies', roles: helper, handler: () => ({ status: 200, json: replies }) },
    { method: 'post', path: '/api/desk/codes/:referentie/reopen', roles: helper, handler: createCodeRoute(parts) },
    { method: 'get', path: '/api/desk/audit', roles: auditor, handler: audit.list },
    { method: 'get', path: '/api/desk/audit.csv', roles: auditor, handler: audit.csv },
  ]
}

export type DoorParts = { authenticate: Authenticate; db: Pick<Database, 'sql'>; now: () => Date }
/** A route as the server mounts it: whoever calls is known, has the role, and does not call too often. */
export type Mounted = { method: DeskRoute['method']; path: string; handler: Handler }

export function mountDeskRoutes(routes: readonly DeskRoute[], parts: DoorParts): Mounted[] {
  const { limiterKeys } = limits.directLine
  const { window, requests, searches } = limits.desk.perPerson
  const calls = createLimiter({ most: requests, window, keys: limiterKeys, now: parts.now })
  const looks = createLimiter({ most: searches, window, keys: limiterKeys, now: parts.now })
  return routes.map((route) => ({
    method: route.method, path: route.path,
    handler: async (request) => {
      if (route.roles === 'open') {
        refuseTooOften(calls.take(`network ${request.network}`))
        return refuseUnreadable(async () => route.handler({ request, person: nobody }))
      }
      const person = await personOf(parts.authenticate, { header: request.header('authorization'), origin: request.network })
      refuseTooOften((route.path.endsWith('/search') ? looks : calls).take(person.id))
      if (!route.roles.some((role) => person.roles.includes(role))) await forbid(parts, { request, person }, route)
      return refuseUnreadable(async () => route.handler({ request, person }))
    },
  }))
}

/** Somebody of ours wants what is not for them: that is in the audit log. @throws HttpError Forbidden, Unavailable */
async function forbid({ db, now }: DoorParts, { request, person }: DeskCall, { method, path }: DeskRoute): Promise<never> {
  const conversation = z.uuid().safeParse(request.params['id']).data ?? null
  await orUnavailable(writeAudit(db.sql, { at: now(), actor: person.id, action: 'desk.refused', outcome: 'forbidden', conversation, origin: request.network, detail: { route: `${method} ${path}` } }))
  throw new HttpError('Forbidden')
}

/** Of an open route, which asks nobody who they are. */
const nobody: DeskPerson = { id: '', name: '', roles: [] }

function refuseTooOften(wait: number): void {
  if (wait > 0) throw new HttpError('TooManyRequests', { retryAfter: wait / 1_000 })
}

/** What PostgreSQL cannot read (a NUL, a day that is none, half an id) is not for another try. */
async function refuseUnreadable(answer: () => Promise<Answer>): Promise<Answer> {
  try {
    return await answer()
  } catch (error) {
    const { code = '' } = ((error as Error).cause ?? {}) as { code?: string }
    throw unreadable.has(code) ? new HttpError('BadArgument', { cause: error }) : error
  }
}
const unreadable = new Set(['22021', '22007', '22008', '22P02'])

async function personOf(authenticate: Authenticate, { header, origin }: { header: string | undefined; origin: string }): Promise<DeskPerson> {
  const token = /^Bearer +(\S+)$/i.exec(header ?? '')?.[1] ?? ''
  const caller = await orUnavailable(authenticate(token, origin))
  if (caller.kind === 'refused') throw new HttpError(caller.code, caller.code === 'Unavailable' ? { retryAfter: 5 } : {})
  return caller.person
}
