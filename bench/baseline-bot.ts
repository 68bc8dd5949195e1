// The bot to compare with: state, dialogs and prompts the way Microsoft's samples use them (05.multi-turn-prompt, 13.core-bot).
// Built once instead of once per turn, and without list rendering: what costs the samples time for nothing is left out.
import { type Activity, ActivityHandler, BotAdapter, ConversationState, MemoryStorage, type ResourceResponse, TurnContext } from 'botbuilder'
import { ChoicePrompt, DialogSet, DialogTurnStatus, ListStyle, TextPrompt, WaterfallDialog, type WaterfallStepContext } from 'botbuilder-dialogs'
import type { Reference, Reply } from './reference.ts'

/** Runs one turn on an activity that came in; what the bot says, in order. */
export type BaselineBot = (activity: Partial<Activity>) => Promise<Partial<Activity>[]>

const dialogId = 'questions'

/** A bot that asks the questions of the reference, one after another, whatever is answered. */
export function createBaselineBot(reference: Reference): BaselineBot {
  const conversationState = new ConversationState(new MemoryStorage())
  const bot = new QuestionsBot(conversationState, reference)
  const adapter = new CollectingAdapter()
  return (activity) => adapter.process(activity, (context) => bot.run(context))
}

class QuestionsBot extends ActivityHandler {
  readonly conversationState: ConversationState

  constructor(conversationState: ConversationState, reference: Reference) {
    super()
    this.conversationState = conversationState
    const dialogs = new DialogSet(conversationState.createProperty('dialogs'))
    dialogs.add(new TextPrompt('text')).add(createChoicePrompt()).add(createQuestions(reference))
    const proceed = async (context: TurnContext, next: () => Promise<void>) => {
      const dialogContext = await dialogs.createContext(context)
      const { status } = await dialogContext.continueDialog()
      if (status === DialogTurnStatus.empty) await dialogContext.beginDialog(dialogId)
      await next()
    }
    this.onMembersAdded(proceed)
    this.onMessage(proceed)
  }

  override async run(context: TurnContext): Promise<void> {
    await super.run(context)
    await this.conversationState.saveChanges(context, false)
  }
}

function createChoicePrompt(): ChoicePrompt {
  const prompt = new ChoicePrompt('choice', undefined, 'nl-nl')
  prompt.style = ListStyle.none
  return prompt
}

/** Step n says the replies of turn n and waits; the last one says goodbye. */
function createQuestions({ welcome, turns }: Reference): WaterfallDialog {
  const asked = [welcome, ...turns.map(({ replies }) => replies)]
  return new WaterfallDialog(dialogId, asked.map((replies, index) => async (step: WaterfallStepContext) => {
    if (index > 0) Object.assign(step.values, { [`answer${index}`]: typeof step.result === 'string' ? step.result : (step.result as { value: string }).value })
    const question = replies.at(-1)
    const answer = turns[index]?.post
    for (const reply of answer ? replies.slice(0, -1) : replies) await step.context.sendActivity(reply as Partial<Activity>)
    if (!answer || !question) return step.endDialog()
    const titles = question.suggestedActions?.actions.map(({ title }) => title) ?? []
    const chosen = titles.some((title) => title.toLowerCase() === answer.text.toLowerCase())
    return step.prompt(chosen ? 'choice' : 'text', chosen ? { prompt: promptOf(question), choices: titles } : { prompt: promptOf(question) })
  }))
}

const promptOf = (reply: Reply) => reply as Partial<Activity>

/** Runs the turn through the framework's own pipeline and keeps what is sent. */
class CollectingAdapter extends BotAdapter {
  readonly #sent = new WeakMap<object, Partial<Activity>[]>()

  async process(activity: Partial<Activity>, logic: (context: TurnContext) => Promise<void>): Promise<Partial<Activity>[]> {
    const sent: Partial<Activity>[] = []
    const context = new TurnContext(this, activity)
    this.#sent.set(context.activity, sent)
    await this.runMiddleware(context, logic)
    return sent
  }

  override async sendActivities(context: TurnContext, activities: Partial<Activity>[]): Promise<ResourceResponse[]> {
    const sent = this.#sent.get(context.activity) ?? []
    return activities.map((activity) => ({ id: String(sent.push(activity)) }))
  }

  override updateActivity(): Promise<never> {
    return Promise.reject(new Error('not used'))
  }

  override deleteActivity(): Promise<never> {
    return Promise.reject(new Error('not used'))
  }

  override continueConversation(): Promise<never> {
    return Promise.reject(new Error('not used'))
  }
}
