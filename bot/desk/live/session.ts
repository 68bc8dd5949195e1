// One socket of a console: who is behind it, what they watch, and its end.
import { WebSocket } from 'ws'
import { limits } from '../../../domain/limits.ts'
import type { DeskPerson } from '../auth/authenticate.ts'
import type { LiveOut } from '../contract.ts'
import type { Watching } from './watching.ts'

export const closeCodes = { badFrame: 1008, tryLater: 1013, expired: 4401, forbidden: 4403, noHello: 4408, tooMany: 4429 } as const

const { hello, expiredGrace, socketPing, socketBuffer, typingEvery } = limits.desk

export class Session {
  readonly socket: WebSocket
  /** The network address, for the audit log. */
  readonly origin: string
  /** null: no hello yet. */
  person: DeskPerson | null = null
  /** Rows come after the welcome. */
  welcomed = false
  watching: Watching | null = null
  /** Milliseconds since 1970: when the last token ends. */
  #expires = Infinity
  #told: number | null = null
  #typedAt = 0
  readonly #born: number
  #pinged: number
  #alive = true

  constructor(socket: WebSocket, { origin, at }: { origin: string; at: Date }) {
    this.socket = socket
    this.origin = origin
    this.#born = at.getTime()
    this.#pinged = this.#born
    socket.on('pong', () => this.lives())
    socket.on('error', () => socket.terminate())
  }

  get open(): boolean {
    return this.socket.readyState === WebSocket.OPEN
  }

  /** An auditor reads the audit log, not conversations. */
  get seesPeople(): boolean {
    return this.person?.roles.some((role) => role !== 'auditor') ?? false
  }

  send(frame: LiveOut): void {
    this.sendText(JSON.stringify(frame))
  }

  /** A frame that many get, made into text once. A reader this slow would fill our memory; it comes back and asks from where it was. */
  sendText(text: string): void {
    if (!this.open) return
    this.socket.send(text)
    if (this.socket.bufferedAmount > socketBuffer) this.socket.terminate()
  }

  lives(): void {
    this.#alive = true
  }

  /** A token that holds until `expires`. */
  renew(person: DeskPerson, expires: Date): void {
    this.person = person
    this.#expires = expires.getTime()
    this.#told = null
  }

  /** The token ends or was refused: one minute to say hello again, and before the first welcome what is left of the time for that. */
  expire(at: Date): void {
    this.#told ??= at.getTime()
    this.send({ kind: 'expired' })
  }

  /** Not more often than somebody needs to see it. */
  mayType(at: Date): boolean {
    if (at.getTime() - this.#typedAt < typingEvery) return false
    this.#typedAt = at.getTime()
    return true
  }

  close(code: number): void {
    this.socket.close(code)
  }

  /** What time does to it. */
  tick(at: Date): void {
    const now = at.getTime()
    if (this.person === null && now - this.#born >= hello) return this.close(closeCodes.noHello)
    if (this.#told !== null && now - this.#told >= expiredGrace) return this.close(closeCodes.expired)
    if (this.#told === null && now >= this.#expires) this.expire(at)
    if (now - this.#pinged >= socketPing) this.#ping(now)
  }

  #ping(now: number): void {
    if (!this.#alive) return this.socket.terminate()
    this.#alive = false
    this.#pinged = now
    if (this.open) this.socket.ping()
  }
}
