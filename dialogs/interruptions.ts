// What a person may say at any moment, whatever the bot asked. It lives here once, before any prompt sees the text.
import { ComponentDialog, Dialog, type DialogContext, type DialogTurnResult } from 'botbuilder-dialogs'
import { findStep } from '../domain/journey.ts'
import { pressed, readingOf } from './answer.ts'
import { sayWhoArrived } from './arrive.ts'
import { askId, openQuestion } from './ask-dialog.ts'
import { attachmentText } from './attachments.ts'
import { answerTo, asksMenu, cancelsHandoff, isAnswered, isFragment, isOldWord, isUrgent, phoneFor, saysStop, secretIn, talkOf } from './heard.ts'
import { noteTrouble } from './moves.ts'
import type { TextKey } from '../locales/index.ts'
import type { Outcome, TalkName } from './outcome.ts'
import { say, sayPlain, textOf } from './say.ts'
import { answersReminder } from './steps/remind.ts'
import { formOf, type Services, workOf } from './work.ts'

export abstract class InterruptibleDialog extends ComponentDialog {
  readonly services: Services

  constructor(id: string, services: Services) {
    super(id)
    this.services = services
  }

  /** Leaves what is open and does this instead. */
  protected abstract follow(dc: DialogContext, outcome: Outcome): Promise<DialogTurnResult>

  protected override async onContinueDialog(dc: DialogContext): Promise<DialogTurnResult> {
    return await this.interrupt(dc) ?? super.onContinueDialog(dc)
  }

  private async interrupt(dc: DialogContext): Promise<DialogTurnResult | null> {
    const { context } = dc
    const always = await this.always(dc)
    if (always) return always
    if (pressed(context)) return null
    const attachment = attachmentText(context.activity, workOf(context).channel)
    if (attachment) return this.attachment(dc, attachment)
    const question = openQuestion(dc)
    const { intent, term } = readingOf(context, this.services)
    const secret = secretIn(workOf(context), question)
    if (secret && intent !== 'frustration') return this.answered(dc, () => say(context, this.services, secret))
    if (isFragment(context, question, this.services)) return this.join(dc)
    if (!intent || (question && isAnswered(context, question, this.services))) return null
    if (intent === 'whatIsTerm') return this.term(dc, term ?? '')
    return this.known(dc, intent)
  }

  /** What comes first whatever is open, seen or not, and before anything is. */
  protected async always(dc: DialogContext): Promise<DialogTurnResult | null> {
    const { context } = dc
    const work = workOf(context)
    const away = answersReminder(work) || work.memory.stopped || work.unseen === 'parked'
    const button = pressed(context)
    if (button?.choice === 'human') return this.side(dc, 'human')
    if (button && work.channel === 'web' && (button.choice === 'isMe' || button.choice === 'notMe')) return this.whoArrived(dc, button.choice)
    if (button?.choice === 'callMe' && work.waiting !== 'no') return this.side(dc, 'callMe')
    const question = openQuestion(dc)
    if (cancelsHandoff(context, this.services, question)) return this.follow(dc, { kind: 'cancelHandoff' })
    if (asksMenu(context, this.services, question)) return this.side(dc, 'menu')
    const { intent, call, place } = readingOf(context, this.services)
    const phone = !button && intent !== 'distress' ? phoneFor(context, question) : null
    if (phone === 'offered') return this.side(dc, 'callMe')
    if (!button && isUrgent(intent) && phone !== 'asked') return this.side(dc, intent === 'human' && call ? 'callMe' : intent)
    if (!button && place && work.waiting !== 'no') return this.side(dc, 'human')
    if (saysStop(context, this.services)) return this.follow(dc, { kind: 'stop' })
    if (work.memory.stopped && work.unseen === 'fragment') return this.join(dc)
    if (isOldWord(context)) {
      await say(context, this.services, 'arrive.oldWord')
      return this.follow(dc, { kind: 'stay' })
    }
    return away ? this.welcomeBack(dc) : null
  }

  private attachment(dc: DialogContext, text: TextKey): Promise<DialogTurnResult> {
    this.hideAtCode(dc)
    return this.answered(dc, () => say(dc.context, this.services, text))
  }

  /** "Ben jij nu op WhatsApp?", asked on the website beside the journey's own question. */
  private async whoArrived(dc: DialogContext, choice: 'isMe' | 'notMe'): Promise<DialogTurnResult> {
    await sayWhoArrived(dc.context, this.services, choice)
    return choice === 'isMe' ? Dialog.EndOfTurn : this.follow(dc, { kind: 'stay' })
  }

  /** Says nothing and moves nothing. */
  private async join(dc: DialogContext): Promise<DialogTurnResult> {
    this.hideAtCode(dc)
    return Dialog.EndOfTurn
  }

  /** They never saw what was asked last, or nothing was: what they wrote answers nothing. */
  protected async welcomeBack(dc: DialogContext): Promise<DialogTurnResult> {
    const work = workOf(dc.context)
    this.hideAtCode(dc)
    await say(dc.context, this.services, placeOf(work.journey.step))
    return this.follow(dc, { kind: 'stay' })
  }

  /** At that step any text may be a code in some form we do not know: nothing of it is kept. */
  private hideAtCode({ context }: DialogContext): void {
    const work = workOf(context)
    if (work.journey.step === 'code' && !pressed(context) && context.activity.text) work.hideOwnText(textOf(context, this.services, 'code.hidden'))
  }

  private async known(dc: DialogContext, intent: string): Promise<DialogTurnResult | null> {
    const { channel, canLink } = workOf(dc.context)
    const name = talkOf[intent]
    if (name === 'toWeb' && (channel === 'web' || !canLink)) return null
    if (name) return this.side(dc, name)
    if (intent === 'back') return this.follow(dc, { kind: intent })
    if (intent === 'stop' || intent === 'optOut') return this.side(dc, 'stop')
    if (intent === 'repeat') return this.repeat(dc)
    const text = answerTo[intent]
    if (text) return this.answered(dc, () => say(dc.context, this.services, text))
    return null
  }

  private async repeat(dc: DialogContext): Promise<DialogTurnResult> {
    noteTrouble(workOf(dc.context), 'repeat')
    return this.answered(dc, async () => {})
  }

  private async term(dc: DialogContext, term: string): Promise<DialogTurnResult | null> {
    const explanation = this.services.explainWord(formOf(workOf(dc.context)), term)
    return explanation ? this.answered(dc, () => sayPlain(dc.context, explanation)) : null
  }

  private side(dc: DialogContext, name: TalkName): Promise<DialogTurnResult> {
    return this.follow(dc, { kind: 'side', name })
  }

  /** Says something and puts the open question again. */
  private async answered(dc: DialogContext, first: () => Promise<void>): Promise<DialogTurnResult> {
    await first()
    return this.askAgain(dc)
  }

  /** The open question again; what it showed may not be kept, then the current step is told again. */
  protected async askAgain(dc: DialogContext): Promise<DialogTurnResult> {
    const question = openQuestion(dc)
    if (!question || dc.activeDialog?.id !== askId || question.once) return this.follow(dc, { kind: 'stay' })
    await dc.repromptDialog()
    return Dialog.EndOfTurn
  }
}

/** Where a returning person is: "Stap 9.", or before or after the numbered steps. */
export function placeOf(step: string): 'resume.steps' | 'resume.after' | 'resume.start' {
  const { phase } = findStep(step)
  return phase === 'steps' ? 'resume.steps' : phase === 'after' ? 'resume.after' : 'resume.start'
}
