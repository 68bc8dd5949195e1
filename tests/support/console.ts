// Somebody at the desk, without the console: signs in, reads lists and conversations, makes moves.
import { randomUUID } from 'node:crypto'
import { createDemoTokens, type DemoWho } from '../../bot/desk/auth/demo-tokens.ts'
import type { DeskConversation, DeskMove, DeskRow, ListName, Me, MessagesAnswer, RowsAnswer, TurnAnswer } from '../../bot/desk/contract.ts'
import type { TestApp } from './app.ts'

export type Answered<T> = { status: number; headers: Headers; body: T }

export class Console {
  readonly url: string
  token: string

  constructor(url: string, token: string) {
    this.url = url
    this.token = token
  }

  /** One of the demo's three people (karin: digimaatje, mo: coordinator too, els: auditor), signed in and seen: the app is in demo mode. */
  static async demo({ url, app, clock }: Pick<TestApp, 'url' | 'app' | 'clock'>, who: DemoWho = 'karin'): Promise<Console> {
    const { token } = await createDemoTokens({ signing: app.store.keys.signing, now: () => clock.now }).issue(who)
    const console = new Console(url, token)
    await console.me()
    return console
  }

  async get<T>(path: string): Promise<Answered<T>> {
    return this.#ask<T>(path, {})
  }

  async post<T>(path: string, body: unknown = {}): Promise<Answered<T>> {
    return this.#ask<T>(path, { method: 'POST', body: JSON.stringify(body) })
  }

  /** Who I am; whoever calls is seen. */
  async me(): Promise<Me> {
    return this.#good(await this.get<Me>('/api/desk/me'))
  }

  async rows(list: ListName, before?: string): Promise<RowsAnswer> {
    return this.#good(await this.get<RowsAnswer>(`/api/desk/rows?list=${list}${before ? `&before=${encodeURIComponent(before)}` : ''}`))
  }

  /** The row of one conversation in a list; undefined: it is not in it. */
  async row(list: ListName, id: string): Promise<DeskRow | undefined> {
    return (await this.rows(list)).rows.find((row) => row.id === id)
  }

  async conversation(id: string): Promise<DeskConversation> {
    return this.#good(await this.get<DeskConversation>(`/api/desk/conversations/${id}`))
  }

  async messages(id: string, after = 0): Promise<MessagesAnswer> {
    return this.#good(await this.get<MessagesAnswer>(`/api/desk/conversations/${id}/messages?after=${after}`))
  }

  /** One click. The same `turn` again is the same click. */
  async move(id: string, move: DeskMove, turn: string = randomUUID()): Promise<TurnAnswer> {
    return this.#good(await this.post<TurnAnswer>(`/api/desk/conversations/${id}/turns`, { id: turn, move }))
  }

  claim(id: string): Promise<TurnAnswer> {
    return this.move(id, { kind: 'claim' })
  }

  reply(id: string, text: string): Promise<TurnAnswer> {
    return this.move(id, { kind: 'reply', text })
  }

  async #ask<T>(path: string, init: RequestInit): Promise<Answered<T>> {
    const response = await fetch(this.url + path, { ...init, headers: { 'content-type': 'application/json', ...(this.token && { authorization: `Bearer ${this.token}` }) } })
    const isJson = response.headers.get('content-type')?.startsWith('application/json')
    return { status: response.status, headers: response.headers, body: (isJson ? await response.json() : await response.text()) as T }
  }

  #good<T>({ status, body }: Answered<T>): T {
    if (status !== 200) throw new Error(`the desk answered ${status}: ${JSON.stringify(body)}`)
    return body
  }
}
