// Somebody on WhatsApp: writes and taps through the fake Twilio, and reads what the app sent them.
import { setTimeout as pause } from 'node:timers/promises'
import type { Button, FakeMessage, FakeTwilio, InboundFields, InboundOptions, InboundResult } from './fake-twilio.ts'

export type Line = { from: 'bot' | 'person'; text: string; buttons: Button[] }
/** `expect`: how many messages to wait for (standard 1; 0: it stays silent for `quiet` ms). */
export type Patience = { expect?: number; quiet?: number } & InboundOptions

const longest = 5_000
const standardQuiet = 60
/** This long without a word is silence. */
const standardSilence = 250

export class WhatsAppPerson {
  readonly fake: FakeTwilio
  /** +31…, or null for somebody with a user name only. */
  readonly phone: string | null
  /** NL.…, or null. */
  readonly bsuid: string | null
  /** Everything said so far, in order; call `read` for what came by itself. */
  readonly transcript: Line[] = []
  /** What the webhook answered to the last message. */
  answer: InboundResult | null = null
  #read = 0

  /** With neither: somebody with a phone number. `bsuid` alone: somebody whose number is not shown. */
  constructor(fake: FakeTwilio, { phone, bsuid }: { phone?: string; bsuid?: string } = {}) {
    this.fake = fake
    this.phone = phone ?? (bsuid === undefined ? '+31612345678' : null)
    this.bsuid = bsuid ?? null
    this.#read = fake.messages.length
  }

  /** Types a text. Returns what the app answers. */
  say(text: string, patience: Patience = {}): Promise<FakeMessage[]> {
    return this.send({ body: text }, patience)
  }

  /** Taps the button or list item with this title or choice under the last message; when it is numbered text, types the number. */
  press(button: string, patience: Patience = {}): Promise<FakeMessage[]> {
    return this.send(this.tap(button), patience)
  }

  /** The fields of a tap, for somebody who sends them by hand. @throws Error when there is no such button */
  tap(button: string): InboundFields {
    const last = this.received().at(-1)
    const found = this.buttons().find(({ id, title }) => title === button || id === button || id.split(':')[0] === button)
    if (found && last?.shape === 'list') return { listId: found.id, listTitle: found.title, repliedTo: last.sid }
    if (found && last) return { buttonPayload: found.id, buttonText: found.title, repliedTo: last.sid }
    const [, number] = new RegExp(`^(\\d+)\\. ${RegExp.escape(button)}$`, 'm').exec(last?.body ?? '') ?? []
    if (number) return { body: number }
    throw new Error(`no button ${button}; there are ${this.buttons().map(({ title }) => title).join(', ')} under: ${last?.body}`)
  }

  /** Sends anything; resolves with what the app said after it, once it has been quiet. */
  async send(fields: InboundFields, { expect = 1, quiet, ...options }: Patience = {}): Promise<FakeMessage[]> {
    this.read()
    this.transcript.push({ from: 'person', text: fields.body ?? fields.buttonText ?? fields.listTitle ?? '', buttons: [] })
    this.answer = await this.fake.deliverInbound({ ...this.address(), ...fields }, options)
    if (expect === 0) await pause(quiet ?? standardSilence)
    else await this.#untilQuiet(expect, quiet ?? standardQuiet)
    return this.read()
  }

  /** What came since the last read. */
  read(): FakeMessage[] {
    const fresh = this.fake.messages.slice(this.#read).filter(({ to }) => this.#addresses().includes(to))
    this.#read = this.fake.messages.length
    this.transcript.push(...fresh.map(({ body, buttons }): Line => ({ from: 'bot', text: body, buttons })))
    return fresh
  }

  /** Waits for `count` messages that come by themselves. */
  async hear(count = 1): Promise<FakeMessage[]> {
    await this.#untilQuiet(count, standardQuiet)
    return this.read()
  }

  /** Everything the app ever sent to this person. */
  received(): FakeMessage[] {
    return this.fake.messages.filter(({ to }) => this.#addresses().includes(to))
  }

  /** Under the last message. */
  buttons(): Button[] {
    return this.received().at(-1)?.buttons ?? []
  }

  /** Who sends, as fields of the webhook. */
  address(): InboundFields {
    return { ...(this.phone !== null && { from: this.phone }), ...(this.bsuid !== null && { externalUserId: this.bsuid }) }
  }

  #addresses(): string[] {
    return [this.phone, this.bsuid].flatMap((one) => (one === null ? [] : [`whatsapp:${one}`]))
  }

  /** Gives up after 5 s: the caller sees too few messages. */
  async #untilQuiet(expect: number, quiet: number): Promise<void> {
    const count = () => this.fake.messages.slice(this.#read).filter(({ to }) => this.#addresses().includes(to)).length
    const end = performance.now() + longest
    while (count() < expect && performance.now() < end) await pause(5)
    for (let known = -1; known !== count() && performance.now() < end;) {
      known = count()
      await pause(quiet)
    }
  }
}

/** The texts of messages, an empty line between them. */
export const bodiesOf = (messages: readonly FakeMessage[]) => messages.map(({ body }) => body).join('\n\n')
