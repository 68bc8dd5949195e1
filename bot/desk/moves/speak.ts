// A digimaatje says something to the person, or lets WhatsApp's template ask them to write back.
import { formFor } from '../../../locales/index.ts'
import { type Digimaatje, firstName, note, reach, refuse, type Step } from './step.ts'
import type { HandoffRow } from '../../turn/unit-of-work.ts'

/** Only who has the conversation. */
export function reply(step: Step, actor: Digimaatje): void {
  const row = ownRow(step, actor)
  if (!row) return
  const { unit } = step
  const reached = reach(unit)
  if (reached !== 'open') return void refuse(step, reached)
  unit.sayHuman(unit.activity.text ?? '', firstName(actor.name))
  unit.handoffRow = { ...row, personAt: null, firstAnswerAt: row.firstAnswerAt ?? unit.at.toISOString() }
  note(step, { characters: unit.activity.text?.length ?? 0 })
}

/** Outside the 24 hours, once per silence. */
export async function template(step: Step, actor: Digimaatje): Promise<void> {
  if (!ownRow(step, actor)) return
  const { unit, parts } = step
  const { replyTo, conversationId } = unit.snapshot
  const reached = reach(unit)
  if (!replyTo || reached === 'open') return void refuse(step, 'notPossible')
  if (reached === 'optedOut') return void refuse(step, 'optedOut')
  if (!parts.hasTemplate(formFor(unit.journey.role))) return void refuse(step, 'noTemplate')
  if (await parts.templateSent(conversationId, replyTo.lastInboundAt ?? new Date(0))) return void refuse(step, 'notPossible')
  unit.template = 'continue'
  unit.say({ type: 'event', name: 'desk.template', channelData: { by: firstName(actor.name) } })
  note(step)
}

function ownRow(step: Step, { id }: Digimaatje): HandoffRow | null {
  const { handoff } = step.unit.snapshot
  if (handoff?.state !== 'human') return refuse(step, 'notPossible')
  return handoff.claimedById === id ? handoff : refuse(step, 'taken')
}
