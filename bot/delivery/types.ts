// What is sent to somebody outside the website: message parts, what became of them, and what a channel must offer to send them.
import type { Form } from '../../locales/index.ts'

export type Button = { id: string; title: string }
export type TemplateName = 'continue' | 'reminder'

/** One message as the channel will show it. Limits: docs/whatsapp.md */
export type Part =
  | { kind: 'text'; body: string }
  | { kind: 'quickReply'; body: string; buttons: Button[] }
  /** `open` is the label of the button that opens the list. */
  | { kind: 'list'; body: string; open: string; items: Button[] }
  | { kind: 'media'; body: string; url: string }
  | { kind: 'template'; name: TemplateName; form: Form }

/** Why something can never be sent: our fault, the person cannot be reached, they opted out, or our whole account is refused. */
export type FailureCause = 'ours' | 'person' | 'optOut' | 'account'

export type SendOutcome =
  | { kind: 'accepted'; providerId: string }
  /** Never processed (429): `after` milliseconds, 0 for the usual back-off. */
  | { kind: 'later'; after: number; code: string }
  /** A time-out, a reset, a 5xx: it may have been sent. */
  | { kind: 'unknown'; code: string }
  /** The 24-hour window is closed. */
  | { kind: 'window'; code: string }
  | { kind: 'failed'; code: string; cause: FailureCause }

export type Listed = { providerId: string; body: string; createdAt: Date; status: string }

export type Sender = {
  /** Does what takes time and sends nothing, so that `send` is one request. Never throws. */
  prepare: (part: Part) => Promise<void>
  /** `id`: of the Delivery row, for the status callback. Never throws. */
  send: (message: { id: string; address: string; part: Part }) => Promise<SendOutcome>
  /** What was sent to this address since then, oldest first. Rejects when the provider cannot be asked. */
  list: (address: string, since: Date) => Promise<Listed[]>
  /** The body the provider lists for a part. */
  bodyOf: (part: Part) => string
  /** Whether this template is configured (approved): without it nothing can be said outside the window. */
  hasTemplate: (name: TemplateName, form: Form) => boolean
}

/** What a status callback says about one delivery. `cause`: of a failure. */
export type Report = { id: string; providerId: string; status: string; code: string | null; cause: FailureCause | null }

/** The part of the deliveries that the channel's webhook needs. */
export type Reports = { report: (report: Report) => Promise<void> }
