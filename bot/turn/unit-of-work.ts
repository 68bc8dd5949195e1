// Everything a turn wants to happen, collected while the dialogs run and committed in one statement. Nothing here touches the database.
import { randomUUID } from 'node:crypto'
import { findStep, firstStep, type Manager, type Role, type StepName } from '../../domain/journey.ts'
import type { MaskFinding } from '../../domain/mask.ts'
import { notStuck, type Stuck, type Trouble } from '../../domain/stuck.ts'
import type { CodeResult } from '../../dialogs/work.ts'
import { type HandoffState, isOpen } from '../../domain/handoff.ts'
import type { Refusal, Who } from '../desk/contract.ts'
import type { Author, Inbound, StoredActivity } from './types.ts'

/** What the dialogs keep between turns. No code, date or other plain answer ever belongs in it. */
export type ConversationState = { flow?: string; stack?: unknown; memory?: Record<string, unknown> }

export type JourneyRow = { id: string; role: Role | null; manager: Manager | null; step: StepName; stuck: Stuck; finishedAt: string | null }

/** The newest hand-over of a conversation, as its row holds it; times are ISO 8601. The number of "Bel mij" stays in the database. */
export type HandoffRow = {
  id: string
  state: Exclude<HandoffState, 'none'>
  reason: string
  step: string | null
  urgent: boolean
  createdAt: string
  claimedById: string | null
  claimedAt: string | null
  personAt: string | null
  firstAnswerAt: string | null
  nobodyAt: string | null
  closedAt: string | null
  closeReason: string | null
  /** What undoing a hand back needs. */
  back: HandoffBack | null
}
export type HandoffBack = { from: StepName; to: StepName; done: StepName[]; finishedAt: string | null }
/** Where a conversation's messages go on WhatsApp. `lastInboundAt`, `optedOutAt`: read for turns of the desk only. */
export type ReplyTo = { hash: string; lastInboundAt: Date | null; optedOutAt: Date | null }

/** A conversation as one statement read it; version 0: it does not exist yet. */
export type Snapshot = {
  conversationId: string
  personId: string
  subject: string | null
  version: number
  seq: number
  owner: 'bot' | 'human'
  state: ConversationState
  journey: JourneyRow
  lastMessageAt: Date | null
  /** A message of the bot waits until the person writes (WhatsApp's window was closed). */
  parked: boolean
  /** A message of the bot is still on its way to the provider. */
  unsent: boolean
  /** null: nobody ever asked for a human. */
  handoff: HandoffRow | null
  /** Who has the hand-over, or had it last; its id is in the row. */
  claimedByName: string | null
  /** null: they are on the website. */
  replyTo: ReplyTo | null
}

export type NewMessage = { seq: number; author: Author; activity: StoredActivity; /** plain activity, to be sealed */ secret?: StoredActivity }
/** `by`: who finished it, when not the person alone. */
export type StepChange = { step: StepName; finished: boolean; by?: 'human'; troubles: Partial<Record<Trouble, number>> }
/** `origin`: the network address of a digimaatje. */
export type AuditLine = { actor: string; action: string; outcome: string; origin?: string | null; detail: Record<string, string | number | boolean> }
export type LinkWish = { kind: 'check' | 'toWeb'; tokenHash: Buffer; until: Date }
export type ReminderWish = { name: string; step: string; on: Date }
export type HandoffWish = { reason: string; step: string; urgent: boolean }

export type Masked = { activity: StoredActivity; found: MaskFinding[] }
/** What a turn begins with: the activity as it may be stored, the kinds of secrets found in it, the moment. */
export type Beginning = Masked & { at: Date }
export type UnitOfWork = ReturnType<typeof startWork>

/**
 * Starts the work of one turn.
 * @param snapshot the conversation as read
 * @param inbound what came in, plain
 */
