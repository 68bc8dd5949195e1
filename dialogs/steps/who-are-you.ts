// Who is talking: the client (je) or somebody who represents one (u).
import type { DialogTurnResult, WaterfallStepContext } from 'botbuilder-dialogs'
import type { Answer } from '../answer.ts'
import { finishStep, noteTrouble } from '../moves.ts'
import { TalkDialog } from '../talk-dialog.ts'
import { type Services, workOf } from '../work.ts'

export class WhoAreYouDialog extends TalkDialog {
  constructor(services: Services) {
    super('whoAreYou', services)
    this.addStep(this.tell.bind(this))
    this.addStep(this.hear.bind(this))
  }

  private async tell(step: WaterfallStepContext): Promise<DialogTurnResult> {
    const { simply } = step.options as { simply?: boolean }
    return this.ask(step, { text: simply ? 'whoAreYou.explain' : 'whoAreYou.tell', buttons: ['client', 'representative'], also: ['explain'] })
  }

  private async hear(step: WaterfallStepContext): Promise<DialogTurnResult> {
    const work = workOf(step.context)
    const answer = step.result as Answer
    if (answer.kind !== 'choice') return this.end(step, { kind: 'side', name: 'lost' })
    if (answer.choice === 'explain') {
      noteTrouble(work, 'explain')
      return step.replaceDialog(this.id, { simply: true })
    }
    work.journey.role = answer.choice === 'client' ? 'client' : 'representative'
    finishStep(work)
    return this.end(step, { kind: 'finished' })
  }
}
