// The whole conversation: runs the dialog of the journey's current step, follows its outcome to the next.
import { ActivityTypes } from 'botbuilder'
import { Dialog, type DialogContext, DialogTurnStatus, type DialogTurnResult } from 'botbuilder-dialogs'
import { findStep } from '../domain/journey.ts'
import { limits } from '../domain/limits.ts'
import { InterruptibleDialog, placeOf } from './interruptions.ts'
import { allDialogs } from './all-dialogs.ts'
import { pressed, readingOf } from './answer.ts'
import { askWhoArrived } from './arrive.ts'
import { takeCodeForm } from './code-form.ts'
import { sayHandBack } from './hand-back.ts'
import { cancelHuman } from './handoff.ts'
import { goBack, noteExplain, noteTrouble, startOver } from './moves.ts'
import type { Outcome } from './outcome.ts'
import { say } from './say.ts'
import { type Services, type Work, workOf } from './work.ts'

export const journeyId = 'journey'

export class JourneyDialog extends InterruptibleDialog {
  constructor(services: Services) {
    super(journeyId, services)
    for (const dialog of allDialogs(services)) this.addDialog(dialog)
  }

  protected override async onBeginDialog(dc: DialogContext): Promise<DialogTurnResult> {
    return await this.always(dc) ?? this.openStep(dc)
  }

  protected override async onContinueDialog(dc: DialogContext): Promise<DialogTurnResult> {
    if (dc.context.activity.type !== ActivityTypes.Message) return this.event(dc)
    noteSilence(workOf(dc.context))
    // A digimaatje had the word: what was asked before that is over.
    if (!dc.activeDialog) return await this.always(dc) ?? this.afterHuman(dc)
    let result = await super.onContinueDialog(dc)
    while (result.status === DialogTurnStatus.complete) result = await this.follow(dc, result.result as Outcome)
    if (result.status === DialogTurnStatus.empty) result = await this.openStep(dc)
    return result
  }

  /** Nothing is open: to "bedankt" a digimaatje needs no question again. */
  private async afterHuman(dc: DialogContext): Promise<DialogTurnResult> {
    if (pressed(dc.context) || readingOf(dc.context, this.services).intent !== 'thanks') return this.welcomeBack(dc)
    await say(dc.context, this.services, 'thanks.said')
    return Dialog.EndOfTurn
  }

  /** What comes by itself: a form, a digimaatje who is ready, the person from another channel or back on the page. */
  private event(dc: DialogContext): Promise<DialogTurnResult> {
    const { name } = dc.context.activity
    if (name === 'check') return this.codeForm(dc)
    if (name === 'handBack') return this.handBack(dc)
    if (name === 'checkReopened') return this.checkReopened(dc)
    noteSilence(workOf(dc.context))
    return name === 'arrive' ? this.arrive(dc) : this.comeBack(dc)
  }

  protected override async follow(dc: DialogContext, outcome: Outcome): Promise<DialogTurnResult> {
    await dc.cancelAllDialogs()
    const work = workOf(dc.context)
    delete work.memory.stopped
    switch (outcome.kind) {
      case 'finished': return this.next(dc)
      case 'stay': return this.openStep(dc, outcome.options)
      case 'side': return dc.beginDialog(outcome.name, outcome.options ?? {})
      case 'explain': return noteExplain(work) ? dc.beginDialog('offer', {}) : this.openStep(dc, { explain: true })
      case 'back': return this.back(dc)
      case 'stop': return work.channel === 'whatsapp' ? this.goodbye(dc) : dc.beginDialog('stop', {})
      case 'restart': return this.restart(dc)
      case 'cancelHandoff': return this.cancelHandoff(dc)
    }
  }

  /** Who waits for a digimaatje hears now and then that they still do. */
  private async next(dc: DialogContext): Promise<DialogTurnResult> {
    const { waiting, desk } = workOf(dc.context)
    if (waiting !== 'no' && (await desk.standing()).kind !== 'none') await say(dc.context, this.services, 'human.kept')
    return this.openStep(dc)
  }

  private async cancelHandoff(dc: DialogContext): Promise<DialogTurnResult> {
    await cancelHuman(dc.context, this.services)
    return this.openStep(dc)
  }

  private async handBack(dc: DialogContext): Promise<DialogTurnResult> {
    await sayHandBack(dc.context, this.services)
    return this.follow(dc, { kind: 'stay' })
  }

  /** A digimaatje opened the check again. */
  private async checkReopened(dc: DialogContext): Promise<DialogTurnResult> {
    await say(dc.context, this.services, 'code.reopened')
    return workOf(dc.context).journey.step === 'code' ? this.follow(dc, { kind: 'stay' }) : this.askAgain(dc)
  }

  private async back(dc: DialogContext): Promise<DialogTurnResult> {
    const work = workOf(dc.context)
    noteTrouble(work, 'back')
    const from = work.journey.step
    goBack(work)
    if (work.journey.step !== from) await say(dc.context, this.services, 'back.said')
    return this.openStep(dc)
  }

  private async restart(dc: DialogContext): Promise<DialogTurnResult> {
    const work = workOf(dc.context)
    startOver(work)
    work.cancelReminders()
    await say(dc.context, this.services, 'restart.said')
    return this.openStep(dc)
  }

  /** On WhatsApp a stop is a stop: one goodbye, and nothing more until they write. */
  private async goodbye(dc: DialogContext): Promise<DialogTurnResult> {
    const work = workOf(dc.context)
    await say(dc.context, this.services, 'whatsapp.stop.said')
    work.memory.stopped = true
    work.cancelReminders()
    work.optOut = true
    return Dialog.EndOfTurn
  }

  /** The person came over from another channel. */
  private async arrive(dc: DialogContext): Promise<DialogTurnResult> {
    await say(dc.context, this.services, 'arrive.said')
    const result = await this.follow(dc, { kind: 'stay' })
    await askWhoArrived(dc.context, this.services)
    return result
  }

  /** The page of the code was sent: it shows most outcomes itself. */
  private async codeForm(dc: DialogContext): Promise<DialogTurnResult> {
    const outcome = await takeCodeForm(dc.context, this.services)
    return outcome ? this.follow(dc, outcome) : Dialog.EndOfTurn
  }

  /** The person came back (a reload, a day later): says so and puts the question again. */
  private async comeBack(dc: DialogContext): Promise<DialogTurnResult> {
    await say(dc.context, this.services, placeOf(workOf(dc.context).journey.step))
    noteTrouble(workOf(dc.context), 'reload')
    return this.askAgain(dc)
  }

  private openStep(dc: DialogContext, options: object = {}): Promise<DialogTurnResult> {
    return dc.beginDialog(workOf(dc.context).journey.step, options)
  }
}

function noteSilence(work: Work): void {
  const quiet = work.lastMessageAt ? work.now.getTime() - work.lastMessageAt.getTime() : 0
  if (quiet >= limits.stuck.silence && findStep(work.journey.step).phase === 'steps') noteTrouble(work, 'silence')
}
