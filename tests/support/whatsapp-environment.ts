// What the app must be told to use a fake Twilio.
import type { FakeTwilio } from './fake-twilio.ts'

type Template = { name: string; body: string }

/** Templates as they would be approved; `bodies` by variable name (`WHATSAPP_TEMPLATE_CONTINUE` …). Returns each variable with its sid. */
export function addTemplates(fake: Pick<FakeTwilio, 'addTemplate'>, templates: readonly Template[]): Record<string, string> {
  return Object.fromEntries(templates.map(({ name, body }) => [name, fake.addTemplate({ types: { 'twilio/text': { body } } })]))
}

/** The variables that turn the channel on. */
export function twilioEnvironment({ url, accountSid, authToken, from }: Pick<FakeTwilio, 'url' | 'accountSid' | 'authToken' | 'from'>): Record<string, string> {
  return { TWILIO_ACCOUNT_SID: accountSid, TWILIO_AUTH_TOKEN: authToken, TWILIO_WHATSAPP_FROM: from, TWILIO_API_URL: url }
}

/** The four templates of the tests, told apart by their text. */
export const testTemplates: readonly Template[] = [
  { name: 'WHATSAPP_TEMPLATE_CONTINUE', body: 'Er is een bericht voor je. Stuur een woord terug.' },
  { name: 'WHATSAPP_TEMPLATE_CONTINUE_FORMAL', body: 'Er is een bericht voor u. Stuur een woord terug.' },
  { name: 'WHATSAPP_TEMPLATE_REMINDER', body: 'Je wilde een bericht over Caren. Stuur een woord terug.' },
  { name: 'WHATSAPP_TEMPLATE_REMINDER_FORMAL', body: 'U wilde een bericht over Caren. Stuur een woord terug.' },
]
