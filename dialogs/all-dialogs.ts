// Every dialog of the conversation: the prompt, the steps, and the talks beside them.
import type { Dialog } from 'botbuilder-dialogs'
import { AskDialog } from './ask-dialog.ts'
import { CallMeDialog } from './call-me.ts'
import { HumanDialog } from './human.ts'
import { MenuDialog } from './menu.ts'
import { SideDialog, sides } from './side-dialogs.ts'
import { StepDialog } from './step-dialog.ts'
import { AcceptTermsDialog } from './steps/accept-terms.ts'
import { ChoosePasswordDialog } from './steps/choose-password.ts'
import { ClientNameDialog } from './steps/client-name.ts'
import { CodeCheckDialog, codeTellId } from './steps/code-check.ts'
import { CodeLinkDialog } from './steps/code-link.ts'
import { CodeDialog } from './steps/code.ts'
import { FinishedDialog } from './steps/finished.ts'
import { HaveCodeDialog } from './steps/have-code.ts'
import { LetterDialog } from './steps/letter.ts'
import { MailSentDialog } from './steps/mail-sent.ts'
import { ManagerEmailDialog } from './steps/manager-email.ts'
import { OpenSiteDialog } from './steps/open-site.ts'
import { OwnNameDialog } from './steps/own-name.ts'
import { PhoneNumberDialog } from './steps/phone-number.ts'
import { RemindDialog } from './steps/remind.ts'
import { RoleDialog } from './steps/role.ts'
import { WhoAreYouDialog } from './steps/who-are-you.ts'
import { WhoManagesDialog } from './steps/who-manages.ts'
import { ToWebDialog } from './to-web.ts'
import type { SideName } from './outcome.ts'
import type { Services } from './work.ts'

/** Made anew, each with the services. */
export function allDialogs(services: Services): Dialog[] {
  return [
    new AskDialog(services),
    new WhoAreYouDialog(services),
    new LetterDialog(services),
    new OpenSiteDialog(services),
    new AcceptTermsDialog(services),
    new ClientNameDialog(services),
    new RoleDialog(services),
    new WhoManagesDialog(services),
    new OwnNameDialog(services),
    new ManagerEmailDialog(services),
    new HaveCodeDialog(services),
    new CodeDialog(services),
    new CodeLinkDialog(services),
    new CodeCheckDialog(services),
    new StepDialog(codeTellId, services, { problems: ['refused', 'whichDate'], texts: 'code' }),
    new MailSentDialog(services),
    new ChoosePasswordDialog(services),
    new PhoneNumberDialog(services),
    new FinishedDialog(services),
    new RemindDialog(services),
    new HumanDialog(services),
    new CallMeDialog(services),
    new MenuDialog(services),
    new ToWebDialog(services),
    ...(Object.keys(sides) as SideName[]).map((name) => new SideDialog(name, services)),
  ]
}
