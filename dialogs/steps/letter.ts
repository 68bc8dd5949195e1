// Is the letter with the code at hand? Without it: how to get one, and the place is kept.
import { type DialogTurnResult, WaterfallDialog, type WaterfallStepContext } from 'botbuilder-dialogs'
import type { Answer } from '../answer.ts'
import { askId, type AskOptions } from '../ask-dialog.ts'
import { finishStep, noteTrouble } from '../moves.ts'
import type { Outcome } from '../outcome.ts'
import type { Question } from '../question.ts'
import { say } from '../say.ts'
import { type Services, workOf } from '../work.ts'

type Mode = 'tell' | 'explain' | 'wait' | 'lost' | 'notCome'
const also = ['no', 'noLetter', 'explain']
const whileWaiting = ['haveLetter', 'problem.lost', 'problem.notCome']
const questions: Record<Mode, Question> = {
  tell: { text: 'letter.tell', buttons: ['haveLetter', 'noLetter', 'explain'], also: ['problem.lost', 'problem.notCome'] },
  explain: { text: 'letter.explain', buttons: ['haveLetter', 'noLetter'], also: ['explain'] },
  wait: { text: 'letter.wait', buttons: whileWaiting, also },
  lost: { text: 'letter.help.lost', buttons: whileWaiting, also },
  notCome: { text: 'letter.help.notCome', buttons: whileWaiting, also },
}

export class LetterDialog extends WaterfallDialog {
  readonly services: Services

  constructor(services: Services) {
    super('letter')
    this.services = services
    this.addStep(this.ask.bind(this))
    this.addStep(this.hear.bind(this))
  }

  private async ask(step: WaterfallStepContext): Promise<DialogTurnResult> {
    const { mode = 'tell' } = step.options as { mode?: Mode }
    if (mode === 'wait') await say(step.context, this.services, { text: 'letter.none', links: ['email'] })
    return step.beginDialog(askId, { question: questions[mode] } satisfies AskOptions)
  }

  private async hear(step: WaterfallStepContext): Promise<DialogTurnResult> {
    const answer = step.result as Answer
    if (answer.kind !== 'choice') return step.endDialog({ kind: 'side', name: 'lost' } satisfies Outcome)
    const modes: Record<string, Mode> = { noLetter: 'wait', explain: 'explain', 'problem.lost': 'lost', 'problem.notCome': 'notCome' }
    // Not yet: the place is kept until there is one.
    if (answer.choice === 'no') return step.endDialog({ kind: 'side', name: 'stop' } satisfies Outcome)
    if (answer.choice === 'explain') noteTrouble(workOf(step.context), 'explain')
    const mode = modes[answer.choice]
    if (mode) return step.replaceDialog(this.id, { mode })
    finishStep(workOf(step.context))
    return step.endDialog({ kind: 'finished' } satisfies Outcome)
  }
}
