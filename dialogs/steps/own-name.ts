// Step 5a: the representative's name, only after NEE.
import { StepDialog } from '../step-dialog.ts'
import type { Services } from '../work.ts'

export class OwnNameDialog extends StepDialog {
  constructor(services: Services) {
    super('ownName', services, { problems: ['whoseName', 'wrongName'] })
  }
}
