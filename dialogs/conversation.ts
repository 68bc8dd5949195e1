// The dialogs as one thing to run: a dialog set whose state is the conversation's own, and a safe landing when it no longer fits.
import { NullTelemetryClient, type TurnContext } from 'botbuilder'
import { DialogSet, type DialogState } from 'botbuilder-dialogs'
import { flowVersion } from '../domain/journey.ts'
import { askWhoArrived } from './arrive.ts'
import { JourneyDialog, journeyId } from './journey-dialog.ts'
import { say } from './say.ts'
import { type DialogMemory, type Services, workOf } from './work.ts'

export type Conversation = {
  /** The first turn: greets and asks the first question. */
  start: (context: TurnContext) => Promise<void>
  /** Any later turn: a message, or the event that the person came back. */
  continue: (context: TurnContext) => Promise<void>
}

/** @param services texts, understanding and addresses; what a turn offers comes with its context (`attachWork`) */
export function createConversation(services: Services): Conversation {
  const journey = new JourneyDialog(services)
  const dialogs = new DialogSet(stackAccessor).add(journey)
  dialogs.telemetryClient = new NullTelemetryClient()
  const flow = `${flowVersion}|${journey.dialogs.getVersion()}`

  const open = async (context: TurnContext) => {
    Object.assign(keptOf(context), { flow, stack: { dialogStack: [] } })
    await (await contextOf(context)).beginDialog(journeyId)
  }
  const contextOf = async (context: TurnContext) => {
    shareScopes(context)
    return dialogs.createContext(context)
  }
  const start: Conversation['start'] = async (context) => {
    await say(context, services, 'welcome.hello')
    if (workOf(context).channel === 'whatsapp') await say(context, services, 'whatsapp.welcome.how')
    await open(context)
  }
  const proceed: Conversation['continue'] = async (context) => {
    const kept = keptOf(context)
    if (kept.flow !== flow || !kept.stack) return land(context)
    await (await contextOf(context)).continueDialog()
  }
  /** A deploy changed the flow: positions in the old stack mean nothing any more, the journey's step does. */
  const land = async (context: TurnContext) => {
    await say(context, services, 'resume.deploy')
    workOf(context).memory.unclear = 0
    await open(context)
    if (context.activity.name === 'arrive') await askWhoArrived(context, services)
    if (context.activity.name === 'check') await (await contextOf(context)).continueDialog()
  }
  return { start, continue: proceed }
}

/**
 * Bot Framework makes its memory scopes and path resolvers anew in every turn, and keeps them in the turn's state under this name.
 * They hold nothing of a turn, so the first turn's serve all others: a fifth of the dialogs' time.
 */
function shareScopes(context: TurnContext): void {
  const name = 'DialogStateManagerConfiguration'
  if (scopes) context.turnState.set(name, scopes)
  else context.onSendActivities((_, __, next) => {
    scopes ??= context.turnState.get(name)
    return next()
  })
}
let scopes: unknown

const keptOf = (context: TurnContext): DialogMemory => workOf(context).kept

/** The dialog stack lives in the conversation's row, read and committed with the turn: no storage, no change detection, no second write. */
const stackAccessor = {
  get: async (context: TurnContext) => keptOf(context).stack as DialogState,
  set: async () => {},
  delete: async () => {},
}
