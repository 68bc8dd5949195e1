// One conversation as the widget holds it: a session, a stream that listens, answers by POST.
import { Agent, request } from 'node:http'
import { WebSocket } from 'ws'

export type Activity = {
  id: string
  type: string
  text?: string
  from: { role?: string }
  suggestedActions?: { actions: { title: string; value: { choice: string } }[] }
  channelData?: { clientActivityID?: string }
} & Record<string, unknown>
export type Post = { type: 'message'; text: string; value?: unknown }
export type Dialogue = {
  /** Everything that arrived, in order of arrival. */
  heard: Activity[]
  /** Resolves when this many activities have arrived; false after `patience` ms, or when the stream ends. */
  untilHeard: (count: number, patience: number) => Promise<boolean>
  /** Sends an activity. @throws Error when it is not answered 200 */
  post: (activity: object) => Promise<void>
  close: () => void
}
/** `agent` keeps one connection of one person; `address` is who the app is told to see (X-Forwarded-For). */
export type Caller = { url: string; agent: Agent; address: string }
type Session = { conversation: { conversationId: string; token: string; streamUrl: string } }

export const createAgent = () => new Agent({ keepAlive: true, maxSockets: 1 })

/** Starts a conversation and listens. Resolves when the stream is open; the welcome may still be on its way. */
export async function openDialogue(caller: Caller): Promise<Dialogue> {
  const { conversation } = await call(caller, '/api/web/session', { body: { start: 'new' } }) as Session
  const { conversationId, token, streamUrl } = conversation
  const ear = createEar(streamUrl)
  await ear.open
  const path = `/v3/directline/conversations/${conversationId}/activities`
  return {
    heard: ear.heard,
    untilHeard: ear.untilHeard,
    post: async (activity) => {
      await call(caller, path, { body: activity, token })
    },
    close: () => ear.socket.close(),
  }
}

type Waiting = { count: number; settle: (good: boolean) => void }

function createEar(streamUrl: string) {
  const socket = new WebSocket(streamUrl, { perMessageDeflate: false, skipUTF8Validation: true })
  const heard: Activity[] = []
  let waiting: Waiting | null = null
  socket.on('message', (data: Buffer) => {
    heard.push(...(JSON.parse(data.toString()) as { activities: Activity[] }).activities)
    if (waiting && heard.length >= waiting.count) waiting.settle(true)
  })
  const open = new Promise<void>((resolve, reject) => socket.once('open', resolve).on('error', reject))
  socket.once('close', () => waiting?.settle(false))
  const untilHeard = (count: number, patience: number) => new Promise<boolean>((resolve) => {
    if (heard.length >= count) return resolve(true)
    const timer = setTimeout(() => waiting?.settle(false), patience)
    const settle = (good: boolean) => {
      clearTimeout(timer)
      waiting = null
      resolve(good)
    }
    waiting = { count, settle }
  })
  return { socket, heard, open, untilHeard }
}

function call({ url, agent, address }: Caller, path: string, { body, token }: { body: object; token?: string }): Promise<unknown> {
  const bytes = Buffer.from(JSON.stringify(body))
  const headers = { 'content-type': 'application/json', 'content-length': bytes.length, 'x-forwarded-for': address, ...(token && { authorization: `Bearer ${token}` }) }
  return new Promise((resolve, reject) => {
    const sent = request(url + path, { method: 'POST', agent, headers }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('end', () => {
        const text = Buffer.concat(chunks).toString()
        if (response.statusCode === 200) resolve(JSON.parse(text))
        else reject(new Error(`${response.statusCode} ${text}`))
      })
    })
    sent.on('error', reject)
    sent.end(bytes)
  })
}
