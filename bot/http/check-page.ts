// The check page: code and birth date outside WhatsApp, on a link that works once. Its result is a turn of that conversation.
import { randomUUID } from 'node:crypto'
import { limits } from '../../domain/limits.ts'
import { formFor } from '../../locales/index.ts'
import type { AttemptOutcome } from '../check-for.ts'
import type { CheckLink, Links } from '../links.ts'
import type { Log } from '../log.ts'
import type { Turns } from '../turn/types.ts'
import { parseCheckForm, type SentForm } from './check-form.ts'
import { afterRepeat, afterResult } from './check-result.ts'
import { type CheckView, type CheckViewParts, renderCheckPage } from './check-view.ts'
import { codeOf, errorAnswer, HttpError, orUnavailable } from './errors.ts'
import type { Answer, Handler, Incoming } from './exchange.ts'
import { createLimiter } from './limiter.ts'

type AttemptName = { conversationId: string; channel: 'whatsapp'; externalId: string }
export type CheckPageParts = CheckViewParts & {
  links: Pick<Links, 'findCheck' | 'endCheck'>
  turns: Pick<Turns, 'run'>
  /** What became of the attempt of a turn; null: it never came to one. */
  findAttempt: (turn: AttemptName) => Promise<AttemptOutcome | null>
  /** Keyed hash. 32 bytes. */
  hash: (value: string) => Buffer
  log: Log
  now: () => Date
}

/** Nothing but this page's own style, and a form that goes nowhere else. */
export const checkPolicy = "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

/** GET (and HEAD) and POST of /check/:token. A person reads what they answer, so whatever goes wrong is a page too. */
export function createCheckPage(parts: CheckPageParts): { show: Handler; submit: Handler } {
  const { window, requests } = limits.links.checkPage
  const limiter = createLimiter({ most: requests, window, keys: limits.directLine.limiterKeys, now: parts.now })
  const kindly = (handler: (request: Incoming) => Promise<Answer>): Handler => async (request) => {
    try {
      const wait = limiter.take(request.network)
      if (wait > 0) throw new HttpError('TooManyRequests', { retryAfter: wait / 1_000 })
      return await handler(request)
    } catch (error) {
      return answerError(parts, error)
    }
  }
  return { show: kindly((request) => show(parts, request)), submit: kindly((request) => submit(parts, request)) }
}

/** Previews fetch links: looking uses nothing up. */
async function show(parts: CheckPageParts, { params }: Incoming): Promise<Answer> {
  const link = await orUnavailable(parts.links.findCheck(params['token'] ?? ''))
  if (!link || link.ended) return over(parts, link)
  return page(parts, link, { kind: 'form', attempt: randomUUID(), problems: {}, filled: {} })
}

async function submit(parts: CheckPageParts, request: Incoming): Promise<Answer> {
  const token = request.params['token'] ?? ''
  const link = await orUnavailable(parts.links.findCheck(token))
  if (!link) return over(parts, link)
  const sent = parseCheckForm(await request.form())
  const turn = { conversationId: link.conversationId, channel: 'whatsapp' as const, externalId: externalIdOf(parts, sent) }
  if (link.ended) return repeat(parts, link, turn)
  if (sent.kind === 'incomplete') return page(parts, link, { kind: 'form', attempt: randomUUID(), problems: sent.problems, filled: sent.filled })
  const outcome = await orUnavailable(parts.turns.run({
    ...turn, identityHash: link.identityHash, addressHash: parts.hash(`address:${request.network}`),
    activity: { type: 'event', name: 'check' }, form: { code: sent.filled.code, birthDate: sent.birthDate },
  }))
  if (outcome.kind === 'gone') return over(parts, link)
  if (outcome.kind === 'busy') throw new HttpError('TooManyRequests', { retryAfter: 1 })
  if (outcome.kind === 'refused') throw new Error('only the desk is refused')
  if (outcome.kind === 'duplicate') return page(parts, link, afterRepeat(await orUnavailable(parts.findAttempt(turn))))
  const { view, ends } = afterResult(outcome.codeResult, sent.filled)
  // It is committed: a link that stays a little longer is no reason to tell the person otherwise.
  if (ends) await parts.links.endCheck(token).catch((error: unknown) => parts.log.warn({ err: error }, 'check link could not be ended'))
  return page(parts, link, view)
}

/** The link has done its work: the form that did it may come twice (a double click). */
async function repeat(parts: CheckPageParts, link: CheckLink, turn: AttemptName): Promise<Answer> {
  const outcome = await orUnavailable(parts.findAttempt(turn))
  return outcome ? page(parts, link, afterRepeat(outcome)) : over(parts, link)
}

/**
 * A form sent twice is one attempt; the same page filled in otherwise (with the browser's Back) is another. The values are in it as a keyed
 * hash, together with the random id of the form.
 */
function externalIdOf({ hash }: CheckPageParts, { attempt, filled }: SentForm): string {
  const values = hash(JSON.stringify([attempt, filled.code, filled.day, filled.month, filled.year]))
  return `check:${attempt}:${values.toString('base64url').slice(0, 22)}`
}

function over(parts: CheckPageParts, link: CheckLink | null): Answer {
  return { ...page(parts, link, { kind: 'told', ending: 'over' }), status: 404 }
}

function page(parts: CheckViewParts, link: Pick<CheckLink, 'role'> | null, view: CheckView): Answer {
  const form = formFor(link?.role)
  return {
    status: 200, content: renderCheckPage(parts, form, view),
    headers: { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': checkPolicy, 'x-robots-tag': 'noindex, nofollow' },
  }
}

function answerError(parts: CheckPageParts, error: unknown): Answer {
  const code = codeOf(error)
  if (code === 'InternalError') parts.log.error({ route: '/check/:token', err: error }, 'request failed')
  if (code === 'Unavailable') parts.log.warn({ route: '/check/:token', err: (error as Error).cause }, 'request could not be served')
  const { status, headers } = errorAnswer(code, error instanceof HttpError ? error.retryAfter : undefined)
  const busy = page(parts, null, { kind: 'told', ending: 'busy' })
  return { ...busy, status, headers: { ...busy.headers, ...headers } }
}
