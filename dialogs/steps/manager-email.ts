// Step 6: the e-mail address of whoever manages Caren.
import { StepDialog } from '../step-dialog.ts'
import type { Services } from '../work.ts'

export class ManagerEmailDialog extends StepDialog {
  constructor(services: Services) {
    super('managerEmail', services, { problems: ['noEmail', 'wrongEmail'] })
  }
}
