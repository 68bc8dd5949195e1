// The two webhooks: a message of a person, and what became of a message of ours. Both are signed, or refused.
import { limits } from '../../../domain/limits.ts'
import type { WhatsAppConfig } from '../../config-whatsapp.ts'
import type { Reports } from '../../delivery/types.ts'
import { HttpError, orUnavailable } from '../../http/errors.ts'
import type { Answer, Handler, Incoming } from '../../http/exchange.ts'
import { createQueue } from '../../turn/queue.ts'
import type { Turns } from '../../turn/types.ts'
import { causeOf } from './errors.ts'
import { type Form, parseStatus, parseWebhook } from './parse.ts'
import type { Received, Resolve } from './resolve.ts'
import type { Verify } from './signature.ts'

export type RouteParts = { config: Pick<WhatsAppConfig, 'accountSid' | 'from'>; verify: Verify; receive: Receive; reports: Reports }
export type Receive = (received: Received) => Promise<void>
export type WhatsAppRoutes = Record<'message' | 'status', Handler>

/** POST /api/whatsapp and POST /api/whatsapp/status/:delivery. */
export function createRoutes(parts: RouteParts): WhatsAppRoutes {
  return { message: (request) => message(parts, request), status: (request) => status(parts, request) }
}

/** Runs the turn of a received message, for one sender in the order they came. @throws HttpError TooManyRequests, Unavailable */
export function createReceive({ resolve, turns }: { resolve: Resolve; turns: Turns }): Receive {
  const queue = createQueue(limits.turn.queued)
  const run = async (received: Received) => turns.run(await resolve(received))
  const settle = async (received: Received) => {
    const outcome = await run(received)
    // Erased between the look-up and the turn: now it starts anew.
    return outcome.kind === 'gone' ? run(received) : outcome
  }
  return async (received) => {
    // Which conversation it is may depend on the message before: a word from the website moves the sender.
    const settled = queue.run(received.keys[0]?.address ?? '', () => settle(received))
    const { kind } = settled ? await orUnavailable(settled) : { kind: 'busy' }
    if (kind === 'busy') throw new HttpError('TooManyRequests', { retryAfter: 1 })
    if (kind === 'gone') throw new HttpError('Unavailable', { retryAfter: 1 })
  }
}

async function message(parts: RouteParts, request: Incoming): Promise<Answer> {
  const parsed = parseWebhook(await signedForm(parts, request), parts.config)
  if (parsed.kind === 'foreign') throw new HttpError('ForeignMessage')
  if (parsed.kind === 'message') await parts.receive(parsed)
  return nothingToSay
}

async function status(parts: RouteParts, request: Incoming): Promise<Answer> {
  const { delivery: id = '' } = request.params
  if (!/^\d{1,18}$/.test(id)) throw new HttpError('NotFound')
  const parsed = parseStatus(await signedForm(parts, request, `/status/${id}`), parts.config)
  if (parsed.kind === 'foreign') throw new HttpError('ForeignMessage')
  if (parsed.kind === 'status') await orUnavailable(parts.reports.report({ id, providerId: parsed.providerId, status: parsed.status, code: parsed.code, cause: causeOf(parsed.code) }))
  return nothingToSay
}

async function signedForm({ verify }: RouteParts, request: Incoming, path = ''): Promise<Form> {
  const form = await request.form()
  if (!verify({ signature: request.header('x-twilio-signature'), search: request.search, form }, path)) throw new HttpError('BadSignature')
  return form
}

/** Replies go by the API: the webhook's answer holds none. */
const nothingToSay: Answer = { status: 200, headers: { 'content-type': 'text/xml; charset=utf-8' }, content: '<Response/>' }
