// What goes into a turn, what comes out, and what other parts may read of a conversation.
import type { Activity } from 'botbuilder'
import type { CodeResult } from '../../dialogs/work.ts'
import type { MoveName } from '../../domain/handoff.ts'
import type { DeskMove, Refusal, Who } from '../desk/contract.ts'

/** `desk`: no way to reach a person, but what a digimaatje or a timer did. */
export type ChannelName = 'web' | 'whatsapp' | 'desk'
export type Author = 'person' | 'bot' | 'human'

/** An activity as it is stored: without id, time and addresses, which its row knows. */
export type StoredActivity = Partial<Pick<Activity, 'type' | 'name' | 'text' | 'value' | 'locale' | 'suggestedActions' | 'attachments' | 'channelData'>>

/** One incoming activity, verified and parsed by its channel. */
export type Inbound = {
  channel: ChannelName
  conversationId: string
  /** The sender's own id of this activity; the same id again changes nothing. ≤ 100 characters. */
  externalId: string
  /** Keyed hash of who is speaking on this channel (web: of the browser's secret). 32 bytes. */
  identityHash: Buffer
  /** Keyed hash of the network address. 32 bytes. */
  addressHash: Buffer
  /** message, event (name: resume, arrive, check), or conversationUpdate for the first turn. Text ≤ 2,000 characters. */
  activity: StoredActivity
  /** Every key by which the channel knows this person now; of a new one the sealed address, where we send to it. Empty: nobody spoke (a form, a timer). */
  keys?: { hash: Buffer; address: Buffer | null }[]
  /** When it was written, of a message that came much later than that. */
  sentAt?: Date
  /** The plain address of `identityHash`, for the answer to this turn. Kept nowhere. */
  sendTo?: string
  /** These keys belong to this conversation from now on, whatever they belonged to. `fromSeq`: they see messages after this number only. */
  attach?: { fromSeq: number }
  /** What was filled in on the check page, plain, for this turn only. */
  form?: { code: string; birthDate: string }
  /** Only with the first turn of a conversation: the person it will belong to. */
  start?: { personId: string }
  /** Only on the channel `desk`: who does what. A reply's text is the activity's, so that it is masked as every other. */
  desk?: DeskTurn
}

/** What happens at the desk is a turn like any other: deduplicated, guarded, in order. */
export type DeskTurn = {
  actor: DeskActor
  move: Exclude<DeskMove, { kind: 'transfer' }> | { kind: 'transfer'; to: Who } | { kind: Extract<MoveName, 'absent'> } | { kind: 'nobody' }
  /** The network address it came from; null: a timer. */
  origin: string | null
}
/** `name` is whole; people see the first name. `timer`: the sweep. */
export type DeskActor = { kind: 'digimaatje'; id: string; name: string; coordinator: boolean } | { kind: 'timer' }

export type TurnOutcome =
  /** `seq` is the number of the person's own message; 0 for an activity that shows none. */
  | { kind: 'done'; seq: number; /** of a form from the check page */ codeResult?: CodeResult }
  | { kind: 'duplicate'; seq: number }
  /** The conversation does not exist (any more). */
  | { kind: 'gone' }
  /** Too many turns of this conversation are waiting. */
  | { kind: 'busy' }
  /** A move of the desk that is not allowed now: nothing was written. `by`: who has it. */
  | { kind: 'refused'; code: Refusal; by: Who | null }

export type Turns = {
  /** Runs one turn; resolves after its commit. Rejects when the database cannot be used: answer 503. */
  run: (inbound: Inbound) => Promise<TurnOutcome>
  /** Waits for the turns in hand. */
  stop: () => Promise<void>
}

export type StoredMessage = { conversationId: string; seq: number; author: Author; activity: StoredActivity; createdAt: Date }

export type Feed = {
  /** Messages of a conversation with a number above `afterSeq`, in order. null: there is no such conversation. */
  read: (conversationId: string, afterSeq: number, limit: number) => Promise<StoredMessage[] | null>
  /**
   * Calls back with messages the moment they are committed by this process, or with null when another process
   * committed something (read again). Returns the unsubscribe function.
   */
  subscribe: (conversationId: string, listener: (messages: StoredMessage[] | null) => void) => () => void
}

/** What only some need of the feed: the desk, and whoever is typing. */
export type Signals = {
  /** Calls back with every conversation that was committed, by any process; an empty list: some may have been missed, read everything again. */
  subscribeAll: (listener: (conversations: string[]) => void) => () => void
  /** Tells every process, this one too, what lasts no longer than a moment. Never rejects: a signal may be lost. */
  signal: (signal: Signal) => void
  subscribeSignals: (listener: (signal: Signal) => void) => () => void
}

/** What is going on in a conversation and is kept nowhere. ≤ 1,000 characters as JSON. */
export type Signal =
  | { kind: 'typing'; conversation: string; who: 'person' }
  /** `by`: the first name the person sees. */
  | { kind: 'typing'; conversation: string; who: 'human'; id: string; by: string }
  /** The person on the website has seen messages up to this number (already stored). */
  | { kind: 'read'; conversation: string; seq: number }
  /** Who at the desk of one process looks at a conversation now; sent on every change and now and then, so that it may be forgotten. */
  | { kind: 'looking'; process: string; conversation: string; people: Who[] }
  /** Somebody's presence changed: read the colleagues again. */
  | { kind: 'colleagues' }
  /** A reminder of a digimaatje is due. */
  | { kind: 'reminder'; digimaatje: string; conversation: string; id: string }
