// Step 2: tick the box and start.
import { StepDialog } from '../step-dialog.ts'
import type { Services } from '../work.ts'

export class AcceptTermsDialog extends StepDialog {
  constructor(services: Services) {
    super('acceptTerms', services, { problems: ['noBox', 'buttonDead'] })
  }
}
