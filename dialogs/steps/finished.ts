// The warm ending, and what is said to somebody who comes back after it.
import { type DialogTurnResult, WaterfallDialog, type WaterfallStepContext } from 'botbuilder-dialogs'
import { type Answer, readingOf } from '../answer.ts'
import { askId, type AskOptions } from '../ask-dialog.ts'
import type { Outcome } from '../outcome.ts'
import { say } from '../say.ts'
import type { Services } from '../work.ts'

export class FinishedDialog extends WaterfallDialog {
  readonly services: Services

  constructor(services: Services) {
    super('finished')
    this.services = services
    this.addStep(this.tell.bind(this))
    this.addStep(this.hear.bind(this))
  }

  private async tell(step: WaterfallStepContext): Promise<DialogTurnResult> {
    const { again } = step.options as { again?: boolean }
    if (again) return step.beginDialog(askId, { question: { text: 'finished.again', buttons: ['yes', 'no'] } } satisfies AskOptions)
    await say(step.context, this.services, { text: 'finished.tell', links: ['caren'], celebrate: true })
    return step.beginDialog(askId, { question: { text: 'finished.more', buttons: [], wants: 'anything' } } satisfies AskOptions)
  }

  private async hear(step: WaterfallStepContext): Promise<DialogTurnResult> {
    const answer = step.result as Answer
    const { intent } = readingOf(step.context, this.services)
    if (answer.kind !== 'choice' && (intent === 'fails' || intent === 'explain')) return step.endDialog({ kind: 'side', name: 'offer' } satisfies Outcome)
    if (answer.kind !== 'choice') return step.replaceDialog(this.id, { again: true })
    if (answer.choice === 'yes') return step.endDialog({ kind: 'restart' } satisfies Outcome)
    await say(step.context, this.services, 'thanks.said')
    return step.endDialog({ kind: 'stay', options: { again: true } } satisfies Outcome)
  }
}
