// What a turn offers the dialogs. Implemented in bot/; the dialogs know no channel, no HTTP and no database.
import type { TurnContext } from 'botbuilder'
import type { DialogState } from 'botbuilder-dialogs'
import type { Manager, Role, StepName } from '../domain/journey.ts'
import { dutchDay } from '../domain/dutch/day.ts'
import type { MaskFinding } from '../domain/mask.ts'
import type { Stuck, Trouble } from '../domain/stuck.ts'
import type { CheckOutcome, CheckState } from '../domain/check.ts'
import { type Form, formFor, type Texts } from '../locales/index.ts'
import type { Reading } from './understand.ts'

/** Kept between turns, per conversation. Never a code, a date or another plain answer. */
export type Memory = {
  troubles?: Partial<Record<StepName, Partial<Record<Trouble, number>>>>
  /** Answers in a row that were not understood. */
  unclear?: number
  /** The check is over for this journey (matched, left out or closed): step 8 only tells what to type. */
  checkDone?: boolean
  /** The code's keyed hash, while its birth date is still to come. */
  codeHash?: string
  /** Helps already given at the current step. */
  helps?: string[]
  /** They said stop on WhatsApp: no question is open, and what they write next is a come-back. */
  stopped?: boolean
  /** Whether a reminder of the letter was offered. */
  reminderAsked?: boolean
  /** When it goes out (ISO), at the step where it was asked for. What comes first after it answers the reminder, not the question of days ago. */
  reminder?: { on: string; step: StepName }
  /** A digimaatje was asked because the check closed; not again until it closes anew. */
  checkAsked?: boolean
  /** When the bot last said something (ISO): a text within a moment of it cannot be the answer. */
  saidAt?: string
}

/** What a conversation keeps for the dialogs. `flow` tells whether the stack still fits. */
export type DialogMemory = { flow?: string; stack?: DialogState; memory?: Memory }

export type Work = {
  readonly kept: DialogMemory
  /** Kinds of secrets that were masked in what the person typed. */
  readonly found: readonly MaskFinding[]
  readonly lastMessageAt: Date | null
  readonly journey: { role: Role | null; manager: Manager | null; step: StepName; stuck: Stuck; finishedAt: string | null }
  journeyChanged: boolean
  readonly steps: Map<StepName, { step: StepName; finished: boolean; troubles: Partial<Record<Trouble, number>> }>
  readonly audit: { actor: string; action: string; outcome: string; detail: Record<string, string | number | boolean> }[]
  /** Asks for a human; the channel's adapter makes it of `handoff.initiate`. */
  handoff: { reason: string; step: string; urgent: boolean } | null
  /** The person waits for a digimaatje. */
  waiting: 'no' | 'yes' | 'urgent'
  /** They no longer do. */
  cancelHandoff: () => void
  /** "Bel mij": the number, in E.164; stored sealed with the hand-over. '' wipes it. */
  setPhone: (number: string) => void
  readonly desk: { standing: () => Promise<Standing> }
  /** Set to wipe the sealed read-backs of this conversation. */
  unseal: boolean
  readonly memory: Memory
  /** The person's own message is stored as these dots. */
  hideOwnText: (dots: string) => void
  readonly check: CodeCheck
  readonly now: Date
  /** Set during a turn when a digimaatje should be offered at its end. */
  offerHuman: boolean
  readonly channel: 'web' | 'whatsapp'
  /** The person cannot have seen the open question: it is only just on its way, or it waits until they write. */
  readonly unseen: 'no' | 'fragment' | 'parked'
  /** How this channel asks for the code: in the chat, on a page of its own, or not at all. */
  readonly codeCheck: 'chat' | 'link' | 'off'
  /** What was filled in on that page: plain, for this turn only. */
  readonly codeForm: { code: string; birthDate: string } | null
  /** What became of it, for the page. */
  codeResult: CodeResult | null
  /** A new one-time address; earlier check addresses of this conversation end. Only where `canLink`. Its message is said with `shown` values, so that it is stored masked. */
  makeLink: (kind: 'check' | 'toWeb') => string
  readonly canLink: boolean
  /** Nothing more is sent to this person until they write again. */
  optOut: boolean
  readonly canRemind: boolean
  /** Plans a message for later; one per conversation and name. */
  remind: (reminder: { name: 'letter'; on: Date }) => void
  cancelReminders: () => void
  /** "Dat ben ik niet": the other channel's address no longer belongs to this conversation. */
  undoArrive: () => void
}

/** What may be promised to who asks for a human. `before`: how many wait before them; `away`: nobody is there this moment; `opensAt` null: no time may be named. */
export type Standing = { kind: 'none' } | { kind: 'open'; before: number; away?: true } | { kind: 'closed'; opensAt: Date | null; before: number }

/** What became of the check page's form. `left`: tries left. */
export type CodeResult =
  | { kind: 'match' }
  | { kind: 'miss'; left: number }
  | { kind: 'noCode' }
  | { kind: 'noDate'; why: 'none' | 'incomplete' | 'impossible' | 'future' | 'ambiguous' }
  | { kind: 'expired' | 'used' | 'closed' | 'unavailable' }
  /** The journey is not at the check (any more). */
  | { kind: 'notNow' }

/** The check of code and birth date, bound to this turn. Hashes are hexadecimal. */
export type CodeCheck = {
  /** null: nothing in the text can be a code. `rest` is the text without the code. Where a birth date was asked, figures alone are no code. */
  findCode: (text: string, asked?: 'code' | 'birthDate') => { codeHash: string; rest: string } | null
  pair: (codeHash: string, date: string) => string
  /** `unchecked`: codes of this kind were never imported, so none is ever asked for. */
  state: () => Promise<CheckState | { kind: 'unchecked' }>
  attempt: (codeHash: string, pairHash: string) => Promise<CheckOutcome>
}

/** What the dialogs get by constructor. */
export type Services = {
  t: Texts
  explainWord: (form: Form, word: string) => string | null
  understand: (text: string) => Reading
  carenUrl: string
  helpEmail: string
}

const key = Symbol('work')

/** Gives a turn its work; the dialogs find it with `workOf`. */
export function attachWork(context: TurnContext, work: Work): void {
  context.turnState.set(key, work)
}

export function workOf(context: TurnContext): Work {
  const work = context.turnState.get<Work>(key)
  if (!work) throw new Error('this turn has no work attached')
  return work
}

/** The form in which this person is addressed. */
export function formOf(work: Work): Form {
  return formFor(work.journey.role)
}

/** Today in the Netherlands, as YYYY-MM-DD. */
export function todayOf(work: Work): string {
  return dutchDay(work.now)
}
