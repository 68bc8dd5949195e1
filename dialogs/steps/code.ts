// Step 8: the code and the birth date, checked here first and then typed into Caren.
// Between turns only keyed hashes are kept; the read-back of the date is stored masked.
import { type DialogTurnResult, WaterfallDialog, type WaterfallStepContext } from 'botbuilder-dialogs'
import { type BirthDateReading, birthDateInWords, readBirthDate } from '../../domain/birth-date.ts'
import type { TextKey } from '../../locales/index.ts'
import type { Answer } from '../answer.ts'
import { askId, type AskOptions } from '../ask-dialog.ts'
import { noteTrouble } from '../moves.ts'
import type { Outcome } from '../outcome.ts'
import type { Question } from '../question.ts'
import { say, textOf } from '../say.ts'
import { type Services, todayOf, workOf } from '../work.ts'

/** The telling of step 8, once the check is over (or left out). */
export const codeTellId = 'codeTell'
/** With `codeHash` the code is known already and the birth date is asked; `text` is the question to use. */
export type CodeOptions = { text?: TextKey; codeHash?: string }

const exampleDate = '1980-05-03'
const dateProblems: Record<Exclude<BirthDateReading['kind'], 'date'>, TextKey> = {
  none: 'code.dateNone', incomplete: 'code.dateIncomplete', impossible: 'code.dateImpossible', future: 'code.dateFuture', ambiguous: 'code.dateAmbiguous',
}

export class CodeDialog extends WaterfallDialog {
  readonly services: Services

  constructor(services: Services) {
    super('code')
    this.services = services
    this.addStep(this.askCode.bind(this))
    this.addStep(this.takeCode.bind(this))
    this.addStep(this.takeBirthDate.bind(this))
    this.addStep(this.check.bind(this))
    this.addStep(this.afterMiss.bind(this))
  }

  private async askCode(step: WaterfallStepContext): Promise<DialogTurnResult> {
    const { codeHash, text = 'code.ask' } = step.options as CodeOptions
    if (codeHash) return step.next({ codeHash })
    const state = await workOf(step.context).check.state()
    if (state.kind !== 'open') return this.leave(step, state.kind === 'closed' ? 'code.closed' : 'code.unavailable')
    const question: Question = { text, buttons: ['skipCheck', 'explain'], wants: 'code', numbered: text === 'code.ask' }
    return step.beginDialog(askId, { question } satisfies AskOptions)
  }

  private async takeCode(step: WaterfallStepContext): Promise<DialogTurnResult> {
    const given = step.result as Answer | { codeHash: string }
    if ('codeHash' in given) return this.askBirthDate(step, given.codeHash)
    if (given.kind === 'choice') return this.chose(step, given.choice, 'code.askExplain')
    const found = given.kind === 'text' ? workOf(step.context).check.findCode(given.text) : null
    if (!found) return this.notFound(step, { text: 'code.noCode' })
    workOf(step.context).hideOwnText(textOf(step.context, this.services, 'code.hidden'))
    const reading = readBirthDate(found.rest, todayOf(workOf(step.context)))
    if (reading.kind === 'date') {
      Object.assign(step.values, { codeHash: found.codeHash })
      return step.next({ kind: 'text', text: reading.date } satisfies Answer)
    }
    await say(step.context, this.services, 'code.kept')
    return this.askBirthDate(step, found.codeHash)
  }

  private askBirthDate(step: WaterfallStepContext, codeHash: string): Promise<DialogTurnResult> {
    Object.assign(step.values, { codeHash })
    const { text } = step.options as CodeOptions
    const asked = text?.startsWith('code.date') || text === 'code.explainBirthDate' ? text : 'code.askBirthDate'
    const question: Question = { text: asked, values: { example: birthDateInWords(exampleDate) }, buttons: ['explain'], also: ['skipCheck'], wants: 'birthDate' }
    return step.beginDialog(askId, { question } satisfies AskOptions)
  }

  private async takeBirthDate(step: WaterfallStepContext): Promise<DialogTurnResult> {
    const { codeHash } = step.values as { codeHash: string }
    const answer = step.result as Answer
    if (answer.kind === 'choice') return this.chose(step, answer.choice, 'code.explainBirthDate')
    const work = workOf(step.context)
    const reading: BirthDateReading = answer.kind === 'text' ? readBirthDate(answer.text, todayOf(work)) : { kind: 'none' }
    if (reading.kind !== 'date') return this.notFound(step, { text: dateProblems[reading.kind], codeHash })
    const hidden = textOf(step.context, this.services, 'code.hidden')
    work.hideOwnText(hidden)
    Object.assign(step.values, { pairHash: work.check.pair(codeHash, reading.date) })
    const question: Question = { text: 'code.readBack', values: { date: hidden }, buttons: ['yes', 'no'] }
    return step.beginDialog(askId, { question, shown: { date: birthDateInWords(reading.date) } } satisfies AskOptions)
  }

