// The connection under Twilio's client: Node's own http with connections kept open. Twilio's axios costs twice the dialog engine.
import { Agent as HttpAgent, request as requestHttp, type ClientRequest, type IncomingMessage } from 'node:http'
import { Agent as HttpsAgent, request as requestHttps } from 'node:https'
import type { Socket } from 'node:net'
import twilio from 'twilio'

export type HttpClientOptions = {
  /** Milliseconds for one call, from asking to the whole answer. */
  timeout: number
  sockets: number
  /** Milliseconds an unused connection stays open. */
  idle: number
  /** Where Twilio is, when not at its own addresses: `http://127.0.0.1:4010`. */
  apiUrl: string | null
}
type Options<T> = Parameters<InstanceType<typeof twilio.RequestClient>['request']>[0] & { data?: T }
type Answer<T> = { statusCode: number; body: T; headers: IncomingMessage['headers'] }
type Wire = { secure: boolean; options: object; body: string | null; timeout: number }

/** Nothing of the request left this machine. */
export class NotSent extends Error {
  readonly code: string
  constructor(cause: unknown) {
    super('not sent', { cause })
    this.code = codeOf(cause)
  }
}

/** 429: refused before it was processed. `after` in milliseconds, 0 when Twilio did not say. */
export class Throttled extends Error {
  readonly after: number
  readonly code: string
  constructor(after: number, code: string) {
    super('throttled')
    this.after = after
    this.code = code
  }
}

/** Rejects with NotSent, Throttled, or an Error with a `code` when it may have been processed. */
export class HttpClient extends twilio.RequestClient {
  private readonly settings: HttpClientOptions
  private readonly agents: { http: HttpAgent; https: HttpsAgent }

  constructor(settings: HttpClientOptions) {
    super({ timeout: settings.timeout })
    this.settings = settings
    const keep = { keepAlive: true, maxSockets: settings.sockets, maxFreeSockets: settings.sockets, timeout: settings.idle }
    this.agents = { http: new HttpAgent(keep), https: new HttpsAgent(keep) }
  }

  override async request<T>(options: Options<T>): Promise<Answer<T>> {
    const { statusCode, headers, text } = await exchange(this.wire(options))
    if (statusCode === 429) throw new Throttled(waitOf(headers['retry-after']), throttleCode(text))
    // Twilio's client reads the JSON itself, and says so when it is none.
    return { statusCode, headers, body: text as T }
  }

  /** Closes what is open; calls under way end in an error. */
  close(): void {
    this.agents.http.destroy()
    this.agents.https.destroy()
  }

  private wire<T>({ method, uri, username, password, headers, params, data, timeout }: Options<T>): Wire {
    const { pathname, search, ...own } = locate(uri, params)
    const { protocol, hostname, port } = this.settings.apiUrl ? new URL(this.settings.apiUrl) : own.url
    const secure = protocol === 'https:'
    const body = data === undefined || method === 'get' ? null : bodyOf(data, headers)
    return {
      secure, body, timeout: timeout ?? this.settings.timeout,
      options: {
        agent: secure ? this.agents.https : this.agents.http, method: method.toUpperCase(), hostname: hostname.replace(/^\[|\]$/g, ''), port, path: pathname + search,
        auth: `${username}:${password}`,
        headers: { ...headers, ...(body !== null && { 'Content-Length': Buffer.byteLength(body) }) },
      },
    }
  }
}

type Received = { statusCode: number; headers: IncomingMessage['headers']; text: string }

function exchange({ secure, options, body, timeout }: Wire): Promise<Received> {
  return new Promise((resolve, reject) => {
    let sent = false
    const request: ClientRequest = secure ? requestHttps(options) : requestHttp(options)
    const fail = (error: unknown) => {
      clearTimeout(deadline)
      reject(sent ? error : new NotSent(error))
    }
    const deadline = setTimeout(() => request.destroy(timedOut()), timeout)
    request.once('socket', (socket) => whenReady(socket, secure, () => { sent = true }))
    request.on('error', fail)
    request.once('response', (response) => {
      void readAnswer(response).then(resolve, fail).finally(() => clearTimeout(deadline))
    })
    request.end(body ?? undefined)
  })
}

/** From here on bytes may reach the other side. */
function whenReady(socket: Socket, secure: boolean, ready: () => void): void {
  if (socket.connecting) socket.once(secure ? 'secureConnect' : 'connect', ready)
  else ready()
}

async function readAnswer(response: IncomingMessage): Promise<Received> {
  const chunks: Buffer[] = []
  for await (const chunk of response) chunks.push(chunk as Buffer)
  return { statusCode: response.statusCode ?? 0, headers: response.headers, text: Buffer.concat(chunks).toString('utf8') }
}

function locate(uri: string, params: object | undefined): { url: URL; pathname: string; search: string } {
  const url = new URL(uri)
  for (const [name, value] of pairs(params ?? {})) url.searchParams.append(name, value)
  return { url, pathname: url.pathname, search: url.search }
}

function bodyOf(data: unknown, headers: Readonly<Record<string, unknown>> = {}): string {
  return headers['Content-Type'] === 'application/json' ? JSON.stringify(data) : new URLSearchParams(pairs(data as object)).toString()
}

/** A list is its name repeated. */
function pairs(fields: object): [string, string][] {
  return Object.entries(fields).flatMap(([name, value]) => [value].flat().filter((one) => one !== undefined && one !== null).map((one): [string, string] => [name, String(one)]))
}

const timedOut = () => Object.assign(new Error('timed out'), { code: 'ETIMEDOUT' })

function codeOf(error: unknown): string {
  const { code } = error as { code?: unknown }
  return typeof code === 'string' ? code : 'connection'
}

/** Seconds, as the header has them, in milliseconds; at most an hour. */
function waitOf(header: string | undefined): number {
  const seconds = Number(header)
  return Number.isFinite(seconds) && seconds > 0 ? Math.min(seconds, 3_600) * 1_000 : 0
}

function throttleCode(text: string): string {
  const [, code] = /"code"\s*:\s*(\d{5})/.exec(text) ?? []
  return code ?? '20429'
}
