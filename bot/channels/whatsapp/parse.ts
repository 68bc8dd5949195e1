// What Twilio posts, made into what a turn takes. Past this file nobody knows Twilio's field names.
import { z } from 'zod'
import { limits } from '../../../domain/limits.ts'
import { choiceForm, cleanText, contentTypeForm } from '../../turn/clean-text.ts'
import type { StoredActivity } from '../../turn/types.ts'
import { type Address, readAddresses } from './addresses.ts'

export type Parsed =
  /** `keys`: how the sender is known, the address to answer to first. */
  | { kind: 'message'; sid: string; keys: Address[]; activity: StoredActivity }
  /** What became of a message of ours. `code` is Twilio's error code. */
  | { kind: 'status'; providerId: string; status: string; code: string | null }
  /** Of another account, or to another number than ours. */
  | { kind: 'foreign' }
  /** Nothing that could be answered. */
  | { kind: 'ignored' }
export type OurAccount = { accountSid: string; from: string }

const text = z.string().optional()
const fields = z.object({
  AccountSid: text, MessageSid: text, SmsMessageSid: text, SmsSid: text, From: text, To: text, WaId: text, ExternalUserId: text,
  Body: text, MessageType: text, ButtonText: text, ButtonPayload: text, ListTitle: text, ListId: text, Latitude: text, Longitude: text, NumMedia: text,
  MessageStatus: text, ErrorCode: text,
})
type Fields = z.infer<typeof fields>
export type Form = Readonly<Record<string, string>>

/** Reads a form of the message webhook, status callbacks that were sent there by mistake included. Names, media addresses and what is unknown are left out. */
export function parseWebhook(form: Form, { accountSid, from }: OurAccount): Parsed {
  const known = fields.parse(form)
  if (known.AccountSid !== accountSid) return { kind: 'foreign' }
  if (known.MessageStatus && !known.MessageStatus.startsWith('receiv')) return readStatus(known)
  if (known.To !== from) return { kind: 'foreign' }
  const sid = sidOf(known)
  const keys = readAddresses(known)
  if (!sid || keys.length === 0 || known.MessageType === 'reaction') return { kind: 'ignored' }
  return { kind: 'message', sid, keys, activity: { type: 'message', ...readContent(known, form), locale: 'nl-NL' } }
}

/** Reads a form of the status callback. */
export function parseStatus(form: Form, { accountSid }: Pick<OurAccount, 'accountSid'>): Extract<Parsed, { kind: 'status' | 'foreign' | 'ignored' }> {
  const known = fields.parse(form)
  return known.AccountSid === accountSid ? readStatus(known) : { kind: 'foreign' }
}

function readStatus(known: Fields): Extract<Parsed, { kind: 'status' | 'ignored' }> {
  const { MessageStatus: status = '', ErrorCode } = known
  const providerId = sidOf(known)
  if (!providerId || !/^[a-z_]{1,30}$/.test(status)) return { kind: 'ignored' }
  return { kind: 'status', providerId, status, code: /^[1-9]\d{2,5}$/.test(ErrorCode ?? '') ? ErrorCode as string : null }
}

const sidOf = ({ MessageSid, SmsMessageSid, SmsSid }: Fields) => [MessageSid, SmsMessageSid, SmsSid].find((sid) => sid && /^\w{2,64}$/.test(sid))

type Content = Pick<StoredActivity, 'text' | 'value' | 'attachments'>

function readContent(known: Fields, form: Form): Content {
  const { Body = '', ButtonPayload, ButtonText, ListId, ListTitle } = known
  const title = (ButtonPayload ? ButtonText : ListId ? ListTitle : '') || Body
  const said = cleanText(shorten(title))
  const value = readChoice(ButtonPayload || ListId || '')
  const files = readKinds(known, form)
  // Something came, and it is nothing we know: an answer is better than silence.
  const attachments = said.trim() === '' && !value && files.length === 0 ? [kinds.unsupported] : files
  return { text: said, ...(value && { value }), ...(attachments.length > 0 && { attachments: attachments.map((contentType) => ({ contentType })) }) }
}

/** Our buttons' ids: `<choice>:<on>`, or only the choice. */
function readChoice(payload: string): { choice: string; on?: string } | null {
  const [choice = '', ...rest] = payload.split(':')
  const on = rest.join(':')
  if (!choiceForm.test(choice) || (rest.length > 0 && !choiceForm.test(on))) return null
  return rest.length > 0 ? { choice, on } : { choice }
}

/** What is no file has a kind too. */
const kinds = {
  location: 'application/vnd.digimaatje.location',
  contacts: 'application/vnd.digimaatje.contacts',
  unsupported: 'application/vnd.digimaatje.unsupported',
  edited: 'application/vnd.digimaatje.edited',
} as const

function readKinds(known: Fields, form: Form): string[] {
  const { MessageType = '', Latitude, Longitude, NumMedia = '' } = known
  const count = Math.min(/^\d{1,3}$/.test(NumMedia) ? Number(NumMedia) : 0, limits.whatsapp.attachments)
  const media = Array.from({ length: count }, (_, index) => readMedia(form[`MediaContentType${index}`] ?? '', MessageType))
  if (MessageType.startsWith('edit')) return [kinds.edited]
  if (MessageType === 'location' || (Latitude && Longitude)) return [kinds.location, ...media]
  if (MessageType === 'contacts' && media.length === 0) return [kinds.contacts]
  return [...new Set(media)]
}

const unknownFile = 'application/octet-stream'

function readMedia(type: string, messageType: string): string {
  const plain = type.replace(/;.*$/s, '').trim().toLowerCase()
  if (messageType === 'contacts' || plain === 'text/vcard' || plain === 'text/x-vcard') return kinds.contacts
  if (messageType === 'sticker') return 'image/webp'
  return contentTypeForm.test(plain) ? plain : unknownFile
}

/** WhatsApp allows more than a turn takes; the beginning says enough. */
function shorten(body: string): string {
  return body.slice(0, limits.whatsapp.textCharacters).replace(/[\uD800-\uDBFF]$/, '')
}
