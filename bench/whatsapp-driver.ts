// The second process on WhatsApp's path: all the simulated people, and the Twilio between them and the bot. Arguments: its port, `callbacks` to have every message reported on.
import { startFakeTwilio } from '../tests/support/fake-twilio.ts'
import { answerQuestions } from './child.ts'
import type { Load } from './people.ts'
import { runWhatsAppLoad } from './whatsapp-people.ts'
import { recordWhatsApp, type WhatsAppReference } from './whatsapp-reference.ts'

const fake = await startFakeTwilio({ port: Number(process.argv[2]), callbacks: { on: process.argv[3] === 'callbacks' } })
let reference: WhatsAppReference | null = null

answerQuestions(async ({ what, url, ...load }) => {
  if (what === 'ready') return null
  if (what === 'record') {
    fake.webhookUrl = `${url}/api/whatsapp`
    reference = await recordWhatsApp(fake)
    return reference
  }
  if (!reference) throw new Error('nothing is recorded yet')
  return runWhatsAppLoad({ url, ...load } as Load, fake, reference)
})
