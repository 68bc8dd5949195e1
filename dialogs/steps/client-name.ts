// Step 3: the name of the client, often filled with the representative's own.
import { StepDialog } from '../step-dialog.ts'
import type { Services } from '../work.ts'

export class ClientNameDialog extends StepDialog {
  constructor(services: Services) {
    super('clientName', services, { problems: ['whoseName', 'wrongName'] })
  }
}
