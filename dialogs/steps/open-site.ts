// Step 1: open caren.nl and choose to make an account.
import { StepDialog } from '../step-dialog.ts'
import type { Services } from '../work.ts'

export class OpenSiteDialog extends StepDialog {
  constructor(services: Services) {
    super('openSite', services, { problems: ['notOpening', 'noButton'], links: ['caren'] })
  }
}
