// "Bel mij": the one time that the bot asks for a number. It is stored sealed, shown only to the digimaatje who has the conversation,
// and read back as a sealed message; no plain number is in the state, the transcript or a log.
import type { DialogTurnResult, WaterfallStepContext } from 'botbuilder-dialogs'
import { readPhoneNumber } from '../domain/phone-number.ts'
import type { TextKey } from '../locales/index.ts'
import type { Answer } from './answer.ts'
import { callHuman } from './handoff.ts'
import { humanId, type HumanOptions } from './human.ts'
import { say, textOf } from './say.ts'
import { TalkDialog } from './talk-dialog.ts'
import { type Services, workOf } from './work.ts'

export const callMeId = 'callMe'
/** `typed`: this turn's message holds the number. `told`: what may be promised was said. */
type CallMeOptions = { text?: TextKey; typed?: true; told?: true }

export class CallMeDialog extends TalkDialog {
  constructor(services: Services) {
    super(callMeId, services)
    this.addStep(this.askNumber.bind(this))
    this.addStep(this.takeNumber.bind(this))
    this.addStep(this.confirm.bind(this))
  }

  private async askNumber(step: WaterfallStepContext): Promise<DialogTurnResult> {
    const { context } = step
    const { text = 'callMe.ask', typed, told } = step.options as CallMeOptions
    const work = workOf(context)
    if ((await work.desk.standing()).kind === 'none') return step.replaceDialog(humanId, {})
    if (!told && work.waiting === 'no') await callHuman(context, this.services, 'asked')
    // "Bel mij op 06…": it is there already.
    if (typed || (!told && readPhoneNumber(context.activity.text ?? '').kind === 'number')) return step.next({ kind: 'text', text: context.activity.text ?? '' } satisfies Answer)
    return this.ask(step, { text, buttons: ['continue'], also: ['no'], means: { cancelHandoff: 'continue' }, wants: 'phone' })
  }

  private async takeNumber(step: WaterfallStepContext): Promise<DialogTurnResult> {
    const work = workOf(step.context)
    const answer = step.result as Answer
    if (answer.kind !== 'text') return this.end(step, { kind: 'stay' })
    const dots = textOf(step.context, this.services, 'code.hidden')
    work.hideOwnText(dots)
    const reading = readPhoneNumber(answer.text)
    if (reading.kind === 'none') return this.again(step, { text: 'callMe.none' })
    work.setPhone(reading.number)
    const means = { affirm: 'yes', deny: 'no' }
    return this.ask(step, { text: 'callMe.readBack', values: { phone: dots }, buttons: ['yes', 'no'], means, wants: 'phone', once: true }, { phone: reading.shown })
  }

  private async confirm(step: WaterfallStepContext): Promise<DialogTurnResult> {
    const work = workOf(step.context)
    const answer = step.result as Answer
    work.unseal = true
    if (answer.kind === 'choice' && answer.choice === 'yes') {
      await say(step.context, this.services, 'callMe.said')
      return step.replaceDialog(humanId, { told: true, called: true } satisfies HumanOptions)
    }
    // "Nee, het is 06…"
    if (readPhoneNumber(step.context.activity.text ?? '').kind === 'number') return this.again(step, { typed: true })
    work.setPhone('')
    return this.again(step, { text: 'callMe.again' })
  }

  private again(step: WaterfallStepContext, options: CallMeOptions): Promise<DialogTurnResult> {
    return step.replaceDialog(this.id, { ...options, told: true })
  }
}
