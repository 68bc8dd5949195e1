// The whole conversation: runs the dialog of the journey's current step, follows its outcome to the next.
import { ActivityTypes } from 'botbuilder'
import { type DialogContext, DialogTurnStatus, type DialogTurnResult } from 'botbuilder-dialogs'
import { findStep } from '../domain/journey.ts'
import { limits } from '../domain/limits.ts'
import { AskDialog } from './ask-dialog.ts'
import { InterruptibleDialog, placeOf } from './interruptions.ts'
import { noteTrouble, startOver } from './moves.ts'
import type { Outcome, SideName } from './outcome.ts'
import { say } from './say.ts'
import { SideDialog, sides } from './side-dialogs.ts'
import { StepDialog } from './step-dialog.ts'
import { AcceptTermsDialog } from './steps/accept-terms.ts'
import { ChoosePasswordDialog } from './steps/choose-password.ts'
import { ClientNameDialog } from './steps/client-name.ts'
import { CodeDialog } from './steps/code.ts'
import { CodeCheckDialog, codeTellId } from './steps/code-check.ts'
import { FinishedDialog } from './steps/finished.ts'
import { HaveCodeDialog } from './steps/have-code.ts'
import { LetterDialog } from './steps/letter.ts'
import { MailSentDialog } from './steps/mail-sent.ts'
import { ManagerEmailDialog } from './steps/manager-email.ts'
import { OpenSiteDialog } from './steps/open-site.ts'
import { OwnNameDialog } from './steps/own-name.ts'
import { PhoneNumberDialog } from './steps/phone-number.ts'
import { RoleDialog } from './steps/role.ts'
import { WhoAreYouDialog } from './steps/who-are-you.ts'
import { WhoManagesDialog } from './steps/who-manages.ts'
import { type Services, type Work, workOf } from './work.ts'

export const journeyId = 'journey'

export class JourneyDialog extends InterruptibleDialog {
  constructor(services: Services) {
    super(journeyId, services)
    this.addDialog(new AskDialog(services))
    this.addDialog(new WhoAreYouDialog(services))
    this.addDialog(new LetterDialog(services))
    this.addDialog(new OpenSiteDialog(services))
    this.addDialog(new AcceptTermsDialog(services))
    this.addDialog(new ClientNameDialog(services))
    this.addDialog(new RoleDialog(services))
    this.addDialog(new WhoManagesDialog(services))
    this.addDialog(new OwnNameDialog(services))
    this.addDialog(new ManagerEmailDialog(services))
    this.addDialog(new HaveCodeDialog(services))
    this.addDialog(new CodeDialog(services))
    this.addDialog(new CodeCheckDialog(services))
    this.addDialog(new StepDialog(codeTellId, services, { problems: ['refused', 'whichDate'], texts: 'code' }))
    this.addDialog(new MailSentDialog(services))
    this.addDialog(new ChoosePasswordDialog(services))
    this.addDialog(new PhoneNumberDialog(services))
    this.addDialog(new FinishedDialog(services))
    for (const name of Object.keys(sides) as SideName[]) this.addDialog(new SideDialog(name, services))
  }

  protected override onBeginDialog(dc: DialogContext): Promise<DialogTurnResult> {
    return this.openStep(dc)
  }

  protected override async onContinueDialog(dc: DialogContext): Promise<DialogTurnResult> {
    noteSilence(workOf(dc.context))
    let result = dc.context.activity.type === ActivityTypes.Message ? await super.onContinueDialog(dc) : await this.comeBack(dc)
    while (result.status === DialogTurnStatus.complete) result = await this.follow(dc, result.result as Outcome)
    if (result.status === DialogTurnStatus.empty) result = await this.openStep(dc)
    return result
  }

  protected override async follow(dc: DialogContext, outcome: Outcome): Promise<DialogTurnResult> {
    await dc.cancelAllDialogs()
    switch (outcome.kind) {
      case 'finished': return this.openStep(dc)
      case 'stay': return this.openStep(dc, outcome.options)
      case 'side': return dc.beginDialog(outcome.name, {})
      case 'restart':
        startOver(workOf(dc.context))
        await say(dc.context, this.services, 'restart.said')
        return this.openStep(dc)
    }
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
