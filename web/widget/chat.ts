import { batch } from '@preact/signals'
import type { Api } from './api.ts'
import { botHelps } from './helper.ts'
import type { Held, Keep, Kept } from './keep.ts'
import { labels } from './labels.ts'
import { Live } from './live.ts'
import { isMessage, type Outgoing } from './outbox.ts'
import { remember } from './remember.ts'
import { askSession, type Start } from './session.ts'
import { createStore, type Phase } from './store.ts'
import { addOwn } from './transcript.ts'
import { uuid } from './uuid.ts'
import { createWay } from './way.ts'
import type { Action, Conversation } from './wire.ts'

export type ChatOptions = {
  readonly api: Api
  readonly kept: Keep<Kept>
  readonly held: Keep<Held>
  readonly now: () => number
  readonly random: () => number
}

type Going = Extract<Start, string>

export const SIZES = 3
const ONE_PRESS_MS = 1500
const NOTHING_SEEN = { helper: undefined, seen: undefined }

/** The widget without its looks: which conversation, whose, and what the person does with it. */
export class Chat {
  readonly store = createStore()
  /** The page's own button that opened the panel, if it was not the launcher. */
  opener: HTMLElement | null = null
  /** The way to WhatsApp. */
  readonly way = createWay(this.store.way, () => this.live?.word())
  private readonly options: ChatOptions
  private live: Live | null = null
  /** Said before there was a conversation to say it in. */
  private early: Outgoing[] = []
  /** Counts the beginnings, so that a late answer to an earlier one is dropped. */
  private round = 0
  /** The conversation goes on behind a panel that was not opened yet. */
  private quiet = false
  /** When a human was asked for, in milliseconds since 1970. */
  private askedHuman = 0

  constructor(options: ChatOptions) {
    this.options = options
    this.store.size.value = options.kept.read().size ?? 0
    remember(this.store, options.kept)
  }

  /** The page is there, the panel closed: with a human, or while one is waited for, what is said meanwhile must not be missed. */
  wake(): void {
    const { conversation, helper = 'bot' } = this.options.kept.read()
    if (!conversation || helper === 'bot' || this.store.phase.value !== 'idle') return
    this.quiet = true
    void this.begin('quiet')
  }

  /** Opens the panel. Of an earlier conversation with the bot nothing is shown before the person is known to be the same; with a human it goes on at once. */
  open(): void {
    const { phase, helper, open, unread } = this.store
    open.value = true
    unread.value = false
    this.wake()
    if (this.quiet && phase.value === 'live' && helper.value.kind === 'bot') this.leave('asking')
    this.quiet = false
    if (phase.value !== 'idle') return
    if (this.options.kept.read().conversation) phase.value = 'asking'
    else void this.begin('new')
  }

  close(): void {
    this.store.open.value = false
  }

  resume(): void {
    void this.begin('resume')
  }

  /** Somebody comes over by a link from WhatsApp, whatever was on screen here. */
  arrive(token: string): void {
    this.store.open.value = true
    void this.begin({ arrive: token, attempt: uuid() })
  }

  startNew(): void {
    this.options.held.clear()
    void this.begin('new')
  }

  say(text: string, value?: unknown): void {
    const item: Outgoing = { id: uuid(), at: this.options.now(), activity: { type: 'message', text, ...(value === undefined ? {} : { value }) } }
    this.store.entries.value = addOwn(this.store.entries.value, { key: item.id, text, at: item.at })
    if (this.live) this.live.send(item)
    else this.early.push(item)
  }

  /** Asks for a human, or when one comes, in these words. Pressed again at once, by a shaking hand or a key held down, it is still one question. */
  askHuman(words: string = labels.human): void {
    const at = this.options.now()
    if (at - this.askedHuman < ONE_PRESS_MS) return
    this.askedHuman = at
    this.say(words, { choice: 'human' })
  }

  /** Asks for a human where no conversation is on screen: in a new one, for whoever presses may not be the person of the old one. */
  askHumanAnew(): void {
    this.startNew()
    this.askedHuman = 0
    this.askHuman()
  }

  choose(action: Action): void {
    // A second press on a button that is about to vanish says nothing more.
    if (this.store.actions.value.includes(action)) this.say(action.title, action.value)
  }

  retry(key: string): void {
    this.live?.retry(key)
  }

  type(draft: string): void {
    this.store.draft.value = draft
    if (this.live) this.options.held.write({ draft })
    if (draft) this.live?.typed()
  }

