// Which path does what, whatever the host: api., content. and messaging.twilio.com are one here.
import { contentJson, createContent, findContent, listContents } from './contents.ts'
import { createMessage, deleteMessage, type Fate, findMessage, listMessages, messageJson } from './messages.ts'
import { badRequest, notFound, Problem } from './problem.ts'
import type { State } from './state.ts'
import type { Call, Fault, FakeMessage } from './types.ts'

export type Asked = { method: string; path: string; query: URLSearchParams; contentType: string; authorization: string; body: string }
/** `accepted`: the message that this call created, and what becomes of it. */
export type Answer = { status: number; json: object | null; accepted?: { message: FakeMessage; fate: Fate } }

const messagesPath = /^\/2010-04-01\/Accounts\/(AC[0-9a-f]{32})\/Messages(?:\/([A-Z]{2}[0-9a-f]{32}))?\.json$/
const contentPath = /^\/v1\/Content(?:\/(HX[0-9a-f]{32}))?$/
const typingPath = '/v2/Indicators/Typing.json'

/** What kind of call it is, before anything is checked. */
export function whatOf({ method, path }: Pick<Asked, 'method' | 'path'>): Call['what'] {
  if (path === typingPath) return 'typing'
  if (path === '/v1/Content') return method === 'POST' ? 'content' : 'contents'
  const sid = messagesPath.exec(path)
  if (!sid) return 'other'
  return sid[2] ? method === 'DELETE' ? 'delete' : 'fetch' : method === 'POST' ? 'send' : 'list'
}

/** Does what is asked. @throws Problem */
export function answerTo(state: State, asked: Asked, fault: Fault | null): Answer {
  const account = mustBeOurs(state, asked)
  const messages = messagesPath.exec(asked.path)
  if (messages && messages[1] !== account) throw new Problem(404, 20404, `The requested resource ${asked.path} was not found`)
  if (messages) return messages[2] ? oneMessage(state, asked, messages[2]) : someMessages(state, asked, fault)
  const content = contentPath.exec(asked.path)
  if (content) return content[1] ? oneContent(state, asked, content[1]) : someContents(state, asked)
  if (asked.path === typingPath && asked.method === 'POST') return typing(state, formOf(asked))
  throw notFound(asked.path)
}

function someMessages(state: State, asked: Asked, fault: Fault | null): Answer {
  if (asked.method === 'GET') return { status: 200, json: listMessages(state, asked.query) }
  if (asked.method !== 'POST') throw notAllowed(asked)
  const accepted = createMessage(state, formOf(asked), fault)
  return { status: 201, json: messageJson(state, accepted.message), accepted }
}

function oneMessage(state: State, asked: Asked, sid: string): Answer {
  if (asked.method === 'GET') return { status: 200, json: messageJson(state, findMessage(state, sid)) }
  if (asked.method !== 'DELETE') throw notAllowed(asked)
  deleteMessage(state, sid)
  return { status: 204, json: null }
}

function someContents(state: State, asked: Asked): Answer {
  if (asked.method === 'GET') return { status: 200, json: listContents(state, asked.query) }
  if (asked.method !== 'POST') throw notAllowed(asked)
  return { status: 201, json: contentJson(state, createContent(state, jsonOf(asked))) }
}

function oneContent(state: State, asked: Asked, sid: string): Answer {
  const content = findContent(state, sid)
  if (asked.method === 'GET') return { status: 200, json: contentJson(state, content) }
  if (asked.method !== 'DELETE') throw notAllowed(asked)
  state.contents.delete(sid)
  return { status: 204, json: null }
}

function typing(state: State, form: URLSearchParams): Answer {
  const sid = form.get('messageId') ?? ''
  if (form.get('channel') !== 'whatsapp') throw badRequest(20001, 'channel must be whatsapp')
  if (state.bySid.get(sid)?.direction !== 'inbound') throw badRequest(20001, 'messageId must be of a message of the person')
  state.typing.push(sid)
  return { status: 200, json: { success: true } }
}

/** The account that the basic auth names. */
function mustBeOurs({ account }: State, { authorization }: Asked): string {
  const expected = `Basic ${Buffer.from(`${account.accountSid}:${account.authToken}`).toString('base64')}`
  if (authorization !== expected) throw new Problem(401, 20003, 'Authenticate')
  return account.accountSid
}

function formOf({ contentType, body }: Asked): URLSearchParams {
  mustBe('application/x-www-form-urlencoded', contentType)
  return new URLSearchParams(body)
}

function jsonOf({ contentType, body }: Asked): unknown {
  mustBe('application/json', contentType)
  try {
    return JSON.parse(body)
  } catch {
    throw badRequest(20001, 'The body is not JSON')
  }
}

function mustBe(wanted: string, contentType: string): void {
  if (contentType.split(';')[0]?.trim().toLowerCase() !== wanted) throw new Problem(415, 20415, `Content-Type must be ${wanted}, not ${contentType || 'nothing'}`)
}

const notAllowed = ({ method, path }: Asked) => new Problem(405, 20004, `Method ${method} not allowed on ${path}`)
