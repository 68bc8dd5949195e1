// The warm ending, and what is said to somebody who comes back after it.
import type { DialogTurnResult, WaterfallStepContext } from 'botbuilder-dialogs'
import { type Answer, readingOf } from '../answer.ts'
import { say } from '../say.ts'
import { TalkDialog } from '../talk-dialog.ts'
import type { Services } from '../work.ts'

export class FinishedDialog extends TalkDialog {
  constructor(services: Services) {
    super('finished', services)
    this.addStep(this.tell.bind(this))
    this.addStep(this.hear.bind(this))
  }

  private async tell(step: WaterfallStepContext): Promise<DialogTurnResult> {
    const { again } = step.options as { again?: boolean }
    if (again) return this.ask(step, { text: 'finished.again', buttons: ['yes', 'no'] })
    await say(step.context, this.services, { text: 'finished.tell', links: ['caren'], celebrate: true })
    return this.ask(step, { text: 'finished.more', buttons: [], wants: 'anything' })
  }

  private async hear(step: WaterfallStepContext): Promise<DialogTurnResult> {
    const answer = step.result as Answer
    const { intent } = readingOf(step.context, this.services)
    if (answer.kind !== 'choice' && (intent === 'fails' || intent === 'explain')) return this.end(step, { kind: 'side', name: 'offer' })
    if (answer.kind !== 'choice') return step.replaceDialog(this.id, { again: true })
    if (answer.choice === 'yes') return this.end(step, { kind: 'restart' })
    await say(step.context, this.services, 'thanks.said')
    return this.end(step, { kind: 'stay', options: { again: true } })
  }
}
