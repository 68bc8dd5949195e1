import { afterAll, beforeAll } from '@jest/globals'
import { startTestApp, type TestApp } from './app.ts'
import { type FakeTwilio, type FakeTwilioOptions, startFakeTwilio } from './fake-twilio.ts'
import { addTemplates, testTemplates, twilioEnvironment } from './whatsapp-environment.ts'
import { WhatsAppPerson } from './whatsapp-person.ts'

export type WhatsAppOptions = {
  /** Variables beside those of the channel; '' takes one away. */
  env?: Record<string, string>
  now?: () => Date
  fake?: Omit<FakeTwilioOptions, 'now'>
}
export type WhatsAppStage = {
  fake: () => FakeTwilio
  app: () => TestApp
  /** Somebody new each time: with a phone number of their own unless one is given. */
  person: (who?: { phone?: string; bsuid?: string }) => WhatsAppPerson
}

const firstPhone = 31_610_000_000

/** One fake Twilio and one app for all tests of a file, with one clock for both: `app().clock.forward` moves the 24 hours of WhatsApp too. */
export function useWhatsApp(options: WhatsAppOptions = {}): WhatsAppStage {
  const stage: { fake?: FakeTwilio; app?: TestApp } = {}
  let people = 0
  beforeAll(async () => {
    const { fake, app } = await startWhatsApp(options)
    Object.assign(stage, { fake, app })
  })
  afterAll(async () => {
    await stage.app?.stop()
    await stage.fake?.stop()
  })
  const fake = () => stage.fake ?? fail()
  return {
    fake,
    app: () => stage.app ?? fail(),
    person: (who) => {
      people += 1
      return new WhatsAppPerson(fake(), who ?? { phone: `+${firstPhone + people}` })
    },
  }
}

/** The same without jest's hooks: stop the app first, then the fake. */
export async function startWhatsApp({ env = {}, now, fake: own = {} }: WhatsAppOptions = {}): Promise<{ fake: FakeTwilio; app: TestApp }> {
  const started: { app?: TestApp } = {}
  const fake = await startFakeTwilio({ ...own, now: () => started.app?.clock.now ?? now?.() ?? new Date() })
  try {
    const app = await startTestApp({ env: { ...twilioEnvironment(fake), ...addTemplates(fake, testTemplates), ...env }, ...(now && { now }) })
    started.app = app
    fake.webhookUrl = `${app.url}/api/whatsapp`
    return { fake, app }
  } catch (error) {
    await fake.stop()
    throw error
  }
}

function fail(): never {
  throw new Error('the fake and the app are there inside a test only')
}
