// The desk's wire: what the console sends and gets, over HTTP (/api/desk/…) and WebSocket (/desk/live). The console imports types only.
// Times are ISO 8601 strings; ids of people at the desk are `tid:oid`; of a conversation, a uuid.
import { z } from 'zod'
import type { AttachmentKind } from '../../dialogs/attachments.ts'
import { closeReasons, type HandoffState, reasons } from '../../domain/handoff.ts'

export const roles = ['digimaatje', 'coordinator', 'auditor'] as const
export type DeskRole = (typeof roles)[number]
export type Presence = 'online' | 'away'

/** GET /api/desk/config (open to all): how to sign in. */
export type DeskConfigAnswer = { signIn: { kind: 'oidc'; issuer: string; clientId: string; scope: string } | { kind: 'demo' }; helpEmail: string }

/** GET /api/desk/me */
export type Me = { id: string; name: string; roles: DeskRole[]; presence: Presence; capacity: number }
/** POST /api/desk/me */
export const meChange = z.object({ presence: z.enum(['online', 'away']).optional(), capacity: z.number().int().min(1).max(20).optional() })
export type MeChange = z.infer<typeof meChange>

export type Who = { id: string; name: string }
/** `free`: how many more they want; `here`: online and seen a moment ago. */
export type Colleague = Who & { roles: DeskRole[]; presence: Presence; here: boolean; busy: number; capacity: number }

/** One line of a list. Newer `version` wins; no names, no message text. */
export type DeskRow = {
  id: string
  version: number
  state: HandoffState
  urgent: boolean
  reason: (typeof reasons)[number] | null
  channel: 'web' | 'whatsapp'
  /** Until when free text may go out; null on the website. */
  windowUntil: string | null
  role: 'client' | 'representative' | null
  /** Name of the journey's step; its number in the manual, null before 1 and after 10. */
  step: string
  stepNumber: number | null
  /** When they asked: their place in the queue. */
  askedAt: string | null
  /** Since when they wait for an answer of who has it: what nobody answered, or their asking. */
  personAt: string | null
  lastMessageAt: string
  /** Who has it, or had it last. */
  owner: Who | null
  /** Why a human should look at it beside the hand-over: deliveryFailed, deliveryUnresolved, failingTurn. */
  flag: string | null
  callMe: boolean
  closedAt: string | null
  closeReason: string | null
  /** When I asked to be reminded of it. */
  remindAt: string | null
}

export const lists = ['queue', 'mine', 'open', 'closed'] as const
export type ListName = (typeof lists)[number]
/** GET /api/desk/rows?list=queue&before=… : `queue` waiting, most urgent first · `mine` · `open` waiting and with somebody · `closed` ended, newest first (`next`: pass as `before`). */
export type RowsAnswer = { rows: DeskRow[]; next: string | null; counts: Record<'queue' | 'mine' | 'open', number> }

export type StepLine = { step: string; number: number | null; startedAt: string | null; finishedAt: string | null; finishedBy: 'person' | 'bot' | 'human' | null; troubles: Record<string, number>; current: boolean }
export type Note = { id: string; by: string; text: string; at: string }
export type Past = { id: string; state: HandoffState; reason: string; askedAt: string; by: string | null; closedAt: string | null; closeReason: string | null }

/** GET /api/desk/conversations/:id (audited as opened). */
export type DeskConversation = {
  row: DeskRow
  form: 'je' | 'u'
  manager: 'client' | 'representative' | null
  steps: StepLine[]
  stuck: { points: number; by: Record<string, number> }
  /** The check of code and birth date. `referentie`: of the code last tried, when it is one of ours. */
  check: { misses: number; closedUntil: string | null; codeClosed: boolean; referentie: string | null }
  deliveries: { waiting: number; parked: number; failed: number }
  canUndoHandBack: boolean
  /** The person asked not to be written to (STOP). */
  optedOut: boolean
  hasTemplate: boolean
  notes: Note[]
  history: Past[]
}

export type DeliveryState = 'waiting' | 'sent' | 'delivered' | 'read' | 'failed' | 'parked' | 'cancelled'
/** One line of the transcript, masked. `system`: what happened (kind in `event`), no message. */
export type DeskMessage = {
  seq: number
  at: string
  author: 'person' | 'bot' | 'human'
  /** First name of the human. */
  by: string | null
  text: string
  buttons: string[]
  attachments: number
  /** What they were; of them nothing else is kept. */
  attachmentKinds: AttachmentKind[]
  event: { name: 'asked' | 'accepted' | 'handedBack' | 'closed' | 'released' | 'transferred' | 'other'; by: string | null } | null
  delivery: DeliveryState | null
}
/** GET /api/desk/conversations/:id/messages?after=0 : ascending; `more`: ask again after the last one. */
export type MessagesAnswer = { messages: DeskMessage[]; more: boolean; readSeq: number }

