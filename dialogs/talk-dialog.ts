// What every dialog of the journey is: a short waterfall with the services, that asks through the one prompt and ends with an outcome.
import { type DialogTurnResult, WaterfallDialog, type WaterfallStepContext } from 'botbuilder-dialogs'
import { askId, type AskOptions } from './ask-dialog.ts'
import type { Outcome } from './outcome.ts'
import type { Question } from './question.ts'
import type { Services } from './work.ts'

export abstract class TalkDialog extends WaterfallDialog {
  readonly services: Services

  constructor(id: string, services: Services) {
    super(id)
    this.services = services
  }

  /** Asks, and waits for the answer: it is the next step's result. `shown`: values that are stored only sealed. */
  protected ask(step: WaterfallStepContext, question: Question, shown?: AskOptions['shown']): Promise<DialogTurnResult> {
    return step.beginDialog(askId, { question, ...(shown && { shown }) } satisfies AskOptions)
  }

  /** Ends this dialog; the journey follows the outcome. */
  protected end(step: WaterfallStepContext, outcome: Outcome): Promise<DialogTurnResult> {
    return step.endDialog(outcome)
  }
}
