// A conversation without HTTP and database: the bot as it is wired, turn after turn, on either channel. Nothing is sent; what would be said is returned.
import { randomUUID } from 'node:crypto'
import { type Abilities, createDecide } from '../../bot/bot.ts'
import { createCheckFor } from '../../bot/check-for.ts'
import { createDeskDecide } from '../../bot/desk/decide.ts'
import { createRelay } from '../../bot/desk/relay.ts'
import { createMask } from '../../bot/mask.ts'
import type { DeskTurn, Inbound, StoredActivity } from '../../bot/turn/types.ts'
import { handoffAfter, newConversation, type Snapshot, startWork, type UnitOfWork } from '../../bot/turn/unit-of-work.ts'
import { createConversation } from '../../dialogs/conversation.ts'
import { plainWords } from '../../dialogs/plain-words.ts'
import { createUnderstanding } from '../../dialogs/understand.ts'
import type { Standing } from '../../dialogs/work.ts'
import { dutchDay } from '../../domain/dutch/day.ts'
import type { Check } from '../../domain/check.ts'
import { type Manager, type Role, routeA, type StepName } from '../../domain/journey.ts'
import { createTexts, createWords, readPatterns, readPhrases, readTerms } from '../../locales/index.ts'
import { hashesOf, pepper, right } from '../support/check.ts'
import { rules } from '../support/codes.ts'

export type Said = { text: string; /** as it is stored */ kept: string; buttons: string[]; only?: string }
type Wishes = { channel?: Inbound['channel']; codeCheck?: Abilities['codeCheck']; canRemind?: boolean; canLink?: boolean; step?: StepName; role?: Role; manager?: Manager; /** of the desk; none unless given */ standing?: Standing }
type Turn = { channel?: Inbound['channel']; parked?: boolean; /** milliseconds after the turn before */ after?: number; form?: Inbound['form']; desk?: DeskTurn }

const texts = createTexts()
const services = {
  t: texts, explainWord: createWords(texts, plainWords), understand: createUnderstanding(readPhrases(), readPatterns(), readTerms()),
  carenUrl: 'https://www.caren.nl', helpEmail: 'caren@asvz.nl',
}
const conversation = createConversation(services)
const desk = {
  decide: createDeskDecide({ texts, helpEmail: services.helpEmail, isHere: async () => true, hasTemplate: () => false, templateSent: async () => false }),
  relay: createRelay(services),
}

/** Somebody who is at a step (or begins), on WhatsApp unless said otherwise. The letter `right` is the one that matches. */
export class Talk {
  now = new Date('2026-11-23T12:00:00Z')
  channel: Inbound['channel']
  wishes: Wishes
  snapshot: Snapshot
  /** The last turn. */
  work!: UnitOfWork
  said: Said[] = []
  links = 0
  misses = 0
  /** What the check answers instead of comparing. */
  verdict: 'expired' | 'used' | 'closed' | null = null

  constructor(wishes: Wishes = {}) {
    this.wishes = wishes
    this.channel = wishes.channel ?? 'whatsapp'
    this.snapshot = newConversation(randomUUID(), randomUUID())
    Object.assign(this.snapshot.journey, { role: wishes.role ?? null, manager: wishes.manager ?? null })
  }

  /** Begins, or arrives at the step, and forgets what was said on the way. */
  async open(): Promise<Said[]> {
    const { step } = this.wishes
    if (!step) return this.send({ type: 'conversationUpdate' })
    Object.assign(this.snapshot, { version: 1 })
    this.snapshot.journey.step = routeA.find(({ name }) => name === step)?.name ?? 'whoAreYou'
    return this.send({ type: 'event', name: 'resume' })
  }

  say(text: string, turn: Turn = {}): Promise<Said[]> {
    return this.send({ type: 'message', text }, turn)
  }

  press(choice: string, turn: Turn = {}): Promise<Said[]> {
    const button = this.said.flatMap(({ buttons }) => buttons).find((id) => id === choice)
    if (!button) throw new Error(`no button ${choice}`)
    return this.send({ type: 'message', text: 'x', value: { choice } }, turn)
  }

  event(name: string, turn: Turn = {}): Promise<Said[]> {
    return this.send({ type: 'event', name }, turn)
  }

  file(contentType: string, text = '', turn: Turn = {}): Promise<Said[]> {
    return this.send({ type: 'message', ...(text && { text }), attachments: [{ contentType }] }, turn)
  }

