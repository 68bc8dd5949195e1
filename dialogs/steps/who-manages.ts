// Step 5: JA (the client manages Caren) or NEE (the representative does). Decides 5a and 6.
import type { DialogTurnResult, WaterfallStepContext } from 'botbuilder-dialogs'
import { noteTrouble } from '../moves.ts'
import type { ButtonId } from '../question.ts'
import { StepDialog } from '../step-dialog.ts'
import { type Services, workOf } from '../work.ts'

export class WhoManagesDialog extends StepDialog {
  constructor(services: Services) {
    super('whoManages', services, {
      problems: ['dontKnow', 'wrongChoice'],
      buttons: ['clientManages', 'representativeManages', 'explain'],
      means: { client: 'clientManages', myself: 'ownManages', representative: 'representativeManages', affirm: 'clientManages', deny: 'representativeManages' },
    })
  }

  /** Asked in other words, the button's name in the question. */
  private chosen(step: WaterfallStepContext): Promise<DialogTurnResult> {
    noteTrouble(workOf(step.context), 'repeat')
    return step.replaceDialog(this.id, { say: 'which' })
  }

  protected override async finish(step: WaterfallStepContext, choice: ButtonId): Promise<DialogTurnResult> {
    const { journey } = workOf(step.context)
    // "Gelukt" says that the screen is done, not what was chosen: ask again.
    if (choice === 'done') return this.chosen(step)
    const byClient = choice === 'clientManages' || (choice === 'ownManages' && journey.role === 'client')
    journey.manager = byClient ? 'client' : 'representative'
    return super.finish(step, choice)
  }
}
