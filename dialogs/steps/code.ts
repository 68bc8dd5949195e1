// Step 8: the code and the birth date are asked here first, so that a mistake shows before Caren refuses it.
// Between turns only keyed hashes are kept; the read-back of the date is stored masked.
import type { DialogTurnResult, WaterfallStepContext } from 'botbuilder-dialogs'
import { type BirthDateReading, birthDateInWords, readBirthDate } from '../../domain/birth-date.ts'
import type { TextKey } from '../../locales/index.ts'
import type { Answer } from '../answer.ts'
import { finishStep, noteTrouble } from '../moves.ts'
import type { Question } from '../question.ts'
import { say, textOf } from '../say.ts'
import { TalkDialog } from '../talk-dialog.ts'
import { type Services, todayOf, workOf } from '../work.ts'
import { codeCheckId, codeTellId } from './code-check.ts'
import { codeLinkId } from './code-link.ts'
import { type CodeOptions, dateProblems, exampleDate, questionOf } from './code-questions.ts'

export class CodeDialog extends TalkDialog {
  constructor(services: Services) {
    super('code', services)
    this.addStep(this.askCode.bind(this))
    this.addStep(this.takeCode.bind(this))
    this.addStep(this.takeBirthDate.bind(this))
    this.addStep(this.confirm.bind(this))
  }

  private async askCode(step: WaterfallStepContext): Promise<DialogTurnResult> {
    const { check, memory, codeCheck } = workOf(step.context)
    const { explain, link, checked } = step.options as CodeOptions
    if (checked) return step.replaceDialog(codeCheckId, checked)
    if (memory.checkDone || codeCheck === 'off') return step.replaceDialog(codeTellId, { ...(explain && { explain }) })
    const { text, codeHash } = questionOf(step.options, memory)
    if (codeHash && codeCheck === 'chat') return step.next({ codeHash })
    const state = await check.state()
    if (state.kind === 'unchecked') return step.replaceDialog(codeTellId, { ...(explain && { explain }) })
    if (state.kind !== 'open') return step.replaceDialog(codeCheckId, { refused: state.kind })
    if (codeCheck === 'link') return step.replaceDialog(codeLinkId, link ?? (explain && { text: 'codeLink.explain' }) ?? {})
    return this.ask(step, { text, buttons: ['skipCheck', 'explain'], also: ['done'], wants: 'code', numbered: text === 'code.ask' })
  }

  /** The question was put on a channel where the code may be typed, and this is none. */
  private isElsewhere(step: WaterfallStepContext, answer: Answer): boolean {
    return workOf(step.context).codeCheck !== 'chat' && answer.kind === 'text'
  }

  private toPage(step: WaterfallStepContext): Promise<DialogTurnResult> {
    this.hide(step)
    return step.replaceDialog(this.id, { link: { typed: true } } satisfies CodeOptions)
  }

  private async takeCode(step: WaterfallStepContext): Promise<DialogTurnResult> {
    const given = step.result as Answer | { codeHash: string }
    if ('codeHash' in given) return this.askBirthDate(step, given.codeHash)
    if (this.isElsewhere(step, given)) return this.toPage(step)
    if (given.kind === 'choice') return this.chose(step, given.choice, 'code.askExplain')
    const found = given.kind === 'text' ? workOf(step.context).check.findCode(given.text) : null
    if (!found) return this.notFound(step, { text: 'code.noCode' })
    this.hide(step)
    const reading = readBirthDate(found.rest, todayOf(workOf(step.context)))
    if (reading.kind === 'date') {
      this.keep(step, found.codeHash)
      return step.next({ kind: 'text', text: reading.date } satisfies Answer)
    }
    await say(step.context, this.services, 'code.kept')
    return this.askBirthDate(step, found.codeHash)
  }

  private askBirthDate(step: WaterfallStepContext, codeHash: string): Promise<DialogTurnResult> {
    this.keep(step, codeHash)
    const { reread } = step.options as CodeOptions
    const { text } = questionOf(step.options, workOf(step.context).memory)
    if (reread) return step.next({ kind: 'text', text: step.context.activity.text ?? '' } satisfies Answer)
    const asked = text.startsWith('code.date') || text === 'code.explainBirthDate' ? text : 'code.askBirthDate'
    return this.ask(step, { text: asked, values: { example: birthDateInWords(exampleDate) }, buttons: ['skipCheck', 'explain'], also: ['done'], wants: 'birthDate' })
  }

