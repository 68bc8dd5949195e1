// A console's live line for tests: says hello, and its frames can be waited for. The desk of demo mode signs everybody in.
import { WebSocket } from 'ws'
import type { DeskMessage, DeskMove, DeskRow, LiveIn, LiveOut, TurnAnswer } from '../../bot/desk/contract.ts'
import type { TestApp } from './app.ts'
import { Console } from './console.ts'

export type DemoTokens = Record<'karin' | 'mo' | 'els', string>

/** Tokens of the three people of the demo, signed in. */
export async function demoTokens(app: TestApp): Promise<DemoTokens> {
  const [karin, mo, els] = await Promise.all([Console.demo(app, 'karin'), Console.demo(app, 'mo'), Console.demo(app, 'els')])
  return { karin: karin.token, mo: mo.token, els: els.token }
}

/** A move at the desk, by HTTP. */
export function deskMove(url: string, token: string, { conversation, move }: { conversation: string; move: DeskMove }): Promise<TurnAnswer> {
  return new Console(url, token).move(conversation, move)
}

export class LiveConsole {
  readonly frames: LiveOut[] = []
  readonly socket: WebSocket
  readonly closed: Promise<number>
  readonly #waiting = new Set<() => void>()

  constructor(url: string) {
    this.socket = new WebSocket(`${url.replace(/^http/, 'ws')}/desk/live`)
    this.closed = new Promise((resolve) => { this.socket.once('close', resolve) })
    // A line that is cut is what some tests are about.
    this.socket.on('error', () => {})
    this.socket.on('message', (data) => {
      this.frames.push(JSON.parse(String(data)) as LiveOut)
      this.#waiting.forEach((check) => check())
    })
  }

  static async open(url: string, token: string): Promise<LiveConsole> {
    const line = new LiveConsole(url)
    await line.opened()
    line.say({ kind: 'hello', token })
    await line.until('welcome')
    return line
  }

  opened(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.socket.once('open', () => resolve())
      this.socket.once('unexpected-response', (_request, response) => reject(new Error(`refused ${response.statusCode}`)))
      this.socket.once('error', reject)
    })
  }

  say(frame: LiveIn): void {
    this.socket.send(JSON.stringify(frame))
  }

  of<Kind extends LiveOut['kind']>(kind: Kind): Extract<LiveOut, { kind: Kind }>[] {
    return this.frames.filter((frame): frame is Extract<LiveOut, { kind: Kind }> => frame.kind === kind)
  }

  /** Resolves with the first frame of this kind, past or coming, that fits. */
  until<Kind extends LiveOut['kind']>(kind: Kind, fits: (frame: Extract<LiveOut, { kind: Kind }>) => boolean = () => true): Promise<Extract<LiveOut, { kind: Kind }>> {
    return new Promise((resolve) => {
      const check = () => {
        const found = this.of(kind).find(fits)
        if (!found) return
        this.#waiting.delete(check)
        resolve(found)
      }
      this.#waiting.add(check)
      check()
    })
  }

  /** The first row of this conversation, past or coming, that fits. */
  async row(conversation: string, fits: (row: DeskRow) => boolean = () => true): Promise<DeskRow> {
    const own = (row: DeskRow) => row.id === conversation && fits(row)
    const { rows } = await this.until('rows', (frame) => frame.rows.some(own))
    return rows.find(own) ?? Promise.reject(new Error('no such row'))
  }

  async message(fits: (message: DeskMessage) => boolean): Promise<DeskMessage> {
    const { messages } = await this.until('messages', (frame) => frame.messages.some(fits))
    return messages.find(fits) ?? Promise.reject(new Error('no such message'))
  }

  /** Every message that came, in the order it came. */
  messages(): DeskMessage[] {
    return this.of('messages').flatMap(({ messages }) => messages)
  }

  /** What the server had to say before this is here. */
  async ping(): Promise<void> {
    const before = this.of('pong').length
    this.say({ kind: 'ping' })
    await this.until('pong', () => this.of('pong').length > before)
  }

  close(): void {
    this.socket.close()
  }
}
