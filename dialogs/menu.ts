// What is possible at any moment, for who asks: a list on WhatsApp, buttons on the website.
import type { DialogTurnResult, WaterfallStepContext } from 'botbuilder-dialogs'
import type { Answer } from './answer.ts'
import type { Outcome } from './outcome.ts'
import type { ButtonId } from './question.ts'
import { TalkDialog } from './talk-dialog.ts'
import { type Services, type Work, workOf } from './work.ts'

const leadsTo: Record<ButtonId, Outcome> = {
  explain: { kind: 'explain' }, repeat: { kind: 'stay' }, back: { kind: 'back' }, human: { kind: 'side', name: 'human' },
  noHuman: { kind: 'cancelHandoff' },
  restart: { kind: 'side', name: 'restart' }, stop: { kind: 'stop' }, toWeb: { kind: 'side', name: 'toWeb' },
}

export class MenuDialog extends TalkDialog {
  constructor(services: Services) {
    super('menu', services)
    this.addStep(this.tell.bind(this))
    this.addStep(this.hear.bind(this))
  }

  private async tell(step: WaterfallStepContext): Promise<DialogTurnResult> {
    return this.ask(step, { text: 'menu.ask', buttons: choicesFor(workOf(step.context)), also: ['continue', 'no'], means: { repeat: 'repeat' } })
  }

  private async hear(step: WaterfallStepContext): Promise<DialogTurnResult> {
    const answer = step.result as Answer
    if (answer.kind !== 'choice') return this.end(step, { kind: 'side', name: 'lost' })
    return this.end(step, leadsTo[answer.choice] ?? { kind: 'stay' })
  }
}

function choicesFor({ channel, canLink, waiting }: Work): ButtonId[] {
  const shown: Record<ButtonId, boolean> = { toWeb: channel === 'whatsapp' && canLink, noHuman: waiting === 'yes' }
  return Object.keys(leadsTo).filter((choice) => shown[choice] ?? true)
}
