// The bot itself: which kind of activity does what. The words and the steps are in dialogs/.
import { ActivityHandler, type TurnContext } from 'botbuilder'
import type { Conversation } from '../dialogs/conversation.ts'
import { attachWork, type CodeCheck, type DialogMemory, type Work, workOf } from '../dialogs/work.ts'
import { isOpen, tryMove } from '../domain/handoff.ts'
import { limits } from '../domain/limits.ts'
import type { DeskDecide } from './desk/decide.ts'
import type { RunBot } from './desk/moves/hand-back.ts'
import type { Relay } from './desk/relay.ts'
import type { StandingOf } from './desk/standing.ts'
import { TurnAdapter } from './turn/adapter.ts'
import { channelOf, type LinkWish, type UnitOfWork } from './turn/unit-of-work.ts'

export type BotParts = {
  conversation: Conversation
  /** The check, bound to one turn. */
  checkFor: (work: UnitOfWork) => CodeCheck
  /** What the channel of a turn can do. */
  abilitiesOf: (work: UnitOfWork) => Abilities
  /** What may be promised to who asks for a human. */
  standingOf: StandingOf
  /** The moves of the desk, and what happens with a message while a human has the word. */
  desk: { decide: DeskDecide; relay: Relay }
}

export type Abilities = {
  codeCheck: Work['codeCheck']
  /** A new one-time address; null where none can be made. `at` the time of the turn. */
  makeLink: ((kind: LinkWish['kind'], at: Date) => { url: string; wish: LinkWish }) | null
  canRemind: boolean
}

class DigimaatjeBot extends ActivityHandler {
  constructor(conversation: Conversation) {
    super()
    // A channel without a greeting of its own begins with what the person typed.
    const speak = (context: TurnContext) => (workOf(context).lastMessageAt ? conversation.continue(context) : conversation.start(context))
    this.onConversationUpdate(speak)
    this.onMessage(speak)
    this.onEvent(speak)
  }
}

/** Makes the `decide` of a turn: runs the bot on the loaded state, everything it does lands in the unit of work. */
export function createDecide(parts: BotParts): (work: UnitOfWork) => Promise<void> {
  const bot = new DigimaatjeBot(parts.conversation)
  const { decide, relay } = parts.desk
  const speak: RunBot = async (unit, activity) => {
    const work = workFor(unit, parts)
    const context = new TurnAdapter(unit).createContext(activity)
    attachWork(context, work)
    await bot.run(context)
    if (unit.messages.some(({ author }) => author === 'bot')) work.memory.saidAt = unit.at.toISOString()
  }
  return async (unit) => {
    const { desk, activity } = unit.inbound
    if (desk) return decide(unit, desk, speak)
    if (unit.owner === 'bot') return speak(unit, activity)
    const work = workFor(unit, parts)
    await relay(unit, (quiet) => {
      const context = new TurnAdapter(unit, { quiet }).createContext()
      attachWork(context, work)
      return context
    })
  }
}

function workFor(unit: UnitOfWork, parts: BotParts): Work {
  // The loaded state is this turn's own: whoever fails reads it again.
  const kept = unit.snapshot.state as DialogMemory
  const memory = kept.memory ?? {}
  unit.state = Object.assign(kept, { memory })
  const { codeCheck, makeLink, canRemind } = parts.abilitiesOf(unit)
  return Object.assign(unit, {
    kept, memory, codeCheck, canRemind, lastMessageAt: unit.snapshot.lastMessageAt, check: parts.checkFor(unit), now: unit.at, offerHuman: false,
    channel: channelOf(unit), unseen: unseenOf(unit, memory.saidAt), codeForm: unit.inbound.form ?? null, canLink: makeLink !== null,
    makeLink: (kind: LinkWish['kind']) => {
      if (!makeLink) throw new Error('no links on this channel')
      const { url, wish } = makeLink(kind, unit.at)
      unit.links.push(wish)
      return url
    },
    remind: ({ name, on }: { name: string; on: Date }) => {
      unit.unremind = true
      unit.reminder = { name, on, step: unit.journey.step }
    },
    cancelReminders: () => {
      unit.unremind = true
      unit.reminder = null
    },
    undoArrive: () => {
      unit.detach = true
    },
    ...handoffFor(unit, parts),
  })
}

/** A person and the human they wait for. */
function handoffFor(unit: UnitOfWork, { standingOf }: BotParts): Pick<Work, 'waiting' | 'desk' | 'cancelHandoff' | 'setPhone'> & ThisType<Work> {
  const { handoff } = unit.snapshot
  let standing: ReturnType<StandingOf> | null = null
  return {
    waiting: handoff?.state !== 'waiting' ? 'no' : handoff.urgent ? 'urgent' : 'yes',
    desk: { standing: () => (standing ??= standingOf(handoff && isOpen(handoff.state) ? handoff.id : null)) },
    cancelHandoff() {
      if (!handoff || tryMove('cancel', { state: handoff.state, claimedBy: null, mover: { kind: 'person' } }).kind !== 'allowed') return
      unit.handoffRow = { ...handoff, state: 'cancelled', closedAt: unit.at.toISOString() }
      this.waiting = 'no'
    },
    setPhone: (number) => {
      unit.phone = number
      // The number goes with the hand-over's row, so that is written too; one that begins now is written anyway.
      if (!handoff || !isOpen(handoff.state)) return
      unit.handoffRow = { ...handoff, reason: number && !handoff.urgent ? 'callMe' : handoff.reason }
    },
  }
}

/** On a channel that takes its time, people write on before the bot's question is there. */
function unseenOf({ inbound, snapshot, at }: UnitOfWork, saidAt: string | undefined): Work['unseen'] {
  if (inbound.channel !== 'whatsapp' || inbound.activity.type !== 'message') return 'no'
  if (snapshot.parked) return 'parked'
  // A message that came late may be older than the question.
  const written = inbound.sentAt ?? at
  const justSaid = saidAt !== undefined && written.getTime() - new Date(saidAt).getTime() < limits.whatsapp.fragment
  return justSaid || snapshot.unsent ? 'fragment' : 'no'
}