  /** How the person's own message is kept. */
  own(): string | undefined {
    return this.work.messages.find(({ author }) => author === 'person')?.activity.text
  }

  /** A digimaatje does something at the desk. */
  move(move: DeskTurn['move']): Promise<Said[]> {
    const actor = { kind: 'digimaatje', id: 'tid:karin', name: 'Karin de Vries', coordinator: false } as const
    return this.send({ type: 'event', name: 'desk' }, { channel: 'desk', desk: { actor, move, origin: null } })
  }

  async send(activity: StoredActivity, { channel = this.channel, parked = false, after = 60_000, form, desk: turn }: Turn = {}): Promise<Said[]> {
    this.now = new Date(this.now.getTime() + after)
    const inbound: Inbound = {
      channel, activity, conversationId: this.snapshot.conversationId, externalId: randomUUID(), identityHash: Buffer.alloc(32), addressHash: Buffer.alloc(32), ...(form && { form }), ...(turn && { desk: turn }),
    }
    const today = () => dutchDay(this.now)
    const work = startWork({ ...this.snapshot, parked }, inbound, { ...createMask({ code: rules, today })(activity), at: this.now })
    const checkFor = createCheckFor({ check: this.check(), pepper, rules, today })
    await createDecide({ conversation, checkFor, desk, standingOf: async () => this.wishes.standing ?? { kind: 'none' }, abilitiesOf: () => this.abilities(channel) })(work)
    this.work = work
    this.snapshot = this.after(work)
    this.said = work.messages.filter(({ author, activity: { type } }) => author === 'bot' && type === 'message').map(toSaid)
    return this.said
  }

  /** What the next turn reads. */
  private after(work: UnitOfWork): Snapshot {
    const { owner, state, journey, inbound } = work
    const replyTo = inbound.channel === 'whatsapp' ? { hash: '00', lastInboundAt: this.now, optedOutAt: null } : inbound.channel === 'web' ? null : this.snapshot.replyTo
    const handoff = handoffAfter(work) ?? this.snapshot.handoff
    return {
      ...this.snapshot, version: this.snapshot.version + 1, seq: this.snapshot.seq + work.messages.length, owner, state, journey, lastMessageAt: this.now,
      handoff, replyTo, claimedByName: handoff?.claimedById ? 'Karin de Vries' : null,
    }
  }

  private abilities(channel: Inbound['channel']): Abilities {
    const { codeCheck = 'link', canRemind = true, canLink = true } = this.wishes
    if (channel === 'web') return { codeCheck: 'chat', makeLink: null, canRemind: false }
    const makeLink: Abilities['makeLink'] = (kind, until) => {
      this.links += 1
      return { url: `https://bot.example/${kind}/${this.links}`, wish: { kind, tokenHash: Buffer.alloc(32), until } }
    }
    return { codeCheck, canRemind, makeLink: canLink ? makeLink : null }
  }

  /** Remembers misses in this conversation only; the real one is tested against the database. */
  private check(): Check {
    const letter = hashesOf(right)
    const left = () => Math.max(0, 3 - this.misses)
    return {
      kindIsChecked: async () => true,
      state: async () => (left() > 0 ? { kind: 'open' } : { kind: 'closed', until: this.now }),
      attempt: async ({ pairHash }) => {
        if (this.verdict === 'closed') return { kind: 'closed', until: this.now }
        if (this.verdict) return { kind: this.verdict }
        if (pairHash.equals(letter.pairHash)) return { kind: 'match' }
        this.misses += 1
        return { kind: 'miss', misses: this.misses, offerHelp: this.misses >= 2, left: left() }
      },
    }
  }
}

/** Somebody at a step. */
export async function at(step: StepName, wishes: Wishes = {}): Promise<Talk> {
  const talk = new Talk({ ...wishes, step })
  await talk.open()
  return talk
}

export const textsOf = (said: Said[]) => said.map(({ text }) => text).join('\n')
export const buttonsOf = (said: Said[]) => said.at(-1)?.buttons ?? []

function toSaid({ activity, secret }: UnitOfWork['messages'][number]): Said {
  const shown = secret ?? activity
  const { only } = (activity.channelData ?? {}) as { only?: string }
  return {
    text: shown.text ?? '', kept: activity.text ?? '', ...(only && { only }),
    buttons: (shown.suggestedActions?.actions ?? []).map(({ value }) => (value as { choice: string }).choice),
  }
}
