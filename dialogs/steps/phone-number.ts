// After step 10: the phone number in Profiel, for the login code.
import { StepDialog } from '../step-dialog.ts'
import type { Services } from '../work.ts'

export class PhoneNumberDialog extends StepDialog {
  constructor(services: Services) {
    super('phoneNumber', services, { problems: ['notFound', 'noPhone'], links: ['caren'] })
  }
}