const uuid = z.uuid()
const step = z.string().regex(/^[a-zA-Z]{1,40}$/)
/** POST /api/desk/conversations/:id/turns {id, move}: `id` made by the console before sending, the same id again changes nothing. */
export const deskMove = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('claim') }),
  z.object({ kind: z.literal('start') }),
  z.object({ kind: z.literal('release') }),
  z.object({ kind: z.literal('transfer'), to: z.string().min(1).max(200) }),
  /** `step`: where the bot goes on; `done`: the steps that the digimaatje did with the person. */
  z.object({ kind: z.literal('handBack'), step, done: z.array(step).max(30) }),
  z.object({ kind: z.literal('undoHandBack') }),
  z.object({ kind: z.literal('close'), reason: z.enum(closeReasons) }),
  z.object({ kind: z.literal('reopen') }),
  z.object({ kind: z.literal('reply'), text: z.string().trim().min(1).max(1_500) }),
  /** Outside WhatsApp's window: the approved template "continue". */
  z.object({ kind: z.literal('template') }),
  /** The check of code and birth date may be tried again. */
  z.object({ kind: z.literal('reopenCheck') }),
])
export type DeskMove = z.infer<typeof deskMove>
export const deskTurn = z.object({ id: uuid, move: deskMove })

export const refusals = ['taken', 'notYours', 'notPossible', 'window', 'optedOut', 'noTemplate', 'targetAway', 'unknownStep', 'gone', 'busy'] as const
export type Refusal = (typeof refusals)[number]
/** `refused`: nothing happened; `by` who has it. `duplicate`: this id was done before. */
export type TurnAnswer = { kind: 'done' | 'duplicate'; row: DeskRow } | { kind: 'refused'; code: Refusal; by: Who | null; row: DeskRow | null }

/** POST /api/desk/conversations/:id/notes */
export const noteWish = z.object({ id: uuid, text: z.string().trim().min(1).max(2_000) })
/** POST /api/desk/conversations/:id/phone : only for who has it, else 403 NotYours; audited. */
export type PhoneAnswer = { phone: string | null }
/** POST /api/desk/conversations/:id/reminders {id, at: in the future, at most a year ahead} · …/reminders/:reminder/done */
export const reminderWish = z.object({ id: uuid, at: z.iso.datetime() })
/** POST /api/desk/conversations/:id/read {seq}: this digimaatje has seen the transcript that far (audited once per opening). */
/** POST /api/desk/conversations/:id/erase (coordinator): all that is kept of it; the person asked. */
/** POST /api/desk/codes/:referentie/reopen */
export type CodeReopened = { kind: 'reopened' | 'notFound' | 'notClosed' }
/** POST /api/desk/search {text}: in masked transcripts, notes, a conversation's id, or a `referentie`. Never logged. */
export const searchWish = z.object({ text: z.string().trim().min(2).max(100) })
export type SearchAnswer = { found: { row: DeskRow; seq: number | null; excerpt: string | null }[]; more: boolean }
/** GET /api/desk/replies */
export type CannedReply = { short: string; title: string; je: string; u: string }

/** GET /api/desk/audit?from&to&actor&action&subject&before (auditor) · GET /api/desk/audit.csv with the same filters. */
export type AuditLine = { id: string; at: string; actor: string; actorName: string | null; action: string; outcome: string; subject: string | null; origin: string | null; detail: Record<string, string | number | boolean> }
export type AuditAnswer = { lines: AuditLine[]; next: string | null; actions: string[] }

/** POST /api/desk/demo-sign-in {token, who} (demo mode only): `token` is the one of the printed link, which works once, or the `session` of an earlier answer. */
export const demoPeople = ['karin', 'mo', 'els'] as const
export const demoSignIn = z.object({ token: z.string().min(1).max(2_000), who: z.enum(demoPeople) })
/** `token`: the bearer token, until `expires`; `session`: to sign in again, also as one of the others. */
export type DemoSignedIn = { token: string; session: string; expires: string; me: Me }

/** Errors: { error: { code, message } }; 401 Unauthenticated, 403 Forbidden. */

/** Frames from the console. `hello` first, within 5 s, and again whenever the token was renewed. */
export const liveIn = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('hello'), token: z.string().max(10_000) }),
  /** `after`: the last message the console has. One conversation at a time. */
  z.object({ kind: z.literal('watch'), conversation: uuid, after: z.number().int().min(0) }),
  z.object({ kind: z.literal('unwatch') }),
  z.object({ kind: z.literal('typing') }),
  z.object({ kind: z.literal('ping') }),
])
export type LiveIn = z.infer<typeof liveIn>
/** Frames to the console. After `welcome` it reads its list again (GET rows): rows that changed come as `rows`, whatever the list. */
export type LiveOut =
  | { kind: 'welcome'; me: Me; now: string }
  | { kind: 'rows'; rows: DeskRow[]; gone: string[] }
  | { kind: 'messages'; conversation: string; messages: DeskMessage[]; readSeq: number }
  /** Something beside its messages changed: read the conversation again. */
  | { kind: 'changed'; conversation: string }
  | { kind: 'looking'; conversation: string; people: (Who & { typing: boolean })[] }
  | { kind: 'personTyping'; conversation: string }
  | { kind: 'colleagues'; people: Colleague[] }
  /** It is time: "Herinner mij". */
  | { kind: 'reminder'; conversation: string; id: string }
  /** The token ends or was refused: say hello again. */
  | { kind: 'expired' }
  | { kind: 'pong' }
