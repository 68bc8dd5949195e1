// What the check of code and birth date says, and what a person can do then. The attempt itself is in domain/check.ts.
import { type DialogTurnResult, WaterfallDialog, type WaterfallStepContext } from 'botbuilder-dialogs'
import type { TextKey } from '../../locales/index.ts'
import type { Answer } from '../answer.ts'
import { askId, type AskOptions } from '../ask-dialog.ts'
import { noteTrouble } from '../moves.ts'
import type { Outcome } from '../outcome.ts'
import type { Question } from '../question.ts'
import { say, textOf } from '../say.ts'
import { type Services, workOf } from '../work.ts'

/** The telling of step 8, once the check is over (or left out). */
export const codeTellId = 'codeTell'
export const codeCheckId = 'codeCheck'
/** Hexadecimal hashes to check; or the check was refused before anything was asked. */
export type CodeCheckOptions = { codeHash: string; pairHash: string } | { refused: 'closed' | 'unavailable' }

const questions = {
  firstMiss: { text: 'code.missNext', buttons: ['tryAgain', 'skipCheck'], also: ['no'], wants: 'code' },
  nextMiss: { text: 'code.missHelp', buttons: ['tryAgain', 'human', 'skipCheck'], also: ['no'], wants: 'code' },
  newLetter: { text: 'code.stopped', buttons: ['haveLetter', 'human'], also: ['no'] },
  alone: { text: 'code.alone', buttons: ['yes', 'no'] },
} satisfies Record<string, Question>

export class CodeCheckDialog extends WaterfallDialog {
  readonly services: Services

  constructor(services: Services) {
    super(codeCheckId)
    this.services = services
    this.addStep(this.check.bind(this))
    this.addStep(this.hear.bind(this))
  }

  private async check(step: WaterfallStepContext): Promise<DialogTurnResult> {
    const work = workOf(step.context)
    const options = step.options as CodeCheckOptions
    if ('refused' in options) return this.close(step, options.refused)
    delete work.memory.codeHash
    const outcome = await work.check.attempt(options.codeHash, options.pairHash)
    switch (outcome.kind) {
      case 'match':
        work.memory.checkDone = true
        await say(step.context, this.services, { text: 'code.match', celebrate: true })
        return step.replaceDialog(codeTellId)
      case 'miss': return this.miss(step, outcome)
      case 'expired': return this.ask(step, 'code.expired', questions.newLetter)
      case 'used': return this.ask(step, 'code.used', questions.newLetter)
      case 'closed':
      case 'unavailable': return this.close(step, outcome.kind)
    }
  }

  private async miss(step: WaterfallStepContext, { misses, offerHelp, left }: { misses: number; offerHelp: boolean; left: number }): Promise<DialogTurnResult> {
    noteTrouble(workOf(step.context), 'miss')
    const text = misses > 1 ? 'code.missMore' : 'code.miss'
    if (left > 0) return this.ask(step, text, offerHelp ? questions.nextMiss : questions.firstMiss)
    await say(step.context, this.services, text)
    return this.close(step, 'closed')
  }

  private close(step: WaterfallStepContext, why: 'closed' | 'unavailable'): Promise<DialogTurnResult> {
    return this.ask(step, why === 'closed' ? 'code.closed' : 'code.unavailable', questions.alone)
  }

  private async ask(step: WaterfallStepContext, text: TextKey, question: Question): Promise<DialogTurnResult> {
    await say(step.context, this.services, { text, ...(question !== questions.firstMiss && { links: ['email'] }) })
    // These texts name a digimaatje, or the next ones will: no second offer beside them.
    workOf(step.context).offerHuman = false
    return step.beginDialog(askId, { question } satisfies AskOptions)
  }

  private async hear(step: WaterfallStepContext): Promise<DialogTurnResult> {
    const work = workOf(step.context)
    const answer = step.result as Answer
    if (answer.kind === 'lost') return step.endDialog({ kind: 'side', name: 'lost' } satisfies Outcome)
    // After a miss people type the code again at once.
    if (answer.kind === 'text') {
      work.hideOwnText(textOf(step.context, this.services, 'code.hidden'))
      return step.replaceDialog('code', { ...codeIn(answer.text, step), text: 'code.askAgain' })
    }
    switch (answer.kind === 'choice' ? answer.choice : '') {
      case 'tryAgain': return step.replaceDialog('code', { text: 'code.askAgain' })
      case 'haveLetter': return step.replaceDialog('code', {})
      case 'human': return step.endDialog({ kind: 'side', name: 'human' } satisfies Outcome)
      case 'no': return step.endDialog({ kind: 'side', name: this.isRefused(step) ? 'stop' : 'human' } satisfies Outcome)
      default:
        work.memory.checkDone = true
        return step.replaceDialog(codeTellId)
    }
  }

  private isRefused(step: WaterfallStepContext): boolean {
    return 'refused' in (step.options as CodeCheckOptions)
  }
}

function codeIn(text: string, step: WaterfallStepContext): { codeHash?: string } {
  const work = workOf(step.context)
  const found = work.check.findCode(text)
  return found ? { codeHash: found.codeHash } : {}
}
