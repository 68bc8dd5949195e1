// Who is talking: the client (je) or somebody who represents one (u).
import { type DialogTurnResult, WaterfallDialog, type WaterfallStepContext } from 'botbuilder-dialogs'
import type { Answer } from '../answer.ts'
import { askId, type AskOptions } from '../ask-dialog.ts'
import { finishStep, noteTrouble } from '../moves.ts'
import type { Outcome } from '../outcome.ts'
import { type Services, workOf } from '../work.ts'

export class WhoAreYouDialog extends WaterfallDialog {
  readonly services: Services

  constructor(services: Services) {
    super('whoAreYou')
    this.services = services
    this.addStep(this.ask.bind(this))
    this.addStep(this.hear.bind(this))
  }

  private async ask(step: WaterfallStepContext): Promise<DialogTurnResult> {
    const { simply } = step.options as { simply?: boolean }
    return step.beginDialog(askId, {
      question: { text: simply ? 'whoAreYou.explain' : 'whoAreYou.tell', buttons: ['client', 'representative'], also: ['explain'] },
    } satisfies AskOptions)
  }

  private async hear(step: WaterfallStepContext): Promise<DialogTurnResult> {
    const work = workOf(step.context)
    const answer = step.result as Answer
    if (answer.kind !== 'choice') return step.endDialog({ kind: 'side', name: 'lost' } satisfies Outcome)
    if (answer.choice === 'explain') noteTrouble(work, 'explain')
    if (answer.choice === 'explain') return step.replaceDialog(this.id, { simply: true })
    work.journey.role = answer.choice === 'client' ? 'client' : 'representative'
    finishStep(work)
    return step.endDialog({ kind: 'finished' } satisfies Outcome)
  }
}
