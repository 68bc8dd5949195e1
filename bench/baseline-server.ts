// The Bot Framework bot behind the same restify, tokens, sockets and frames as the app; no limits, no security headers, no database.
// Arguments: the file of the reference, the port.
import { randomBytes, randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import type { Activity } from 'botbuilder'
import { createServer, type Request, type Response } from 'restify'
import { activityId } from '../bot/channels/directline/render.ts'
import { createStreams } from '../bot/channels/directline/streams.ts'
import { createTokens } from '../bot/channels/directline/tokens.ts'
import { readJson } from '../bot/http/body.ts'
import type { StoredActivity } from '../bot/turn/types.ts'
import { limits } from '../domain/limits.ts'
import { createBaselineBot } from './baseline-bot.ts'
import { createMemoryFeed } from './baseline-feed.ts'
import type { Reference } from './reference.ts'

const [file = '', port = ''] = process.argv.slice(2)
const { tokenLife, tokenGrace, streamUrlLife, tokensCached, bodyBytes } = limits.directLine
const now = () => new Date()
const bot = createBaselineBot(JSON.parse(readFileSync(file, 'utf8')) as Reference)
const tokens = createTokens({ signing: randomBytes(32), now, tokenLife, tokenGrace, ticketLife: streamUrlLife, cached: tokensCached })
const feed = createMemoryFeed()
const streams = createStreams({ tokens, feed, now })

const server = createServer({ name: '' })
server.get('/health', (_request: Request, response: Response, next: () => void) => {
  answer(response, 200, {})
  next()
})
server.post('/api/web/session', handle(session))
server.post('/v3/directline/conversations/:id/activities', handle(post))
server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => streams.upgrade(request, socket, head))
server.listen(Number(port), '127.0.0.1')

async function session(request: Request): Promise<object> {
  await readJson(request, bodyBytes)
  const conv = randomUUID()
  const user = `dl_${conv}`
  const said = await bot({ type: 'conversationUpdate', membersAdded: [{ id: user, name: '' }], ...addressed(conv, user) })
  feed.publish(conv, said.map(fromBot))
  const [token, ticket] = await Promise.all([tokens.issue({ conv, user, identity: '', started: true }), tokens.issueTicket({ conv, user, after: 0 })])
  const streamUrl = `ws://${request.headers.host}/v3/directline/conversations/${conv}/stream?watermark=0&t=${ticket}`
  return { conversation: { conversationId: conv, token, expires_in: tokenLife / 1_000, streamUrl }, resumed: false }
}

async function post(request: Request): Promise<object | null> {
  const reading = await tokens.read((request.headers.authorization ?? '').slice('Bearer '.length))
  if (reading.kind !== 'valid' || reading.claims.conv !== request.params.id) return null
  const { conv, user } = reading.claims
  const own = await readJson(request, bodyBytes) as StoredActivity
  const said = await bot({ ...own, ...addressed(conv, user) })
  return { id: activityId(conv, feed.publish(conv, [{ author: 'person', activity: own }, ...said.map(fromBot)])) }
}

/** What Direct Line adds to an activity. */
function addressed(conv: string, user: string): Partial<Activity> {
  return {
    id: randomUUID(), channelId: 'directline', locale: 'nl-NL', serviceUrl: 'http://localhost',
    from: { id: user, name: '', role: 'user' }, recipient: { id: 'bot', name: 'bot' }, conversation: { id: conv, isGroup: false, conversationType: 'personal', name: '' },
  }
}

/** Only what the person is shown, as the app's frames: same size on the wire. */
function fromBot({ type = 'message', text, suggestedActions, channelData }: Partial<Activity>) {
  const activity: StoredActivity = { type, ...(text && { text }), ...(suggestedActions && { suggestedActions }), ...(channelData && { channelData }) }
  return { author: 'bot' as const, activity }
}

function handle(route: (request: Request) => Promise<object | null>) {
  return async (request: Request, response: Response): Promise<void> => {
    try {
      const json = await route(request)
      answer(response, json ? 200 : 403, json ?? {})
    } catch (error) {
      process.stderr.write(`${String((error as Error).stack)}\n`)
      answer(response, 500, {})
    }
  }
}

function answer(response: Response, status: number, json: object): void {
  const body = JSON.stringify(json)
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', 'content-length': Buffer.byteLength(body) })
  response.end(body)
}