  private async takeBirthDate(step: WaterfallStepContext): Promise<DialogTurnResult> {
    const { codeHash } = step.values as { codeHash: string }
    const answer = step.result as Answer
    if (this.isElsewhere(step, answer)) return this.toPage(step)
    if (answer.kind === 'choice') return this.chose(step, answer.choice, 'code.explainBirthDate')
    const work = workOf(step.context)
    // A code here is a better one than the code before.
    const found = answer.kind === 'text' ? work.check.findCode(answer.text, 'birthDate') : null
    const reading: BirthDateReading = answer.kind === 'text' ? readBirthDate(found?.rest ?? answer.text, todayOf(work)) : { kind: 'none' }
    if (found) return this.takeNewCode(step, found.codeHash, reading)
    if (reading.kind !== 'date') return this.notFound(step, { text: dateProblems[reading.kind], codeHash })
    this.hide(step)
    return this.readBack(step, codeHash, reading.date)
  }

  private readBack(step: WaterfallStepContext, codeHash: string, date: string): Promise<DialogTurnResult> {
    this.keep(step, codeHash)
    Object.assign(step.values, { pairHash: workOf(step.context).check.pair(codeHash, date) })
    const question: Question = { text: 'code.readBack', values: { date: textOf(step.context, this.services, 'code.hidden') }, buttons: ['yes', 'no'], wants: 'anything', once: true }
    return this.ask(step, question, { date: birthDateInWords(date) })
  }

  private async takeNewCode(step: WaterfallStepContext, codeHash: string, reading: BirthDateReading): Promise<DialogTurnResult> {
    this.hide(step)
    if (reading.kind === 'date') return this.readBack(step, codeHash, reading.date)
    await say(step.context, this.services, 'code.kept')
    return step.replaceDialog(this.id, { codeHash } satisfies CodeOptions)
  }

  /** Only a clear yes goes to the check. Anything else asks the date again: it is not kept, so it cannot be shown twice. */
  private async confirm(step: WaterfallStepContext): Promise<DialogTurnResult> {
    const { codeHash, pairHash } = step.values as { codeHash: string; pairHash: string }
    const answer = step.result as Answer
    workOf(step.context).unseal = true
    if (this.isElsewhere(step, answer)) return this.toPage(step)
    if (answer.kind === 'choice' && answer.choice === 'yes') return step.replaceDialog(codeCheckId, { codeHash, pairHash })
    if (readBirthDate(step.context.activity.text ?? '', todayOf(workOf(step.context))).kind === 'date') return step.replaceDialog(this.id, { codeHash, reread: true } satisfies CodeOptions)
    if (answer.kind === 'text') {
      this.hide(step)
      await say(step.context, this.services, 'unclear.once')
    }
    return step.replaceDialog(this.id, { codeHash } satisfies CodeOptions)
  }

  private async chose(step: WaterfallStepContext, choice: string, explanation: TextKey): Promise<DialogTurnResult> {
    const work = workOf(step.context)
    if (choice === 'done') {
      // Filled in at Caren already.
      finishStep(work)
      return this.end(step, { kind: 'finished' })
    }
    if (choice !== 'explain') {
      work.memory.checkDone = true
      return step.replaceDialog(codeTellId)
    }
    noteTrouble(work, 'explain')
    const { codeHash } = step.values as { codeHash?: string }
    return step.replaceDialog(this.id, { ...(codeHash && { codeHash }), text: explanation } satisfies CodeOptions)
  }

  /** It may have been a code or a date all the same: nothing of it is kept. */
  private async notFound(step: WaterfallStepContext, again: CodeOptions): Promise<DialogTurnResult> {
    this.hide(step)
    noteTrouble(workOf(step.context), 'repeat')
    return step.replaceDialog(this.id, again)
  }

  /** For the steps of this waterfall, and for coming back to it after a talk about something else. */
  private keep(step: WaterfallStepContext, codeHash: string): void {
    Object.assign(step.values, { codeHash })
    workOf(step.context).memory.codeHash = codeHash
  }

  private hide(step: WaterfallStepContext): void {
    workOf(step.context).hideOwnText(textOf(step.context, this.services, 'code.hidden'))
  }
}
