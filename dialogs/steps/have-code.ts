// Step 7: Caren asks whether there is a code.
import { StepDialog } from '../step-dialog.ts'
import type { Services } from '../work.ts'

export class HaveCodeDialog extends StepDialog {
  constructor(services: Services) {
    super('haveCode', services, { problems: ['whichChoice', 'noLetter'] })
  }
}
