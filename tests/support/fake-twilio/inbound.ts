// A person's message, delivered to the app's webhook the way Twilio does.
import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import type { Post, Posted, Poster } from './post.ts'
import { addMessage, createSid, type State } from './state.ts'
import type { FakeMessage, InboundFields, InboundOptions, InboundResult } from './types.ts'

type Parts = { state: State; poster: Poster; webhookUrl: () => string; reach: (url: string) => string }
type Retry = { tries: number; on: string[] }

const standardPhone = '+31612345678'
const backOff = 100

/** Keeps the message and posts it. Never rejects. */
export async function deliverInbound({ state, poster, webhookUrl, reach }: Parts, given: InboundFields, options: InboundOptions): Promise<InboundResult> {
  const fields = inboundFields(state, given)
  const sid = fields['MessageSid'] ?? ''
  keep(state, fields)
  if (options.deliver === false) return { sid, status: 0, body: '', ms: 0, tries: 0 }
  const url = webhookUrl()
  const started = performance.now()
  const post: Post = { url: reach(url), signedUrl: options.signedUrl ?? url, authToken: options.authToken ?? state.account.authToken, fields, token: randomUUID() }
  const { tries, ...answer } = await postWithRetries(poster, post, retryOf(url, options.retries))
  return { sid, status: answer.status, body: answer.body, ms: performance.now() - started, tries }
}

/** The fields of the webhook, in Twilio's names; empty ones included. */
export function inboundFields({ account }: Pick<State, 'account'>, given: InboundFields): Record<string, string> {
  const { externalUserId, media = [] } = given
  const from = given.from ?? externalUserId ?? standardPhone
  const phone = from.startsWith('+') ? from.slice(1) : ''
  const sid = given.sid ?? createSid(media.length > 0 ? 'MM' : 'SM')
  const fields: Record<string, string | undefined> = {
    SmsMessageSid: sid, NumMedia: String(media.length), ProfileName: given.profileName ?? 'Sam', MessageType: given.messageType ?? typeOf(given), SmsSid: sid, WaId: given.waId ?? phone,
    SmsStatus: 'received', Body: given.body ?? given.buttonText ?? given.listTitle ?? '', To: account.from, NumSegments: '1', ReferralNumMedia: '0', MessageSid: sid, AccountSid: account.accountSid,
    From: `whatsapp:${from}`, ApiVersion: '2010-04-01', ChannelMetadata: JSON.stringify({ type: 'whatsapp', data: { context: { ProfileName: given.profileName ?? 'Sam', WaId: phone } } }),
    ExternalUserId: externalUserId, ButtonPayload: given.buttonPayload, ButtonText: given.buttonText, ListId: given.listId, ListTitle: given.listTitle,
    OriginalRepliedMessageSid: given.repliedTo, OriginalRepliedMessageSender: given.repliedTo && account.from,
    Latitude: given.latitude?.toString(), Longitude: given.longitude?.toString(), Address: given.address, Label: given.label,
    ...Object.fromEntries(media.flatMap((type, index) => [[`MediaContentType${index}`, type], [`MediaUrl${index}`, mediaUrl(account.accountSid, sid)]])), ...given.extra,
  }
  return Object.fromEntries(Object.entries(fields).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])))
}

const mediaUrl = (accountSid: string, sid: string) => `https://api.twilio.com/2010-04-01/Accounts/${accountSid}/Messages/${sid}/Media/${createSid('ME')}`

function typeOf({ buttonPayload, listId, latitude, media }: InboundFields): string {
  if (buttonPayload !== undefined || listId !== undefined) return 'interactive'
  if (latitude !== undefined) return 'location'
  const kind = media?.[0]?.split('/')[0]
  if (!kind) return 'text'
  if (media?.[0] === 'image/webp') return 'sticker'
  if (media?.[0] === 'text/vcard') return 'contacts'
  return ['image', 'audio', 'video'].includes(kind) ? kind : 'document'
}

/** A redelivery is no new message. */
function keep(state: State, fields: Record<string, string>): void {
  const { MessageSid: sid = '', From: from = '', To: to = '', Body: body = '', ExternalUserId: external } = fields
  state.wrote(from)
  if (external) state.wrote(`whatsapp:${external}`)
  if (state.bySid.has(sid)) return
  const message: FakeMessage = {
    sid, direction: 'inbound', from, to, body, shape: 'text', buttons: [], contentSid: null, contentVariables: null, mediaUrls: Object.entries(fields).flatMap(([name, value]) => (/^MediaUrl\d/.test(name) ? [value] : [])),
    statusCallback: null, status: 'received', errorCode: null, createdAt: state.now(),
  }
  addMessage(state, message)
}

async function postWithRetries(poster: Poster, post: Post, { tries, on }: Retry): Promise<Posted & { tries: number }> {
  for (let done = 1; ; done += 1) {
    const answer = await poster.post(post)
    const wrong = answer.failure ?? (answer.status >= 500 ? '5xx' : answer.status >= 400 ? '4xx' : null)
    if (wrong === null || done > tries || !(on.includes(wrong) || on.includes('all'))) return { ...answer, tries: done }
    await pause(backOff * 2 ** (done - 1))
  }
}

/** Without a word about it in the address: once more when no connection could be made. */
function retryOf(url: string, asked: boolean | undefined): Retry {
  if (asked === false) return { tries: 0, on: [] }
  if (asked === true) return { tries: 3, on: ['ct', 'rt', '5xx'] }
  const overrides = new URLSearchParams(/#(.*)$/.exec(url)?.[1] ?? '')
  return { tries: Number(overrides.get('rc') ?? 1), on: (overrides.get('rp') ?? 'ct').split(',') }
}