  async erase(): Promise<void> {
    const { live } = this
    const erased = (await live?.erase()) ?? false
    if (live !== this.live) return
    this.store.eraseFailed.value = !erased
    if (erased) this.forget('erased')
  }

  larger(): void {
    const size = (this.store.size.value + 1) % SIZES
    this.store.size.value = size
    this.options.kept.write({ size })
  }

  /** Another tab of this browser changed what is kept: its new conversation or its erasure holds here as well. */
  onOtherTab(): void {
    const { secret, conversation, size } = this.options.kept.read()
    const phase = this.store.phase.value
    this.store.size.value = size ?? 0
    if (phase !== 'live' && phase !== 'asking') return
    if (!secret) this.forget('erased')
    else if (this.live && conversation !== this.options.held.read().conversation) this.leave('asking')
  }

  /** The browser's own opinion of the line. */
  onLine(there: boolean): void {
    if (there) this.live?.hurry()
    else this.live?.restart()
  }

  stop(): void {
    this.round += 1
    this.live?.stop()
    this.live = null
  }

  private async begin(start: Start): Promise<void> {
    this.leave('starting')
    const { round, store } = this
    const { kept } = this.options
    const before = kept.read()
    if (start === 'quiet') store.helper.value = { ...botHelps, kind: before.helper ?? 'bot' }
    const answer = await askSession({ ...this.options, store, start, wanted: () => round === this.round })
    if (answer === null) return
    if (answer === 'over') return this.leave(kept.read().conversation ? 'asking' : 'over')
    const { conversation, resumed, secret } = answer
    if (start === 'quiet' && !resumed) return this.onEnd('gone')
    store.whatsapp.value = answer.whatsapp === true
    const id = conversation.conversationId
    kept.write({ ...(id === before.conversation ? {} : NOTHING_SEEN), secret, conversation: id })
    store.replaced.value = start === 'resume' && !resumed
    // Who came by a link was welcomed by the server, and is shown no history.
    this.goLive(conversation, resumed && typeof start === 'string' ? start : 'new')
  }

  private goLive(conversation: Conversation, start: Going): void {
    const { api, held, random } = this.options
    const items = [...this.restore(conversation.conversationId, start), ...this.early]
    this.early = []
    held.write({ conversation: conversation.conversationId, unsent: items.filter(isMessage), draft: this.store.draft.value })
    this.store.phase.value = 'live'
    this.live = new Live({
      api, conversation, items, random,
      store: this.store,
      resumed: start !== 'new',
      onUnsent: (unsent) => held.write({ unsent: unsent.filter(isMessage) }),
      onEnd: (why) => this.onEnd(why),
    })
  }

  /** What this tab had not sent when it was reloaded, after the word (not to a human) that the person is back. */
  private restore(conversation: string, start: Going): readonly Outgoing[] {
    const { held, now } = this.options
    const before = held.read()
    if (start === 'new') return []
    const unsent = before.conversation === conversation ? (before.unsent ?? []) : []
    if (before.conversation === conversation && before.draft && !this.store.draft.value) this.store.draft.value = before.draft
    const own = unsent.map(({ id, at, activity }) => ({ key: id, at, text: activity.text ?? '' }))
    this.store.entries.value = [...own.reduce(addOwn, []), ...this.store.entries.value]
    return start === 'quiet' ? unsent : [{ id: uuid(), at: now(), activity: { type: 'event', name: 'resume' } }, ...unsent]
  }

  private onEnd(why: 'gone' | 'denied'): void {
    // A token too old to renew is a page left open long ago: on a shared tablet that may be someone else by now.
    if (why === 'denied') return this.leave('asking')
    this.options.held.clear()
    this.options.kept.write({ conversation: undefined, ...NOTHING_SEEN })
    this.leave('gone')
  }

  private forget(phase: Phase): void {
    this.options.held.clear()
    this.options.kept.write({ secret: undefined, conversation: undefined, ...NOTHING_SEEN })
    this.leave(phase)
  }

  /** Takes everything of a conversation off the screen. */
  private leave(phase: Phase): void {
    this.stop()
    this.early = []
    batch(() => {
      this.store.phase.value = phase
      this.store.entries.value = []
      this.store.helper.value = botHelps
      this.store.draft.value = ''
      this.store.announcing.value = false
      this.store.unread.value = false
      this.store.eraseFailed.value = false
      this.store.replaced.value = false
      this.store.way.value = null
      this.store.typing.value = phase === 'starting'
    })
  }
}
