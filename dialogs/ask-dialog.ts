// The one prompt: asks a question, reads the answer, asks again kindly when it did not understand.
import { Dialog, type DialogContext, type DialogInstance, type DialogTurnResult } from 'botbuilder-dialogs'
import type { TurnContext } from 'botbuilder'
import { readAnswer } from './answer.ts'
import { type Question, textValues, toActivity } from './question.ts'
import { say, textOf } from './say.ts'
import { type Services, workOf } from './work.ts'

export const askId = 'ask'
const mostButtons = 3
/** `shown`: values that are shown but stored only sealed (a read-back); the question's own values stand in for them. */
export type AskOptions = { question: Question; shown?: Record<string, string> }

export class AskDialog extends Dialog {
  readonly services: Services

  constructor(services: Services) {
    super(askId)
    this.services = services
  }

  override async beginDialog(dc: DialogContext, options?: object): Promise<DialogTurnResult> {
    const { shown, question: asked } = options as AskOptions
    const question = await this.withOffer(dc.context, asked)
    ;(dc.activeDialog as DialogInstance).state = { question }
    await this.send(dc.context, question, shown)
    return Dialog.EndOfTurn
  }

  override async continueDialog(dc: DialogContext): Promise<DialogTurnResult> {
    const question = openQuestion(dc)
    const { memory, journey, hideOwnText } = workOf(dc.context)
    if (!question) return dc.endDialog({ kind: 'text', text: dc.context.activity.text ?? '' })
    const answer = readAnswer(dc.context, question, this.services)
    if (answer.kind === 'stale' && question.once) await say(dc.context, this.services, 'unclear.stale')
    else if (answer.kind === 'stale') return this.again(dc, question, 'unclear.stale')
    if (answer.kind === 'choice' || question.wants) {
      memory.unclear = 0
      return dc.endDialog(answer)
    }
    // At this step it may be a code in some form we do not know: nothing of it is kept.
    if (journey.step === 'code') hideOwnText(textOf(dc.context, this.services, 'code.hidden'))
    memory.unclear = (memory.unclear ?? 0) + 1
    if (memory.unclear < 3) return this.again(dc, question, memory.unclear === 1 ? 'unclear.first' : 'unclear.second')
    memory.unclear = 0
    return dc.endDialog({ kind: 'lost' })
  }

  override async repromptDialog(context: TurnContext, instance: DialogInstance): Promise<void> {
    await this.send(context, await this.withOffer(context, (instance.state as { question: Question }).question))
  }

  /** Much went wrong lately: a digimaatje is offered before the next question, which stays the only one. */
  private async withOffer(context: TurnContext, question: Question): Promise<Question> {
    const work = workOf(context)
    if (!work.offerHuman) return question
    work.offerHuman = false
    await say(context, this.services, 'human.hint')
    return question.buttons.length < mostButtons && !question.buttons.includes('human') ? { ...question, buttons: [...question.buttons, 'human'] } : question
  }

  private async again(dc: DialogContext, question: Question, first: 'unclear.first' | 'unclear.second' | 'unclear.stale'): Promise<DialogTurnResult> {
    await say(dc.context, this.services, first)
    await this.send(dc.context, question)
    return Dialog.EndOfTurn
  }

  private async send(context: TurnContext, question: Question, shown?: Record<string, string>): Promise<void> {
    const work = workOf(context)
    const activity = toActivity(question, work, this.services)
    if (shown) {
      const plain = toActivity({ ...question, values: { ...textValues(question, work, this.services), ...shown } }, work, this.services)
      activity.channelData = { ...activity.channelData as object, plainText: plain.text }
    }
    await context.sendActivity(activity)
  }
}

/** The question a dialog context waits on, if any. */
export function openQuestion(dc: DialogContext): Question | null {
  const active = dc.activeDialog
  return active?.id === askId ? (active.state as { question?: Question }).question ?? null : null
}
