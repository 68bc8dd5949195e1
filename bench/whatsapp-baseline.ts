// The Bot Framework bot on WhatsApp's path, in memory: signature checked by Twilio's own function, the turn, the replies by Twilio's own client on the app's connection, the answer.
// Arguments: the file of the reference, the port, the port of Twilio, its account and token, the sender.
import { readFileSync } from 'node:fs'
import type { Activity } from 'botbuilder'
import { createServer, type Request, type Response } from 'restify'
import twilio from 'twilio'
import { createTwilioClient } from '../bot/channels/whatsapp/client.ts'
import { HttpClient } from '../bot/channels/whatsapp/http-client.ts'
import { readForm } from '../bot/http/body.ts'
import { limits } from '../domain/limits.ts'
import { createBaselineBot } from './baseline-bot.ts'
import { type Reference } from './reference.ts'

type Action = { title: string; value: { choice: string } }

const [file = '', port = '', twilioPort = '', accountSid = '', authToken = '', from = ''] = process.argv.slice(2)
const origin = `http://127.0.0.1:${port}`
const { sockets, idleSocket: idle } = limits.whatsapp
const bot = createBaselineBot(JSON.parse(readFileSync(file, 'utf8')) as Reference)
const client = createTwilioClient({ accountSid, authTokens: [authToken] }, new HttpClient({ timeout: limits.delivery.timeout, sockets, idle, apiUrl: `http://127.0.0.1:${twilioPort}` }))
const contents = new Map<string, Promise<string>>()
let sent = 0

const server = createServer({ name: '' })
server.get('/health', (_request: Request, response: Response, next: () => void) => {
  answer(response, 200)
  next()
})
server.post('/api/whatsapp', handle(async (form) => {
  for (const reply of await bot(toActivity(form))) await send(form['From'] ?? '', reply)
}))
server.post('/api/whatsapp/status/:delivery', handle(async () => {}))
server.listen(Number(port), '127.0.0.1')

function handle(route: (form: Record<string, string>) => Promise<void>) {
  return async (request: Request, response: Response): Promise<void> => {
    try {
      const form = await readForm(request, limits.directLine.bodyBytes)
      if (!twilio.validateRequest(authToken, String(request.headers['x-twilio-signature']), origin + request.url, form)) return answer(response, 403)
      await route(form)
      answer(response, 200)
    } catch (error) {
      process.stderr.write(`${String((error as Error).stack)}\n`)
      answer(response, 500)
    }
  }
}

function toActivity({ From: id = '', MessageSid: sid = '', Body: text = '' }: Record<string, string>): Partial<Activity> {
  return {
    type: 'message', id: sid, text, channelId: 'whatsapp', locale: 'nl-NL', serviceUrl: 'http://localhost',
    from: { id, name: '', role: 'user' }, recipient: { id: 'bot', name: 'bot' }, conversation: { id, isGroup: false, conversationType: 'personal', name: '' },
  }
}

async function send(to: string, { text = '', suggestedActions }: Partial<Activity>): Promise<void> {
  const actions = (suggestedActions?.actions ?? []) as unknown as Action[]
  sent += 1
  const content = actions.length === 0 ? { body: text } : { contentSid: await contentOf(actions), contentVariables: JSON.stringify({ 1: text }) }
  await client.messages.create({ from, to, statusCallback: `${origin}/api/whatsapp/status/${sent}`, ...content })
}

/** Made once for each set of buttons, as in the app. */
function contentOf(actions: readonly Action[]): Promise<string> {
  const key = JSON.stringify(actions)
  const known = contents.get(key)
  if (known) return known
  const body = '{{1}}'
  const types: Record<string, object> = actions.length <= 3
    ? { 'twilio/quick-reply': { body, actions: actions.map(({ title, value }) => ({ type: 'QUICK_REPLY', title, id: value.choice })) } }
    : { 'twilio/list-picker': { body, button: 'Kies', items: actions.map(({ title, value }) => ({ id: value.choice, item: title })) } }
  const made = client.createContent({ friendly_name: 'bench', language: 'nl', variables: { 1: '-' }, types })
  contents.set(key, made)
  return made
}

function answer(response: Response, status: number): void {
  response.writeHead(status, { 'content-type': 'text/xml; charset=utf-8' })
  response.end('<Response/>')
}
