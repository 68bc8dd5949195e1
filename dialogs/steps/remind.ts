// A reminder for who waits for the letter, where we may write first.
import type { DialogTurnResult, WaterfallStepContext } from 'botbuilder-dialogs'
import { afterWorkingDays, dayInWords } from '../../domain/dutch/working-days.ts'
import { limits } from '../../domain/limits.ts'
import type { Answer } from '../answer.ts'
import { finishStep } from '../moves.ts'
import { say } from '../say.ts'
import { TalkDialog } from '../talk-dialog.ts'
import { type Services, type Work, workOf } from '../work.ts'

export const remindId = 'remind'
/** The dialog that asked for the letter: it goes on from there. */
export type RemindOptions = { from: 'letter' | 'noLetter' }

const { workingDays, hour } = limits.reminder

/** Whether a reminder may be offered; once a journey. */
export function mayRemind({ channel, canRemind, memory }: Work): boolean {
  return channel === 'whatsapp' && canRemind && !memory.reminderAsked
}

/** Whether this is the first that comes after the reminder; asked once. */
export function answersReminder({ memory, journey, now }: Work): boolean {
  const { reminder } = memory
  if (!reminder || reminder.on > now.toISOString()) return false
  delete memory.reminder
  return reminder.step === journey.step
}

export class RemindDialog extends TalkDialog {
  constructor(services: Services) {
    super(remindId, services)
    this.addStep(this.offer.bind(this))
    this.addStep(this.hear.bind(this))
  }

  private async offer(step: WaterfallStepContext): Promise<DialogTurnResult> {
    workOf(step.context).memory.reminderAsked = true
    const { from } = step.options as RemindOptions
    const also = from === 'letter' ? ['haveLetter', 'problem.lost', 'problem.notCome'] : ['haveLetter']
    return this.ask(step, { text: 'remind.ask', values: { days: workingDays }, buttons: ['yes', 'no'], also })
  }

  private async hear(step: WaterfallStepContext): Promise<DialogTurnResult> {
    const { from } = step.options as RemindOptions
    const answer = step.result as Answer
    const choice = answer.kind === 'choice' ? answer.choice : ''
    if (choice === 'yes') await this.plan(step)
    if (choice === 'haveLetter') return this.haveLetter(step, from)
    return step.replaceDialog(from, { mode: choice.startsWith('problem.') ? choice.slice('problem.'.length) : 'wait', told: true })
  }

  private haveLetter(step: WaterfallStepContext, from: RemindOptions['from']): Promise<DialogTurnResult> {
    if (from === 'letter') finishStep(workOf(step.context))
    return this.end(step, from === 'letter' ? { kind: 'finished' } : { kind: 'stay' })
  }

  private async plan(step: WaterfallStepContext): Promise<void> {
    const work = workOf(step.context)
    const on = afterWorkingDays(work.now, workingDays, hour)
    work.remind({ name: 'letter', on })
    work.memory.reminder = { on: on.toISOString(), step: work.journey.step }
    await say(step.context, this.services, { text: 'remind.said', values: { day: dayInWords(on) } })
  }
}
