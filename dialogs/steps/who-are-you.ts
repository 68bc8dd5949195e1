// Who is talking: the client (je) or somebody who represents one (u).
import type { DialogTurnResult, WaterfallStepContext } from 'botbuilder-dialogs'
import type { Answer } from '../answer.ts'
import { finishStep } from '../moves.ts'
import { TalkDialog } from '../talk-dialog.ts'
import { type Services, workOf } from '../work.ts'

export class WhoAreYouDialog extends TalkDialog {
  constructor(services: Services) {
    super('whoAreYou', services)
    this.addStep(this.tell.bind(this))
    this.addStep(this.hear.bind(this))
  }

  private async tell(step: WaterfallStepContext): Promise<DialogTurnResult> {
    const { explain } = step.options as { explain?: true }
    return this.ask(step, { text: explain ? 'whoAreYou.explain' : 'whoAreYou.tell', buttons: ['client', 'representative'], also: ['explain'] })
  }

  private async hear(step: WaterfallStepContext): Promise<DialogTurnResult> {
    const work = workOf(step.context)
    const answer = step.result as Answer
    if (answer.kind !== 'choice') return this.end(step, { kind: 'side', name: 'lost' })
    if (answer.choice === 'explain') return this.end(step, { kind: 'explain' })
    work.journey.role = answer.choice === 'client' ? 'client' : 'representative'
    finishStep(work)
    return this.end(step, { kind: 'finished' })
  }
}
