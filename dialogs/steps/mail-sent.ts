// Step 9: Caren sent an e-mail.
import { StepDialog } from '../step-dialog.ts'
import type { Services } from '../work.ts'

export class MailSentDialog extends StepDialog {
  constructor(services: Services) {
    super('mailSent', services, { problems: ['noMail', 'wrongAddress'] })
  }
}
