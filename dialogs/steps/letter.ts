// Is the letter with the code at hand? Without it: how to get one, and the place is kept.
import type { DialogTurnResult, WaterfallStepContext } from 'botbuilder-dialogs'
import type { Answer } from '../answer.ts'
import { finishStep } from '../moves.ts'
import type { Question } from '../question.ts'
import { say } from '../say.ts'
import { TalkDialog } from '../talk-dialog.ts'
import { type Services, workOf } from '../work.ts'
import { mayRemind, remindId, type RemindOptions } from './remind.ts'

type Mode = 'tell' | 'again' | 'explain' | 'wait' | 'lost' | 'notCome'
/** `told`: how to get a letter was said just now. */
type LetterOptions = { mode?: Mode; told?: true; explain?: true }
const also = ['no', 'noLetter', 'explain']
const whileWaiting = ['haveLetter', 'problem.lost', 'problem.notCome']
const questions: Record<Mode, Question> = {
  tell: { text: 'letter.tell', buttons: ['haveLetter', 'noLetter', 'explain'], also: ['problem.lost', 'problem.notCome'] },
  again: { text: 'letter.again', buttons: ['haveLetter', 'noLetter', 'explain'], also: ['problem.lost', 'problem.notCome'] },
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
    const work = workOf(step.context)
    const { explain, told, mode = explain ? 'explain' : work.memory.reminderAsked ? 'again' : 'tell' } = step.options as LetterOptions
    if (mode === 'wait' && !told) {
      await say(step.context, this.services, { text: 'letter.none', links: ['email'] })
      if (mayRemind(work)) return step.replaceDialog(remindId, { from: 'letter' } satisfies RemindOptions)
    }
    return this.ask(step, questions[mode])
  }

  private async hear(step: WaterfallStepContext): Promise<DialogTurnResult> {
    const answer = step.result as Answer
    if (answer.kind !== 'choice') return this.end(step, { kind: 'side', name: 'lost' })
    const modes: Record<string, Mode> = { noLetter: 'wait', 'problem.lost': 'lost', 'problem.notCome': 'notCome' }
    // Not yet: the place is kept until there is one.
    if (answer.choice === 'no' && mayRemind(workOf(step.context))) return step.replaceDialog(remindId, { from: 'letter' } satisfies RemindOptions)
    if (answer.choice === 'no') return this.end(step, { kind: 'side', name: 'stop' })
    if (answer.choice === 'explain') return this.end(step, { kind: 'explain' })
    const mode = modes[answer.choice]
    if (mode) return step.replaceDialog(this.id, { mode })
    if (workOf(step.context).memory.reminderAsked) workOf(step.context).cancelReminders()
    finishStep(workOf(step.context))
    return this.end(step, { kind: 'finished' })
  }
}
