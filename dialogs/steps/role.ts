// Step 4: "Ik ontvang hulp".
import { StepDialog } from '../step-dialog.ts'
import type { Services } from '../work.ts'

export class RoleDialog extends StepDialog {
  constructor(services: Services) {
    super('role', services, { problems: ['whichChoice', 'wrongChoice'] })
  }
}
