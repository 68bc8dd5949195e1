// The Bot Framework adapter of a turn: what the dialogs send goes into the unit of work, nowhere else.
import { type Activity, BotAdapter, type ConversationReference, type ResourceResponse, TurnContext } from 'botbuilder'
import type { StoredActivity } from './types.ts'
import type { UnitOfWork } from './unit-of-work.ts'

const botAccount = { id: 'digimaatje-bot', name: 'digimaatje-bot' }

export class TurnAdapter extends BotAdapter {
  readonly work: UnitOfWork

  constructor(work: UnitOfWork) {
    super()
    this.work = work
  }

  /** The context of this turn: every channel speaks Dutch (without a locale Bot Framework's prompts turn English). */
  createContext(): TurnContext {
    const { inbound, snapshot } = this.work
    const person = { id: 'person', name: '', role: 'user' }
    return new TurnContext(this, {
      ...inbound.activity, locale: 'nl-NL', channelId: inbound.channel, id: inbound.externalId, serviceUrl: '',
      from: person, recipient: botAccount, conversation: { id: snapshot.conversationId, isGroup: false, conversationType: 'personal', name: '' },
    } as Partial<Activity>)
  }

  override async sendActivities(_context: TurnContext, activities: Partial<Activity>[]): Promise<ResourceResponse[]> {
    return activities.map((activity) => {
      this.work.say(...toStored(activity))
      return { id: String(this.work.snapshot.seq + this.work.messages.length) }
    })
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
