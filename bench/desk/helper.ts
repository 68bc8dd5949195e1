// A digimaatje at the desk: calls the API over one connection of their own, and has a live line.
import { randomUUID } from 'node:crypto'
import { Agent, request } from 'node:http'
import { WebSocket } from 'ws'
import type { DeskMove, LiveIn, LiveOut, RowsAnswer, TurnAnswer } from '../../bot/desk/contract.ts'

/** `at`: when it arrived (performance.now). */
export type Hears = (frame: LiveOut, at: number) => void

const patience = 10_000
/** Lists of colleagues are long, come often and tell the bench nothing. */
const unheard = Buffer.from('{"kind":"colleagues"')

export class Helper {
  readonly id: string
  readonly #token: string
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 1 })
  #socket: WebSocket | null = null
  hears: Hears = () => {}

  constructor({ id, token }: { id: string; token: string }) {
    this.id = id
    this.#token = token
  }

  rows(url: string): Promise<RowsAnswer> {
    return this.#ask(`${url}/api/desk/rows?list=queue`)
  }

  /** @throws Error when it is not done */
  async move(url: string, conversation: string, move: DeskMove): Promise<void> {
    const answer = await this.#ask<TurnAnswer>(`${url}/api/desk/conversations/${conversation}/turns`, { id: randomUUID(), move })
    if (answer.kind !== 'done') throw new Error(`${move.kind} answered ${JSON.stringify(answer)}`)
  }

  /** Opens the live line and reads the list, as the console does. Resolves when every change from now on is heard. */
  async goOnline(url: string): Promise<void> {
    const socket = new WebSocket(`${url.replace(/^http/, 'ws')}/desk/live`, { perMessageDeflate: false, skipUTF8Validation: true })
    this.#socket = socket
    socket.on('error', () => {})
    const welcome = Promise.withResolvers<void>()
    const late = setTimeout(() => welcome.reject(new Error('no welcome')), patience)
    socket.once('close', (code) => welcome.reject(new Error(`the line closed with ${code}`)))
    socket.once('open', () => this.#say({ kind: 'hello', token: this.#token }))
    socket.on('message', (data: Buffer) => {
      const at = performance.now()
      if (data.subarray(0, unheard.length).equals(unheard)) return
      const frame = JSON.parse(data.toString()) as LiveOut
      if (frame.kind === 'welcome') welcome.resolve()
      this.hears(frame, at)
    })
    await welcome.promise.finally(() => clearTimeout(late))
    await this.rows(url)
  }

  /** Opens a conversation, as the console does. */
  async watch(url: string, conversation: string): Promise<void> {
    await this.#ask(`${url}/api/desk/conversations/${conversation}`)
    this.#say({ kind: 'watch', conversation, after: 0 })
  }

  async goOffline(): Promise<void> {
    const socket = this.#socket
    this.#socket = null
    if (!socket || socket.readyState === WebSocket.CLOSED) return
    await new Promise<void>((resolve) => {
      socket.once('close', () => resolve())
      socket.close()
    })
  }

  #say(frame: LiveIn): void {
    this.#socket?.send(JSON.stringify(frame))
  }

  #ask<Answer>(url: string, body?: object): Promise<Answer> {
    const bytes = body && Buffer.from(JSON.stringify(body))
    const headers = { authorization: `Bearer ${this.#token}`, ...(bytes && { 'content-type': 'application/json', 'content-length': bytes.length }) }
    return new Promise((resolve, reject) => {
      const sent = request(url, { method: bytes ? 'POST' : 'GET', agent: this.#agent, headers }, (response) => {
        const chunks: Buffer[] = []
        response.on('data', (chunk: Buffer) => chunks.push(chunk))
        response.on('end', () => {
          const text = Buffer.concat(chunks).toString()
          if (response.statusCode === 200) resolve(JSON.parse(text) as Answer)
          else reject(new Error(`${url} answered ${response.statusCode} ${text}`))
        })
      })
      sent.on('error', reject)
      sent.end(bytes)
    })
  }
}
