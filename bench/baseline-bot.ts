// The bot to compare with: state, dialogs and prompts the way Microsoft's samples use them (05.multi-turn-prompt, 13.core-bot).
// Only the list rendering of choices is left out: the texts and buttons are those of the app.
import { type Activity, ActivityHandler, BotAdapter, ConversationState, MemoryStorage, type ResourceResponse, type StatePropertyAccessor, TurnContext, UserState } from 'botbuilder'
import { ChoicePrompt, ComponentDialog, DialogSet, type DialogState, DialogTurnStatus, ListStyle, TextPrompt, WaterfallDialog, type WaterfallStepContext } from 'botbuilder-dialogs'
import type { Reference, Reply } from './reference.ts'

/** Runs one turn on an activity that came in; what the bot says, in order. */
export type BaselineBot = (activity: Partial<Activity>) => Promise<Partial<Activity>[]>

const dialogId = 'waterfall'

/** A bot that asks the questions of the reference, one after another, whatever is answered. */
export function createBaselineBot(reference: Reference): BaselineBot {
  const storage = new MemoryStorage()
  const bot = new DialogBot(new ConversationState(storage), new UserState(storage), new QuestionsDialog(reference))
  const adapter = new CollectingAdapter()
  return (activity) => adapter.process(activity, (context) => bot.run(context))
}

/** As the samples' `DialogBot`: runs the dialog on every message and saves both states after it. */
class DialogBot extends ActivityHandler {
  readonly conversationState: ConversationState
  readonly userState: UserState

  constructor(conversationState: ConversationState, userState: UserState, dialog: QuestionsDialog) {
    super()
    this.conversationState = conversationState
    this.userState = userState
    const dialogState = conversationState.createProperty<DialogState>('DialogState')
    const proceed = async (context: TurnContext, next: () => Promise<void>) => {
      await dialog.run(context, dialogState)
      await next()
    }
    this.onMembersAdded(proceed)
    this.onMessage(proceed)
  }

  override async run(context: TurnContext): Promise<void> {
    await super.run(context)
    await this.conversationState.saveChanges(context, false)
    await this.userState.saveChanges(context, false)
  }
}

/** As the samples' root dialog: a component with its prompts and a waterfall, and the `run` that they all carry. */
class QuestionsDialog extends ComponentDialog {
  constructor(reference: Reference) {
    super('questions')
    this.addDialog(new TextPrompt('text')).addDialog(createChoicePrompt()).addDialog(createQuestions(reference))
    this.initialDialogId = dialogId
  }

  async run(context: TurnContext, accessor: StatePropertyAccessor<DialogState>): Promise<void> {
    const dialogSet = new DialogSet(accessor)
    dialogSet.add(this)
    const dialogContext = await dialogSet.createContext(context)
    const { status } = await dialogContext.continueDialog()
    if (status === DialogTurnStatus.empty) await dialogContext.beginDialog(this.id)
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
