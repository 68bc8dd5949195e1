// Everything a turn wants to happen, collected while the dialogs run and committed in one statement. Nothing here touches the database.
import { randomUUID } from 'node:crypto'
import { findStep, firstStep, type Manager, type Role, type StepName } from '../../domain/journey.ts'
import type { MaskFinding } from '../../domain/mask.ts'
import { notStuck, type Stuck, type Trouble } from '../../domain/stuck.ts'
import type { CodeResult } from '../../dialogs/work.ts'
import type { Author, Inbound, StoredActivity } from './types.ts'

/** What the dialogs keep between turns. No code, date or other plain answer ever belongs in it. */
export type ConversationState = { flow?: string; stack?: unknown; memory?: Record<string, unknown> }

export type JourneyRow = { id: string; role: Role | null; manager: Manager | null; step: StepName; stuck: Stuck; finishedAt: string | null }

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
}

export type NewMessage = { seq: number; author: Author; activity: StoredActivity; /** plain activity, to be sealed */ secret?: StoredActivity }
export type StepChange = { step: StepName; finished: boolean; troubles: Partial<Record<Trouble, number>> }
export type AuditLine = { actor: string; action: string; outcome: string; detail: Record<string, string | number | boolean> }
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
    handoff: null as HandoffWish | null,
    /** Wipes every sealed read-back of this conversation. */
    unseal: false,
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
    /** The person's own text is not understood where a code was asked: it may be one, so nothing of it is kept. */
    hideOwnText(dots: string) {
      if (own) own.activity = { ...own.activity, text: dots }
    },
  }
}

/** The snapshot of a conversation that starts now. */
export function newConversation(conversationId: string, personId: string): Snapshot {
  const journey: JourneyRow = { id: randomUUID(), role: null, manager: null, step: firstStep, stuck: notStuck, finishedAt: null }
  return { conversationId, personId, subject: null, version: 0, seq: 0, owner: 'bot', state: {}, journey, lastMessageAt: null, parked: false, unsent: false }
}

/** The journey's row as stored, whatever version of the flow wrote it. */
export function readJourney(row: { id: string; role: Role | null; manager: Manager | null; step: string; stuck: number; stuckBy: Stuck['by']; finishedAt: string | null }): JourneyRow {
  const { id, role, manager, finishedAt } = row
  return { id, role, manager, finishedAt, step: findStep(row.step).name, stuck: { points: row.stuck, by: row.stuckBy } }
}
