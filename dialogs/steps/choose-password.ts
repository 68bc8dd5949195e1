// Step 10: choose a password and activate, in the e-mail.
import { StepDialog } from '../step-dialog.ts'
import type { Services } from '../work.ts'

export class ChoosePasswordDialog extends StepDialog {
  constructor(services: Services) {
    super('choosePassword', services, { problems: ['refused', 'linkBroken'] })
  }
}
