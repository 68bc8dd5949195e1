// What the check of code and birth date says, and what a person can do then. The attempt itself is in domain/check.ts.
import type { DialogTurnResult, WaterfallStepContext } from 'botbuilder-dialogs'
import { readBirthDate } from '../../domain/birth-date.ts'
import type { TextKey } from '../../locales/index.ts'
import type { Answer } from '../answer.ts'
import { askHuman, toMessage } from '../handoff.ts'
import { noteTrouble } from '../moves.ts'
import type { Question } from '../question.ts'
import { type Message, say, textOf } from '../say.ts'
import { TalkDialog } from '../talk-dialog.ts'
import { type Services, todayOf, workOf } from '../work.ts'

/** The telling of step 8, once the check is over (or left out). */
export const codeTellId = 'codeTell'
export const codeCheckId = 'codeCheck'
/** Hexadecimal hashes to check; or what a check came to that was made elsewhere, or refused before anything was asked. */
export type CodeCheckOptions = { codeHash: string; pairHash: string } | { refused: 'expired' | 'used' | 'closed' | 'unavailable' }

const questions = {
  firstMiss: { text: 'code.missNext', buttons: ['tryAgain', 'skipCheck'], also: ['no'], wants: 'code' },
  nextMiss: { text: 'code.missHelp', buttons: ['tryAgain', 'human', 'skipCheck'], also: ['no'], wants: 'code' },
  newLetter: { text: 'code.stopped', buttons: ['haveLetter', 'human'], also: ['no'] },
  alone: { text: 'code.alone', buttons: ['yes', 'no'] },
} satisfies Record<string, Question>

export class CodeCheckDialog extends TalkDialog {
  constructor(services: Services) {
    super(codeCheckId, services)
    this.addStep(this.check.bind(this))
    this.addStep(this.hear.bind(this))
  }

  private async check(step: WaterfallStepContext): Promise<DialogTurnResult> {
    const work = workOf(step.context)
    const options = step.options as CodeCheckOptions
    if ('refused' in options) return this.refuse(step, options.refused)
    delete work.memory.codeHash
    const outcome = await work.check.attempt(options.codeHash, options.pairHash)
    switch (outcome.kind) {
      case 'match':
        work.memory.checkDone = true
        await say(step.context, this.services, { text: 'code.match', celebrate: true })
        return step.replaceDialog(codeTellId)
      case 'miss': return this.miss(step, outcome)
      default: return this.refuse(step, outcome.kind)
    }
  }

  private refuse(step: WaterfallStepContext, why: 'expired' | 'used' | 'closed' | 'unavailable'): Promise<DialogTurnResult> {
    switch (why) {
      case 'expired': return this.tellAndAsk(step, 'code.expired', questions.newLetter)
      case 'used': return this.tellAndAsk(step, 'code.used', questions.newLetter)
      case 'closed': return this.close(step)
      case 'unavailable': return this.tellAndAsk(step, 'code.unavailable', questions.alone)
    }
  }

  private async miss(step: WaterfallStepContext, { misses, offerHelp, left }: { misses: number; offerHelp: boolean; left: number }): Promise<DialogTurnResult> {
    noteTrouble(workOf(step.context), 'miss')
    const text = misses > 1 ? 'code.missMore' : 'code.miss'
    if (left > 0) return this.tellAndAsk(step, text, offerHelp ? questions.nextMiss : questions.firstMiss)
    await say(step.context, this.services, text)
    delete workOf(step.context).memory.checkAsked
    return this.close(step)
  }

  /** A digimaatje can open it again, and is asked by the bot: once each time it closes. */
  private async close(step: WaterfallStepContext): Promise<DialogTurnResult> {
    const { context } = step
    const work = workOf(context)
    const standing = await work.desk.standing()
    if (standing.kind === 'none') return this.tellAndAsk(step, 'code.closed', questions.alone)
    if (work.waiting !== 'no') return this.tellAndAsk(step, 'code.closedWaiting', questions.alone)
    if (work.memory.checkAsked) return this.tellAndAsk(step, 'code.closed', questions.alone)
    work.memory.checkAsked = true
    await askHuman(context, { reason: 'checkClosed' })
    if (standing.kind === 'open') return this.tellAndAsk(step, 'code.closedAsked', questions.alone)
    await say(context, this.services, 'code.closedAsked')
    return this.tellAndAsk(step, toMessage(standing, work.now), questions.alone)
  }

  private async tellAndAsk(step: WaterfallStepContext, told: TextKey | Message, question: Question): Promise<DialogTurnResult> {
    const message = typeof told === 'string' ? { text: told } : told
    await say(step.context, this.services, { ...message, ...(question !== questions.firstMiss && { links: ['email'] }) })
    // These texts name a digimaatje, or the next ones will: no second offer beside them.
    workOf(step.context).offerHuman = false
    return this.ask(step, question)
  }

  private async hear(step: WaterfallStepContext): Promise<DialogTurnResult> {
    const work = workOf(step.context)
    const answer = step.result as Answer
    if (answer.kind === 'lost') return this.end(step, { kind: 'side', name: 'lost' })
    // After a miss people type the code again at once.
    if (answer.kind === 'text') {
      work.hideOwnText(textOf(step.context, this.services, 'code.hidden'))
      const found = work.check.findCode(answer.text)
      const dated = found !== null && readBirthDate(found.rest, todayOf(work)).kind === 'date'
      return step.replaceDialog('code', { codeHash: found?.codeHash, text: 'code.askAgain', reread: dated })
    }
    switch (answer.kind === 'choice' ? answer.choice : '') {
      case 'tryAgain': return step.replaceDialog('code', { text: 'code.askAgain' })
      case 'haveLetter': return step.replaceDialog('code', {})
      case 'human': return this.end(step, { kind: 'side', name: 'human' })
      case 'no': return this.end(step, { kind: 'side', name: this.isRefused(step) ? 'stop' : 'human' })
      default:
        work.memory.checkDone = true
        return step.replaceDialog(codeTellId)
    }
  }

  private isRefused(step: WaterfallStepContext): boolean {
    const options = step.options as CodeCheckOptions
    return 'refused' in options && (options.refused === 'closed' || options.refused === 'unavailable')
  }
}
