// Step 8 where the chat is no place for a code: a page of our own asks it, and its answer comes back here by itself.
import type { DialogTurnResult, WaterfallStepContext } from 'botbuilder-dialogs'
import { readBirthDate } from '../../domain/birth-date.ts'
import type { TextKey } from '../../locales/index.ts'
import type { Answer } from '../answer.ts'
import { noteTrouble } from '../moves.ts'
import { say, textOf } from '../say.ts'
import { TalkDialog } from '../talk-dialog.ts'
import { type Services, todayOf, workOf } from '../work.ts'
import { codeTellId } from './code-check.ts'

export const codeLinkId = 'codeLink'
/** `typed`: they typed a code or a date all the same. */
export type CodeLinkOptions = { text?: TextKey; typed?: boolean }

export class CodeLinkDialog extends TalkDialog {
  constructor(services: Services) {
    super(codeLinkId, services)
    this.addStep(this.tell.bind(this))
    this.addStep(this.hear.bind(this))
  }

  private async tell(step: WaterfallStepContext): Promise<DialogTurnResult> {
    const { text = 'codeLink.tell', typed } = step.options as CodeLinkOptions
    if (typed) await say(step.context, this.services, 'codeLink.notHere')
    return this.ask(step, {
      text, values: { link: textOf(step.context, this.services, 'code.hidden') }, buttons: ['newLink', 'skipCheck', 'explain'], also: ['done'],
      means: { affirm: 'done' }, wants: 'codePage', once: true, numbered: text === 'codeLink.tell',
    }, { link: workOf(step.context).makeLink('check') })
  }

  private async hear(step: WaterfallStepContext): Promise<DialogTurnResult> {
    const work = workOf(step.context)
    const answer = step.result as Answer
    if (answer.kind === 'text') return this.typed(step, answer.text)
    switch (answer.kind === 'choice' ? answer.choice : '') {
      case 'skipCheck':
        work.memory.checkDone = true
        return step.replaceDialog(codeTellId)
      case 'explain':
        noteTrouble(work, 'explain')
        return this.again(step, { text: 'codeLink.explain' })
      // The page tells here what became of it, so it was not sent yet.
      case 'done': return this.again(step, { text: 'codeLink.wait' })
      default: return this.again(step, { text: 'codeLink.again' })
    }
  }

  /** Nothing of it is kept, and nothing of it is checked. */
  private async typed(step: WaterfallStepContext, text: string): Promise<DialogTurnResult> {
    const work = workOf(step.context)
    work.hideOwnText(textOf(step.context, this.services, 'code.hidden'))
    noteTrouble(work, 'repeat')
    const holdsOne = work.found.length > 0 || work.check.findCode(text) !== null || readBirthDate(text, todayOf(work)).kind !== 'none'
    if (!holdsOne) await say(step.context, this.services, 'unclear.once')
    return this.again(step, holdsOne ? { typed: true } : { text: 'codeLink.again' })
  }

  /** By way of the step: on the website the code may be typed. */
  private again(step: WaterfallStepContext, link: CodeLinkOptions): Promise<DialogTurnResult> {
    return step.replaceDialog('code', { link })
  }
}
