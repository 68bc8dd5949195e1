// The bot itself: which kind of activity does what. The words and the steps are in dialogs/.
import { ActivityHandler } from 'botbuilder'
import type { Conversation } from '../dialogs/conversation.ts'
import { attachWork, type CodeCheck, type DialogMemory, type Work } from '../dialogs/work.ts'
import { TurnAdapter } from './turn/adapter.ts'
import type { UnitOfWork } from './turn/unit-of-work.ts'

export type BotParts = {
  conversation: Conversation
  /** The check, bound to one turn. */
  checkFor: (work: UnitOfWork) => CodeCheck
}

class DigimaatjeBot extends ActivityHandler {
  constructor(conversation: Conversation) {
    super()
    this.onConversationUpdate((context) => conversation.start(context))
    this.onMessage((context) => conversation.continue(context))
    this.onEvent((context) => conversation.continue(context))
  }
}

/** Makes the `decide` of a turn: runs the bot on the loaded state, everything it does lands in the unit of work. */
export function createDecide(parts: BotParts): (work: UnitOfWork) => Promise<void> {
  const bot = new DigimaatjeBot(parts.conversation)
  return async (unit) => {
    // A human owns the conversation: the bot is silent. (The relay comes with the desk.)
    if (unit.owner === 'human') return
    // The loaded state is this turn's own: whoever fails reads it again.
    const kept = unit.snapshot.state as DialogMemory
    const memory = kept.memory ?? {}
    unit.state = Object.assign(kept, { memory })
    const work: Work = Object.assign(unit, { kept, memory, lastMessageAt: unit.snapshot.lastMessageAt, check: parts.checkFor(unit), now: unit.at, offerHuman: false })
    const context = new TurnAdapter(unit).createContext()
    attachWork(context, work)
    await bot.run(context)
  }
}
