// While a human has the word the person's messages go to the desk, and the bot is silent: only the notices of this list are ever said.
import type { TurnContext } from 'botbuilder'
import { attachmentKind } from '../../dialogs/attachments.ts'
import { takeCodeForm } from '../../dialogs/code-form.ts'
import { say } from '../../dialogs/say.ts'
import { type Services, workOf } from '../../dialogs/work.ts'
import type { HandoffRow, UnitOfWork } from '../turn/unit-of-work.ts'
import { lastName, type NoticeKey } from './moves/step.ts'

/** Everything that is said to a person while, or at the moment that, a human has the word. */
export const noticeKeys = [
  'notice.accepted', 'notice.transferred', 'notice.again', 'notice.released', 'notice.absent', 'notice.reopened', 'notice.closed',
  'notice.distress', 'notice.suicide', 'notice.tellSomeone', 'notice.stopped', 'notice.here', 'notice.who', 'notice.undone', 'notice.checkReopened',
  'notice.attachment.image', 'notice.attachment.audio', 'notice.attachment.video', 'notice.attachment.document', 'notice.attachment.location',
  'notice.attachment.contacts', 'notice.attachment.sticker', 'notice.attachment.edited', 'notice.attachment.unsupported',
] as const satisfies readonly NoticeKey[]

/** `contextOf(true)`: what is said there is not kept. */
export type Relay = (unit: UnitOfWork, contextOf: (quiet: boolean) => TurnContext) => Promise<void>

export function createRelay(services: Services): Relay {
  return async (unit, contextOf) => {
    const { type, name } = unit.inbound.activity
    if (type === 'message') return hear(unit, contextOf(false), services)
    if (name === 'check') return check(unit, contextOf(true), services)
    if (name === 'arrive') return arrive(unit, contextOf(false), services)
  }
}

/** Kept for the digimaatje. What cannot wait for one is said at once. */
async function hear(unit: UnitOfWork, context: TurnContext, services: Services): Promise<void> {
  const { text = '', value } = unit.inbound.activity
  waits(unit)
  if (unit.inbound.channel === 'web' && (value as { choice?: string } | undefined)?.choice === 'notMe') return undoArrive(context, services)
  const { intent } = services.understand(text)
  if (intent === 'distress') return distress(unit, context, services)
  if (intent === 'optOut' && unit.inbound.channel === 'whatsapp' && !value) return optOut(unit, context, services)
  await notShown(unit, context, services)
}

/** Nothing of a picture or a voice is kept, so the digimaatje sees that it came, and no more. */
async function notShown(unit: UnitOfWork, context: TurnContext, services: Services): Promise<void> {
  const [first] = unit.inbound.activity.attachments ?? []
  if (!first) return
  await say(context, services, { text: `notice.attachment.${attachmentKind(first.contentType, workOf(context).channel)}`, values: { name: lastName(unit) } })
}

/** Since the first message that nobody answered. */
function waits(unit: UnitOfWork, change: Partial<HandoffRow> = {}): void {
  const row = unit.handoffRow ?? unit.snapshot.handoff
  if (row?.state !== 'human' || (row.personAt && Object.keys(change).length === 0)) return
  unit.handoffRow = { ...row, personAt: row.personAt ?? unit.at.toISOString(), ...change }
}

/** Whoever has the conversation may be looking elsewhere: the number to call does not wait for them. */
async function distress(unit: UnitOfWork, context: TurnContext, services: Services): Promise<void> {
  waits(unit, { urgent: true, reason: 'distress' })
  unit.audit.push({ actor: 'person', action: 'handoff.asked', outcome: 'distress', detail: { step: unit.journey.step, urgent: true } })
  await say(context, services, { text: 'notice.distress', links: ['call112'] })
  await say(context, services, { text: 'notice.suicide', links: ['call113'] })
  await say(context, services, 'notice.tellSomeone')
}

async function optOut(unit: UnitOfWork, context: TurnContext, services: Services): Promise<void> {
  workOf(context).cancelReminders()
  unit.optOut = true
  await say(context, services, 'notice.stopped')
}

/** Of the page the person reads the result there; the desk sees what it was. */
async function check(unit: UnitOfWork, context: TurnContext, services: Services): Promise<void> {
  await takeCodeForm(context, services)
  const { codeResult } = workOf(context)
  unit.say({ type: 'event', name: 'check.result', value: { kind: codeResult?.kind ?? 'notNow' } })
}

async function arrive(unit: UnitOfWork, context: TurnContext, services: Services): Promise<void> {
  await say(context, services, { text: 'notice.here', values: { name: lastName(unit) } })
  if (unit.inbound.channel === 'whatsapp') await say(context, services, { text: 'notice.who', buttons: ['isMe', 'notMe'], only: 'web' })
}

/** Somebody else had come over: they see nothing more. */
async function undoArrive(context: TurnContext, services: Services): Promise<void> {
  workOf(context).undoArrive()
  await say(context, services, 'notice.undone')
}
