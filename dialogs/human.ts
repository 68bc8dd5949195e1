// "Hulp van een mens": a digimaatje is asked, or their place in the queue is told. The bot goes on helping meanwhile.
import type { DialogTurnResult, WaterfallStepContext } from 'botbuilder-dialogs'
import type { Reason } from '../domain/handoff.ts'
import type { Answer } from './answer.ts'
import { callHuman, placeIn } from './handoff.ts'
import type { ButtonId } from './question.ts'
import { TalkDialog } from './talk-dialog.ts'
import { type Services, type Standing, type Work, workOf } from './work.ts'

export const humanId = 'human'
/** `reason`: why, when the person did not ask by themselves. `told`: what may be promised was said just now; `called`: and their number was taken. */
export type HumanOptions = { reason?: Reason; told?: true; called?: true }

export class HumanDialog extends TalkDialog {
  constructor(services: Services) {
    super(humanId, services)
    this.addStep(this.tell.bind(this))
    this.addStep(this.hear.bind(this))
  }

  private async tell(step: WaterfallStepContext): Promise<DialogTurnResult> {
    const { reason = 'asked', told, called } = step.options as HumanOptions
    const work = workOf(step.context)
    const standing = told ? await work.desk.standing() : await callHuman(step.context, this.services, reason)
    const buttons = buttonsFor(standing, work).filter((id) => id !== 'callMe' || !called)
    return this.ask(step, { ...placeIn(standing), buttons, also: ['no'], means: { cancelHandoff: 'cancelHandoff' } })
  }

  private async hear(step: WaterfallStepContext): Promise<DialogTurnResult> {
    const answer = step.result as Answer
    switch (answer.kind === 'choice' ? answer.choice : '') {
      case 'callMe': return this.end(step, { kind: 'side', name: 'callMe' })
      case 'cancelHandoff': return this.end(step, { kind: 'cancelHandoff' })
      // The place is kept; on WhatsApp it is no wish to hear nothing more.
      case 'no': return this.end(step, { kind: 'side', name: 'stop' })
      default: return this.end(step, { kind: 'stay' })
    }
  }
}

/** Without a desk nobody can call; who was in distress is not asked to cancel. */
function buttonsFor({ kind }: Standing, { waiting }: Work): ButtonId[] {
  if (kind === 'none') return ['continue']
  return waiting === 'urgent' ? ['continue', 'callMe'] : ['continue', 'callMe', 'cancelHandoff']
}