export function startWork(snapshot: Snapshot, inbound: Inbound, { activity: masked, found, at }: Beginning) {
  const messages: NewMessage[] = []
  const showsMessage = masked.type === 'message'
  const own: NewMessage | null = showsMessage ? { seq: snapshot.seq + 1, author: 'person', activity: masked } : null
  if (own) messages.push(own)
  return {
    snapshot,
    inbound,
    messages,
    found,
    /** The time of everything this turn writes. */
    at,
    state: snapshot.state,
    journey: { ...snapshot.journey },
    journeyChanged: snapshot.version === 0,
    owner: snapshot.owner,
    steps: new Map<StepName, StepChange>(),
    audit: [] as AuditLine[],
    /** The masked activity, also of one that shows no message. */
    activity: masked,
    /** The dialogs ask for a human. */
    handoff: null as HandoffWish | null,
    /** Of a hand-over that begins with this turn. */
    newHandoffId: randomUUID(),
    /** A move of the desk, or a relayed message: the newest hand-over as it will be. */
    handoffRow: null as HandoffRow | null,
    /** "Bel mij": sealed by the commit; '' wipes it. */
    phone: null as string | null,
    /** The bot's deliveries that are not yet in flight are cancelled. */
    silenceBot: false,
    /** The desk lets WhatsApp's template of this name ask the person to write. */
    template: null as 'continue' | null,
    /** The check of code and birth date may be tried again. */
    reopenCheck: false,
    /** A move that is not allowed: nothing of this turn is written. */
    refused: null as { code: Refusal; by: Who | null } | null,
    /** Wipes every sealed read-back of this conversation. */
    unseal: false,
    /** Why a human should look at this conversation; '' when one did. */
    flag: null as string | null,
    links: [] as LinkWish[],
    optOut: false,
    reminder: null as ReminderWish | null,
    /** Cancels the reminders of this conversation. */
    unremind: false,
    /** The WhatsApp addresses of this conversation no longer belong to it. */
    detach: false,
    codeResult: null as CodeResult | null,
    /** The number of the person's own message, 0 when this activity shows none. */
    ownSeq: own?.seq ?? 0,
    /** Adds a message of the bot; `secret` is its plain form, kept sealed for a short while. */
    say(activity: StoredActivity, secret?: StoredActivity) {
      messages.push({ seq: snapshot.seq + messages.length + 1, author: 'bot', activity, ...(secret && { secret }) })
    },
    /** Adds a message of a digimaatje. `by`: the first name that the person sees. */
    sayHuman(text: string, by: string) {
      messages.push({ seq: snapshot.seq + messages.length + 1, author: 'human', activity: { type: 'message', text, channelData: { by } } })
    },
    /** The person's own text is not understood where a code was asked: it may be one, so nothing of it is kept. */
    hideOwnText(dots: string) {
      if (own) own.activity = { ...own.activity, text: dots }
    },
  }
}

/** The snapshot of a conversation that starts now. */
export function newConversation(conversationId: string, personId: string): Snapshot {
  const journey: JourneyRow = { id: randomUUID(), role: null, manager: null, step: firstStep, stuck: notStuck, finishedAt: null }
  return { conversationId, personId, subject: null, version: 0, seq: 0, owner: 'bot', state: {}, journey, lastMessageAt: null, parked: false, unsent: false, handoff: null, claimedByName: null, replyTo: null }
}

/** The hand-over as this turn leaves it, when it changes it: a move of the desk, or a wish of the dialogs. A distress stays one. */
export function handoffAfter({ snapshot, handoffRow, handoff, newHandoffId, at }: Pick<UnitOfWork, 'snapshot' | 'handoffRow' | 'handoff' | 'newHandoffId' | 'at'>): HandoffRow | null {
  const open = handoffRow ?? (snapshot.handoff && isOpen(snapshot.handoff.state) ? snapshot.handoff : null)
  if (!handoff) return handoffRow
  if (open) return { ...open, urgent: open.urgent || handoff.urgent, reason: open.urgent && !handoff.urgent ? open.reason : handoff.reason }
  return {
    id: newHandoffId, state: 'waiting', reason: handoff.reason, step: handoff.step, urgent: handoff.urgent, createdAt: newHandoffAt({ snapshot, at }),
    claimedById: null, claimedAt: null, personAt: null, firstAnswerAt: null, nobodyAt: null, closedAt: null, closeReason: null, back: null,
  }
}

/** The newest hand-over is the one that counts, also when the clock of the process that made the one before was ahead. ISO 8601. */
export function newHandoffAt({ snapshot: { handoff }, at }: Pick<UnitOfWork, 'snapshot' | 'at'>): string {
  const before = handoff ? new Date(handoff.createdAt).getTime() + 1 : 0
  return new Date(Math.max(at.getTime(), before)).toISOString()
}

/** The channel on which the person hears what this turn says. */
export function channelOf({ inbound, snapshot }: Pick<UnitOfWork, 'inbound' | 'snapshot'>): 'web' | 'whatsapp' {
  if (inbound.channel !== 'desk') return inbound.channel
  return snapshot.replyTo ? 'whatsapp' : 'web'
}

/** The journey's row as stored, whatever version of the flow wrote it. */
export function readJourney(row: { id: string; role: Role | null; manager: Manager | null; step: string; stuck: number; stuckBy: Stuck['by']; finishedAt: string | null }): JourneyRow {
  const { id, role, manager, finishedAt } = row
  return { id, role, manager, finishedAt, step: findStep(row.step).name, stuck: { points: row.stuck, by: row.stuckBy } }
}
