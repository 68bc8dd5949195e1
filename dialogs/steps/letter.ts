// Is the letter with the code at hand? Without it: how to get one, and the place is kept.
import type { DialogTurnResult, WaterfallStepContext } from 'botbuilder-dialogs'
import type { Answer } from '../answer.ts'
import { finishStep, noteTrouble } from '../moves.ts'
import type { Question } from '../question.ts'
import { say } from '../say.ts'
import { TalkDialog } from '../talk-dialog.ts'
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

export class LetterDialog extends TalkDialog {
  constructor(services: Services) {
    super('letter', services)
    this.addStep(this.tell.bind(this))
    this.addStep(this.hear.bind(this))
  }

  private async tell(step: WaterfallStepContext): Promise<DialogTurnResult> {
    const { mode = 'tell' } = step.options as { mode?: Mode }
    if (mode === 'wait') await say(step.context, this.services, { text: 'letter.none', links: ['email'] })
    return this.ask(step, questions[mode])
  }

  private async hear(step: WaterfallStepContext): Promise<DialogTurnResult> {
    const answer = step.result as Answer
    if (answer.kind !== 'choice') return this.end(step, { kind: 'side', name: 'lost' })
    const modes: Record<string, Mode> = { noLetter: 'wait', explain: 'explain', 'problem.lost': 'lost', 'problem.notCome': 'notCome' }
    // Not yet: the place is kept until there is one.
    if (answer.choice === 'no') return this.end(step, { kind: 'side', name: 'stop' })
    if (answer.choice === 'explain') noteTrouble(workOf(step.context), 'explain')
    const mode = modes[answer.choice]
    if (mode) return step.replaceDialog(this.id, { mode })
    finishStep(workOf(step.context))
    return this.end(step, { kind: 'finished' })
  }
}
