// On with the journey on the website: a link that works once.
import type { DialogTurnResult, WaterfallStepContext } from 'botbuilder-dialogs'
import { textOf } from './say.ts'
import { TalkDialog } from './talk-dialog.ts'
import { type Services, workOf } from './work.ts'

export class ToWebDialog extends TalkDialog {
  constructor(services: Services) {
    super('toWeb', services)
    this.addStep(this.tell.bind(this))
    this.addStep(this.hear.bind(this))
  }

  private async tell(step: WaterfallStepContext): Promise<DialogTurnResult> {
    const values = { link: textOf(step.context, this.services, 'code.hidden') }
    return this.ask(step, { text: 'toWeb.tell', values, buttons: ['continue'], wants: 'anything', once: true }, { link: workOf(step.context).makeLink('toWeb') })
  }

  private hear(step: WaterfallStepContext): Promise<DialogTurnResult> {
    return this.end(step, { kind: 'stay' })
  }
}
