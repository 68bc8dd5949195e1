// What every move of the desk shares: whether the table allows it, what the person is told, what is noted.
import { EventFactory } from 'botbuilder'
import { type HandoffState, type MoveName, type Reason, tryMove } from '../../../domain/handoff.ts'
import { limits } from '../../../domain/limits.ts'
import { type Form, formFor, type TextKey, type Texts } from '../../../locales/index.ts'
import type { DeskActor, DeskTurn, StoredActivity } from '../../turn/types.ts'
import { type HandoffRow, newHandoffAt, type UnitOfWork } from '../../turn/unit-of-work.ts'
import type { Refusal, Who } from '../contract.ts'

export type MoveParts = {
  texts: Texts
  helpEmail: string
  /** Online at the desk, and seen a moment ago. */
  isHere: (digimaatje: string) => Promise<boolean>
  /** Whether WhatsApp's template "continue" is configured in this form. */
  hasTemplate: (form: Form) => boolean
  /** Whether the template "continue" went out after that moment. */
  templateSent: (conversationId: string, since: Date) => Promise<boolean>
}
/** One move: everything it wants is written into `unit`. */
export type Step = { unit: UnitOfWork; turn: DeskTurn; parts: MoveParts }
export type Digimaatje = Extract<DeskActor, { kind: 'digimaatje' }>
/** Texts that may be said while a human has the word. */
export type NoticeKey = Extract<TextKey, `notice.${string}`>

/** Nothing of this turn is written. */
export function refuse({ unit }: Pick<Step, 'unit'>, code: Refusal): null {
  unit.refused = { code, by: whoHas(unit) }
  return null
}

/** The hand-over this move is about; null: the table does not allow it, and the turn is refused. */
export function rowFor(name: MoveName, step: Step): HandoffRow | null {
  const { unit, turn: { actor } } = step
  const { handoff } = unit.snapshot
  const mover = actor.kind === 'timer' ? { kind: 'timer' as const } : { kind: 'desk' as const, id: actor.id, coordinator: actor.coordinator }
  const moved = tryMove(name, { state: handoff?.state ?? 'none', claimedBy: handoff?.claimedById ?? null, mover })
  if (moved.kind !== 'allowed') return refuse(step, moved.kind)
  return name === 'start' || !handoff ? newRow(unit, 'desk') : handoff
}

/** They have the conversation from now on; the bot is silent. `again`: `personAt` stays as it is. */
export function give(step: Step, row: HandoffRow, to: Who): void {
  const { unit } = step
  unit.owner = 'human'
  unit.silenceBot = true
  unit.flag = ''
  unit.handoffRow = { ...row, state: 'human', claimedById: to.id, claimedAt: unit.at.toISOString(), closedAt: null, closeReason: null, back: null }
}

/** Bot Framework's event of the hand-off protocol, with what happened in our words. */
export function tellStatus({ unit }: Step, state: 'accepted' | 'completed' | 'failed', { move, by }: { move: string; by: string | null }): void {
  const { type, name, value } = EventFactory.createHandoffStatus({ id: unit.snapshot.conversationId, name: '', isGroup: false, conversationType: 'personal' }, state)
  unit.say({ type, name, value: { state: (value as { state: string }).state, move }, ...(by && { channelData: { by } }) })
}

/** Tells the person. Where nothing may be sent to them now, it is only there to be read. */
export function notify({ unit, parts }: Step, key: TextKey, values: { name?: string; email?: string } = {}): void {
  const activity: StoredActivity = { type: 'message', text: parts.texts(formFor(unit.journey.role), key, values) }
  unit.say(reach(unit) === 'open' ? activity : { ...activity, channelData: { only: 'web' } })
}

/** Whether free text may go to the person now. */
export function reach({ snapshot, at }: Pick<UnitOfWork, 'snapshot' | 'at'>): 'open' | 'window' | 'optedOut' {
  if (!snapshot.replyTo) return 'open'
  const { lastInboundAt, optedOutAt } = snapshot.replyTo
  if (optedOutAt) return 'optedOut'
  return lastInboundAt && at.getTime() - lastInboundAt.getTime() < limits.whatsapp.window ? 'open' : 'window'
}

/** One line for the audit log: no names, no text. */
export function note({ unit, turn }: Step, detail: Record<string, string | number | boolean> = {}): void {
  const { actor, move, origin } = turn
  const { reason } = unit.handoffRow ?? unit.snapshot.handoff ?? {}
  unit.audit.push({
    actor: actor.kind === 'timer' ? 'system' : actor.id, action: move.kind === 'reopenCheck' ? 'check.reopened' : `handoff.${move.kind}`, outcome: 'done', origin,
    detail: { step: unit.journey.step, ...(reason && { reason }), ...detail },
  })
}

/** What a person sees of a name. */
export function firstName(name: string | null): string {
  return name?.trim().split(/\s+/)[0] ?? ''
}

/** The name of whoever has it, or had it last. */
export function lastName({ snapshot }: UnitOfWork): string {
  return firstName(snapshot.claimedByName)
}

function whoHas({ snapshot: { handoff, claimedByName } }: UnitOfWork): Who | null {
  return handoff?.state === 'human' && handoff.claimedById !== null ? { id: handoff.claimedById, name: claimedByName ?? '' } : null
}

function newRow(unit: UnitOfWork, reason: Reason): HandoffRow {
  return {
    id: unit.newHandoffId, state: 'waiting' satisfies HandoffState, reason, step: unit.journey.step, urgent: false, createdAt: newHandoffAt(unit),
    claimedById: null, claimedAt: null, personAt: null, firstAnswerAt: null, nobodyAt: null, closedAt: null, closeReason: null, back: null,
  }
}
