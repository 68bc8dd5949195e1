// /2010-04-01/Accounts/:sid/Messages
import { checkMessage } from './message-rules.ts'
import { notFound } from './problem.ts'
import { addMessage, createSid, removeMessage, type State } from './state.ts'
import type { Fault, FakeMessage, Status } from './types.ts'

/** What becomes of it later. */
export type Fate = { status: Status; code: number } | null

/** Accepts a message. @throws Problem when it breaks a rule */
export function createMessage(state: State, form: URLSearchParams, fault: Fault | null): { message: FakeMessage; fate: Fate } {
  const { approved, ...accepted } = checkMessage(state, form)
  const message: FakeMessage = {
    sid: createSid(accepted.mediaUrls.length > 0 ? 'MM' : 'SM'), direction: 'outbound-api', ...accepted, status: 'queued', errorCode: null, createdAt: state.now(),
  }
  addMessage(state, message)
  return { message, fate: fateOf(fault, approved || state.isWindowOpen(message.to)) }
}

/** @throws Problem 404 */
export function findMessage(state: State, sid: string): FakeMessage {
  const message = state.bySid.get(sid)
  if (!message) throw notFound(`/2010-04-01/Accounts/${state.account.accountSid}/Messages/${sid}.json`)
  return message
}

/** @throws Problem 404 */
export function deleteMessage(state: State, sid: string): void {
  removeMessage(state, findMessage(state, sid))
}

/** One page, newest first, as Twilio lists them. */
export function listMessages(state: State, query: URLSearchParams): object {
  const path = `/2010-04-01/Accounts/${state.account.accountSid}/Messages.json`
  const size = Math.min(Math.max(Number(query.get('PageSize') ?? 50), 1), 1_000)
  const page = Number(query.get('Page') ?? 0)
  const found = matching(state, query)
  const start = startOf(found, query, page * size)
  const messages = found.slice(start, start + size)
  const uri = (number: number, after?: FakeMessage) => `${path}?${new URLSearchParams({ ...Object.fromEntries(query), PageSize: String(size), Page: String(number), ...(after && { PageToken: `PA${after.sid}` }) })}`
  const last = messages.at(-1)
  return {
    page, page_size: size, start, end: start + Math.max(messages.length - 1, 0), uri: uri(page), first_page_uri: uri(0),
    previous_page_uri: page > 0 ? uri(page - 1) : null, next_page_uri: last && found.length > start + size ? uri(page + 1, last) : null,
    messages: messages.map((message) => messageJson(state, message)),
  }
}

/** As the API shows it: times to the second. */
export function messageJson({ account }: State, message: FakeMessage): object {
  const date = message.createdAt.toUTCString().replace('GMT', '+0000')
  const path = `/2010-04-01/Accounts/${account.accountSid}/Messages/${message.sid}`
  return {
    account_sid: account.accountSid, api_version: '2010-04-01', body: message.body, date_created: date, date_sent: date, date_updated: date, direction: message.direction,
    error_code: message.errorCode, error_message: null, from: message.from, to: message.to, messaging_service_sid: null, num_media: String(message.mediaUrls.length), num_segments: '1',
    price: null, price_unit: null, sid: message.sid, status: message.status, subresource_uris: { media: `${path}/Media.json` }, uri: `${path}.json`,
  }
}

function fateOf(fault: Fault | null, mayBeSent: boolean): Fate {
  if (fault?.kind === 'later') return { status: fault.status ?? 'failed', code: fault.code }
  return fault?.kind === 'later63016' || !mayBeSent ? { status: 'failed', code: 63016 } : null
}

function matching(state: State, query: URLSearchParams): FakeMessage[] {
  const [to, from] = [query.get('To'), query.get('From')]
  const [after, before, day] = [query.get('DateSent>'), query.get('DateSent<'), query.get('DateSent')]
  return (to === null ? state.all : state.byReceiver.get(to) ?? []).filter((message) =>
    (from === null || message.from === from)
    && (after === null || seconds(message.createdAt) >= seconds(new Date(after)))
    && (before === null || seconds(message.createdAt) <= seconds(new Date(before)))
    && (day === null || message.createdAt.toISOString().startsWith(day.slice(0, 10)))).toReversed()
}

/** Without the milliseconds, as they are shown. */
const seconds = (date: Date) => Math.floor(date.getTime() / 1_000) * 1_000

/** A page begins behind the last message of the one before, also when new ones came on top meanwhile. */
function startOf(found: readonly FakeMessage[], query: URLSearchParams, standard: number): number {
  const token = query.get('PageToken')?.slice('PA'.length)
  return token ? found.findIndex(({ sid }) => sid === token) + 1 : standard
}
