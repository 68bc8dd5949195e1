// The Bot Framework adapter of a turn: what the dialogs send goes into the unit of work, nowhere else.
import { type Activity, BotAdapter, type ConversationReference, type ResourceResponse, TurnContext } from 'botbuilder'
import type { StoredActivity } from './types.ts'
import type { HandoffWish, UnitOfWork } from './unit-of-work.ts'

const botAccount = { id: 'digimaatje-bot', name: 'digimaatje-bot' }

export class TurnAdapter extends BotAdapter {
  readonly work: UnitOfWork
  readonly quiet: boolean

  /** @param options.quiet what is said is not kept: a human has the word */
  constructor(work: UnitOfWork, { quiet = false }: { quiet?: boolean } = {}) {
    super()
    this.work = work
    this.quiet = quiet
  }

  /** The context of this turn: every channel speaks Dutch (without a locale Bot Framework's prompts turn English). */
  createContext(activity: StoredActivity = this.work.inbound.activity): TurnContext {
    const { inbound, snapshot } = this.work
    const person = { id: 'person', name: '', role: 'user' }
    return new TurnContext(this, {
      ...activity, locale: 'nl-NL', channelId: inbound.channel, id: inbound.externalId, serviceUrl: '',
      from: person, recipient: botAccount, conversation: { id: snapshot.conversationId, isGroup: false, conversationType: 'personal', name: '' },
    } as Partial<Activity>)
  }

  override async sendActivities(_context: TurnContext, activities: Partial<Activity>[]): Promise<ResourceResponse[]> {
    return activities.map((activity) => {
      if (!this.quiet) this.#keep(activity)
      return { id: String(this.work.snapshot.seq + this.work.messages.length) }
    })
  }

  #keep(activity: Partial<Activity>): void {
    if (activity.type !== 'event') return this.work.say(...toStored(activity))
    if (activity.name === 'handoff.initiate') {
      const { reason, urgent, step } = wishOf(activity, this.work)
      this.work.handoff = { reason, urgent, step }
      return this.work.say({ type: 'event', name: activity.name, value: { reason, urgent } })
    }
    if (activity.name === 'handoff.status') return this.work.say({ type: 'event', name: activity.name, value: statusOf(activity) })
    this.work.say(...toStored(activity))
  }

  override updateActivity(): Promise<never> {
    return Promise.reject(new Error('a message that was said cannot be changed'))
  }

  override deleteActivity(): Promise<never> {
    return Promise.reject(new Error('a message that was said cannot be deleted'))
  }

  override continueConversation(_reference: Partial<ConversationReference>): Promise<never> {
    return Promise.reject(new Error('nothing speaks after its turn: start a new one'))
  }
}

/** Bot Framework's hand-off protocol: the dialogs ask for a human. */
function wishOf({ value }: Partial<Activity>, { journey }: UnitOfWork): HandoffWish {
  const { reason = 'asked', urgent = false, step = journey.step } = (value ?? {}) as Partial<HandoffWish>
  return { reason, urgent, step }
}

/** The dialogs say what became of it: the person needs no human any more. */
function statusOf({ value }: Partial<Activity>): { state: string; move?: string } {
  const { state = 'completed', message } = (value ?? {}) as { state?: string; message?: string }
  return { state, ...(message && { move: message }) }
}

/** What is stored, and beside it the plain form of a read-back (`channelData.plainText`), which is only stored sealed. */
function toStored({ type = 'message', text, suggestedActions, attachments, channelData }: Partial<Activity>): [StoredActivity, StoredActivity?] {
  const { plainText, ...data } = (channelData ?? {}) as { plainText?: string }
  const stored: StoredActivity = {
    type,
    ...(text && { text }),
    ...(suggestedActions && { suggestedActions }),
    ...(attachments?.length && { attachments }),
    ...(Object.keys(data).length > 0 && { channelData: data }),
  }
  return plainText ? [stored, { ...stored, text: plainText }] : [stored]
}