  private async check(step: WaterfallStepContext): Promise<DialogTurnResult> {
    const { codeHash, pairHash } = step.values as { codeHash: string; pairHash: string }
    const work = workOf(step.context)
    const answer = step.result as Answer
    work.unseal = true
    if (answer.kind !== 'choice' || answer.choice !== 'yes') return step.replaceDialog(this.id, { codeHash } satisfies CodeOptions)
    const outcome = await work.check.attempt(codeHash, pairHash)
    switch (outcome.kind) {
      case 'match':
        await say(step.context, this.services, { text: 'code.match', celebrate: true })
        return step.replaceDialog(codeTellId)
      case 'miss': return this.missed(step, outcome)
      case 'expired': return this.newLetter(step, 'code.expired')
      case 'used': return this.newLetter(step, 'code.used')
      case 'closed': return this.leave(step, 'code.closed')
      case 'unavailable': return this.leave(step, 'code.unavailable')
    }
  }

  private async missed(step: WaterfallStepContext, outcome: { misses: number; offerHelp: boolean; left: number }): Promise<DialogTurnResult> {
    noteTrouble(workOf(step.context), 'miss')
    await say(step.context, this.services, outcome.misses > 1 ? 'code.missMore' : 'code.miss')
    if (outcome.left === 0) return this.leave(step, 'code.closed')
    const question: Question = outcome.offerHelp
      ? { text: 'code.missHelp', buttons: ['tryAgain', 'human', 'skipCheck'], also: ['no'] }
      : { text: 'code.missNext', buttons: ['tryAgain', 'skipCheck'], also: ['no'] }
    return step.beginDialog(askId, { question } satisfies AskOptions)
  }

  /** Told only to who knows code and date: a new letter is needed. */
  private async newLetter(step: WaterfallStepContext, text: TextKey): Promise<DialogTurnResult> {
    await say(step.context, this.services, { text, links: ['email'] })
    return step.beginDialog(askId, { question: { text: 'code.stopped', buttons: ['haveLetter', 'skipCheck'], also: ['tryAgain', 'no'] } } satisfies AskOptions)
  }

  private async afterMiss(step: WaterfallStepContext): Promise<DialogTurnResult> {
    const answer = step.result as Answer
    if (answer.kind !== 'choice') return step.endDialog({ kind: 'side', name: 'lost' } satisfies Outcome)
    if (answer.choice === 'human') return step.endDialog({ kind: 'side', name: 'human' } satisfies Outcome)
    if (answer.choice === 'tryAgain' || answer.choice === 'haveLetter') return step.replaceDialog(this.id, { text: 'code.askAgain' } satisfies CodeOptions)
    return step.replaceDialog(codeTellId)
  }

  private async chose(step: WaterfallStepContext, choice: string, explanation: TextKey): Promise<DialogTurnResult> {
    if (choice !== 'explain') return step.replaceDialog(codeTellId)
    noteTrouble(workOf(step.context), 'explain')
    return step.replaceDialog(this.id, { ...this.known(step), text: explanation } satisfies CodeOptions)
  }

  /** It may have been a code or a date all the same: nothing of it is kept. */
  private async notFound(step: WaterfallStepContext, again: CodeOptions): Promise<DialogTurnResult> {
    workOf(step.context).hideOwnText(textOf(step.context, this.services, 'code.hidden'))
    noteTrouble(workOf(step.context), 'repeat')
    return step.replaceDialog(this.id, again)
  }

  private known(step: WaterfallStepContext): CodeOptions {
    const { codeHash } = step.values as { codeHash?: string }
    return codeHash ? { codeHash } : {}
  }

  private async leave(step: WaterfallStepContext, text: TextKey): Promise<DialogTurnResult> {
    await say(step.context, this.services, { text, links: ['email'] })
    // A digimaatje was just named: offering one again would be one message too many.
    workOf(step.context).offerHuman = false
    return step.replaceDialog(codeTellId)
  }
}
