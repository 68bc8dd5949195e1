// `npm run start:whatsapp-demo`: type as somebody on WhatsApp, against the running app. Nothing leaves this computer.
import { randomBytes } from 'node:crypto'
import { createInterface } from 'node:readline'
import labels from '../../locales/whatsapp-demo.nl.json' with { type: 'json' }
import { startFakeTwilio } from './fake-twilio.ts'
import { startAppProcess } from './whatsapp-demo/app-process.ts'
import { createDemo } from './whatsapp-demo/conversation.ts'
import { addTemplates, testTemplates, twilioEnvironment } from './whatsapp-environment.ts'

const print = (text: string) => process.stdout.write(`${text}\n`)

// A new account each time: the app then makes its buttons anew at this fake.
const fake = await startFakeTwilio({ accountSid: `AC${randomBytes(16).toString('hex')}` })
const channel = { ...twilioEnvironment(fake), ...addTemplates(fake, testTemplates), PUBLIC_URL: '', WHATSAPP_WEBHOOK_URLS: '' }
const app = await startAppProcess({ LOG_LEVEL: 'error', ...process.env, ...channel }).catch(async (error: Error) => {
  print(`${labels.notStarted}\n${error.message}`)
  await fake.stop()
  process.exit(1)
})
fake.webhookUrl = `${app.url}/api/whatsapp`

const lines = createInterface({ input: process.stdin, terminal: false })
const demo = createDemo({ fake, labels, print, piped: !process.stdin.isTTY })
let stopping = false
process.on('SIGINT', () => lines.close()).on('SIGTERM', () => lines.close())
void app.ended.then(() => {
  if (!stopping) print(labels.ended)
  return lines.close()
})
demo.greet(app.url, app.desk)
for await (const line of lines) if (!await demo.line(line)) break

stopping = true
print(labels.stopping)
lines.close()
await app.stop()
await fake.stop()
process.exit(0)
