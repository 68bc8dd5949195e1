// What the fake keeps and what can be asked of it.

export type Button = { id: string; title: string }
export type Status = 'queued' | 'sent' | 'delivered' | 'read' | 'failed' | 'undelivered' | 'received'

/** A message as Twilio knows it. `body` is what the person reads, a content's variables filled in. */
export type FakeMessage = {
  sid: string
  direction: 'inbound' | 'outbound-api'
  from: string
  to: string
  body: string
  shape: 'text' | 'quickReply' | 'list'
  buttons: Button[]
  contentSid: string | null
  contentVariables: Record<string, string> | null
  mediaUrls: string[]
  statusCallback: string | null
  status: Status
  errorCode: number | null
  createdAt: Date
}

/** `types` as Twilio takes them: one entry, `twilio/text`, `twilio/quick-reply`, `twilio/list-picker` … */
export type FakeContent = {
  sid: string
  friendlyName: string
  language: string
  variables: Record<string, string>
  types: Record<string, unknown>
  /** A template that WhatsApp approved may be sent outside the 24 hours. */
  approved: boolean
  createdAt: Date
}

/** A message of a person. `from` and `externalUserId` without `whatsapp:`; `extra` adds fields, replaces them, or (undefined) leaves them out. */
export type InboundFields = {
  from?: string
  waId?: string
  externalUserId?: string
  profileName?: string
  body?: string
  buttonPayload?: string
  buttonText?: string
  listId?: string
  listTitle?: string
  /** Content types. */
  media?: string[]
  latitude?: number
  longitude?: number
  address?: string
  label?: string
  repliedTo?: string
  messageType?: string
  /** One that was delivered before: a redelivery. */
  sid?: string
  extra?: Record<string, string | undefined>
}

export type InboundOptions = {
  /** true: as a webhook address with `#rc=3&rp=ct,rt,5xx`; false: never; not given: as the address says (Twilio's own: once, on a failed connection). */
  retries?: boolean
  /** false: it only stands in the list of messages, as one whose delivery failed. */
  deliver?: boolean
  /** Signs with another token, or for another address than it is sent to. */
  authToken?: string
  signedUrl?: string
}

/** `status` 0: no answer. `ms` from the first try to the last answer. */
export type InboundResult = { sid: string; status: number; body: string; ms: number; tries: number }

/** What is asked of the API; `to` is the receiver of a message to be sent. */
export type Call = { what: 'send' | 'list' | 'fetch' | 'delete' | 'content' | 'contents' | 'typing' | 'other'; to: string | null; number: number }

/**
 * status: refused with it (`accept`: the message is accepted all the same) · hang: never answered (`accept` likewise) · drop: connection reset, nothing done ·
 * acceptThenDrop: done, then reset · slow: answered after `ms` · later: accepted, then a callback `failed` with `code`
 */
export type Fault =
  | { kind: 'status'; status: number; code?: number; retryAfter?: number; accept?: boolean }
  | { kind: 'hang'; accept?: boolean }
  | { kind: 'drop' }
  | { kind: 'acceptThenDrop' }
  | { kind: 'slow'; ms: number }
  | { kind: 'later'; code: number; status?: 'failed' | 'undelivered' }
  | { kind: 'later63016' }

/** `next`: so many calls (standard 1); `share`: each call with this chance, until cleared. `on`: which calls (standard: send). `to`: only for this address. */
export type FaultRule = Fault & { next?: number; share?: number; on?: Call['what'][]; to?: string }
export type FaultScript = (call: Call) => Fault | null

/** `delay` in ms between callbacks; `repeat`: how often each is sent. `on: false`: the statuses move on, nobody is told. */
export type Callbacks = { on: boolean; delay: number; statuses: Status[]; order: 'right' | 'reversed'; repeat: number }

/** `accepted` and `inbound` count messages, `faults` what was done on purpose, by kind; `callbacks` those answered 2xx. */
export type Stats = { accepted: number; inbound: number; calls: number; violations: string[]; faults: Record<string, number>; callbacks: number; callbackFailures: number }
