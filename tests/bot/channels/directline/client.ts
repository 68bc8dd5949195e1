// A Direct Line client for tests: plain requests, and a socket whose frames can be waited for.
import { randomUUID } from 'node:crypto'
import { type ClientOptions, WebSocket } from 'ws'
import type { TestApp } from '../../../support/app.ts'
import { useApp } from '../../../support/use-app.ts'

export type Activity = {
  id: string; type: string; text?: string; timestamp: string; channelId: string; locale: string
  from: { id: string; role: string }; conversation: { id: string }; channelData?: { clientActivityID?: string }; attachments?: object[]
}
export type Opened = { conversationId: string; token: string; expires_in: number; streamUrl: string }
export type Reply<T> = { status: number; headers: Headers; body: T }
export type Ask = { method?: string; token?: string; json?: unknown; headers?: Record<string, string>; raw?: BodyInit }
export type ErrorBody = { error: { code: string; message: string } }

/** The app of this test file and its Direct Line; both are there inside a test only. */
export function useDirectLine(): { readonly app: TestApp; readonly line: ReturnType<typeof directLine> } {
  const app = useApp()
  return {
    get app() {
      return app()
    },
    get line() {
      return directLine(app().url)
    },
  }
}

export const conversationsPath = '/v3/directline/conversations'

/** Requests of one server. */
export function directLine(url: string) {
  const call = async <T = ErrorBody>(path: string, { method = 'GET', token, json, headers = {}, raw }: Ask = {}): Promise<Reply<T>> => {
    const response = await fetch(url + path, {
      method,
      headers: { ...(token ? { authorization: `Bearer ${token}` } : {}), ...(json === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
      ...(raw === undefined ? {} : { body: raw }),
      ...(json === undefined ? {} : { body: JSON.stringify(json) }),
    })
    const text = await response.text()
    return { status: response.status, headers: response.headers, body: (text && response.headers.get('content-type')?.startsWith('application/json') ? JSON.parse(text) : text) as T }
  }
  const post = <T = ErrorBody>(path: string, rest: Ask = {}) => call<T>(path, { method: 'POST', ...rest })
  const generate = async (json: unknown = {}) => (await post<Omit<Opened, 'streamUrl'>>('/v3/directline/tokens/generate', { json })).body
  /** A conversation that has begun. */
  const begin = async (headers = {}): Promise<Opened> => (await post<Opened>(conversationsPath, { token: (await generate()).token, json: { user: {} }, headers })).body
  const say = (opened: Opened, text: string, id: string = randomUUID()) =>
    post<{ id: string } & ErrorBody>(`${conversationsPath}/${opened.conversationId}/activities`, { token: opened.token, json: { type: 'message', text, channelData: { clientActivityID: id } } })
  const poll = (opened: Opened, watermark = '') =>
    call<{ activities: Activity[]; watermark: string }>(`${conversationsPath}/${opened.conversationId}/activities?watermark=${watermark}`, { token: opened.token })
  return { call, post, generate, begin, say, poll }
}

export type Line = {
  activities: Activity[]
  frames: string[]
  /** The last watermark that came. */
  watermark: () => string
  /** Resolves with the first activity, past or coming, that fits. */
  until: (fits: (activity: Activity) => boolean) => Promise<Activity>
  closed: Promise<number>
  socket: WebSocket
}

/** Opens a stream; rejects with the status when the server refuses it. */
export async function openLine(streamUrl: string, options: ClientOptions = {}): Promise<Line> {
  const socket = new WebSocket(streamUrl, options)
  const activities: Activity[] = []
  const frames: string[] = []
  const waiting = new Set<() => void>()
  let watermark = ''
  socket.on('message', (data) => {
    frames.push(String(data))
    const frame = JSON.parse(String(data)) as { activities: Activity[]; watermark: string }
    watermark = frame.watermark
    activities.push(...frame.activities)
    waiting.forEach((check) => check())
  })
  const closed = new Promise<number>((resolve) => { socket.once('close', resolve) })
  await new Promise<void>((resolve, reject) => {
    socket.once('open', () => resolve())
    socket.once('error', reject)
    socket.once('unexpected-response', (_request, response) => reject(new Error(`refused ${response.statusCode}`)))
  })
  const until = (fits: (activity: Activity) => boolean) => new Promise<Activity>((resolve) => {
    const check = () => {
      const found = activities.find(fits)
      if (!found) return
      waiting.delete(check)
      resolve(found)
    }
    waiting.add(check)
    check()
  })
  return { activities, frames, watermark: () => watermark, until, closed, socket }
}

export const isBot = (activity: Activity): boolean => activity.from.role === 'bot'
/** The bot's answer to what was said with this id: the first of its messages behind the echo. */
export const answers = (line: Line, id: string): Promise<Activity> => line.until((activity) => {
  const echo = line.activities.findIndex(({ channelData }) => channelData?.clientActivityID === id)
  return echo >= 0 && isBot(activity) && line.activities.indexOf(activity) > echo
})
