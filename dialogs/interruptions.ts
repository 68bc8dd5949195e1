// What a person may say at any moment, whatever the bot asked. It lives here once, before any prompt sees the text.
import { ComponentDialog, Dialog, type DialogContext, type DialogTurnResult } from 'botbuilder-dialogs'
import { findStep } from '../domain/journey.ts'
import { pressed, readAnswer, readingOf } from './answer.ts'
import { askId, openQuestion } from './ask-dialog.ts'
import { goBack, noteTrouble } from './moves.ts'
import type { Outcome, SideName } from './outcome.ts'
import type { Question } from './question.ts'
import { say, sayPlain } from './say.ts'
import { formOf, type Services, todayOf, workOf } from './work.ts'
import { readBirthDate } from '../domain/birth-date.ts'

/** Heard before anything else, whatever was asked. */
export const isUrgent = (intent: string | null): intent is 'distress' | 'human' => intent === 'distress' || intent === 'human'

const codeNumber = findStep('code').number ?? 0

/** Interruptions that are a talk of their own. */
const sideOf: Record<string, SideName> = { distress: 'distress', human: 'human', frustration: 'angry', stop: 'stop', restart: 'restart', noLetter: 'noLetter', lostLetter: 'noLetter', letterNotCome: 'noLetter' }

/** Answered in one message, then the open question again. */
const answerOf: Record<string, 'greet.said' | 'thanks.said' | 'erase.how' | 'human.notMe' | 'letter.elsewhere'> = {
  greet: 'greet.said', thanks: 'thanks.said', eraseMe: 'erase.how', areYouHuman: 'human.notMe', letterElsewhere: 'letter.elsewhere',
}

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
    const button = pressed(dc.context)
    if (button?.choice === 'human') return this.side(dc, 'human')
    if (button) return null
    const { intent, term } = readingOf(dc.context, this.services)
    if (isUrgent(intent)) return this.side(dc, intent)
    if (dc.context.activity.attachments?.length) return this.answered(dc, () => say(dc.context, this.services, 'attachment.said'))
    const question = openQuestion(dc)
    const secret = this.secretOf(dc, question)
    if (secret && intent !== 'frustration') return this.answered(dc, () => say(dc.context, this.services, secret))
    if (!intent || (question && isAnswered(dc, question, this.services))) return null
    if (intent === 'whatIsTerm') return this.term(dc, term ?? '')
    return this.known(dc, intent)
  }

  /** Something that should not be typed here: it was masked, and is answered kindly. */
  private secretOf(dc: DialogContext, question: Question | null): 'masked.password' | 'masked.bsn' | 'masked.other' | 'code.early' | null {
    const { found, journey } = workOf(dc.context)
    if (found.includes('password')) return 'masked.password'
    if (question?.wants === 'code' || question?.wants === 'birthDate') return null
    if (found.includes('bsn')) return 'masked.bsn'
    if (found.some((kind) => kind !== 'code' && kind !== 'birthDate')) return 'masked.other'
    return found.includes('code') && (findStep(journey.step).number ?? 0) < codeNumber ? 'code.early' : null
  }

  private async known(dc: DialogContext, intent: string): Promise<DialogTurnResult | null> {
    const name = sideOf[intent]
    if (name) return this.side(dc, name)
    if (intent === 'repeat') return this.repeat(dc)
    if (intent === 'back') return this.back(dc)
    const text = answerOf[intent]
    if (text) return this.answered(dc, () => say(dc.context, this.services, text))
    return null
  }

  private async repeat(dc: DialogContext): Promise<DialogTurnResult> {
    noteTrouble(workOf(dc.context), 'repeat')
    return this.answered(dc, async () => {})
  }

  private async back(dc: DialogContext): Promise<DialogTurnResult> {
    const work = workOf(dc.context)
    noteTrouble(work, 'back')
    const from = work.journey.step
    goBack(work)
    if (work.journey.step !== from) await say(dc.context, this.services, 'back.said')
    return this.follow(dc, { kind: 'stay' })
  }

  private async term(dc: DialogContext, term: string): Promise<DialogTurnResult | null> {
    const explanation = this.services.explainWord(formOf(workOf(dc.context)), term)
    return explanation ? this.answered(dc, () => sayPlain(dc.context, explanation)) : null
  }

  private side(dc: DialogContext, name: SideName): Promise<DialogTurnResult> {
    return this.follow(dc, { kind: 'side', name })
  }

  /** Says something and puts the open question again. */
  private async answered(dc: DialogContext, first: () => Promise<void>): Promise<DialogTurnResult> {
    await first()
    return this.askAgain(dc)
  }

  /** The open question again. A read-back cannot be shown twice: the date itself is not kept, so it is asked again. */
  protected async askAgain(dc: DialogContext): Promise<DialogTurnResult> {
    const question = openQuestion(dc)
    if (!question || dc.activeDialog?.id !== askId) return this.follow(dc, { kind: 'stay' })
    if (question.text === 'code.readBack') return this.follow(dc, { kind: 'stay' })
    await dc.repromptDialog()
    return Dialog.EndOfTurn
  }
}

/** The open question's own answers come before the interruptions. */
function isAnswered(dc: DialogContext, question: Question, services: Services): boolean {
  if (readAnswer(dc.context, question, services).kind === 'choice') return true
  const work = workOf(dc.context)
  const text = dc.context.activity.text ?? ''
  if (question.wants === 'code') return work.check.findCode(text) !== null
  return question.wants === 'birthDate' && readBirthDate(text, todayOf(work)).kind !== 'none'
}

/** Where a returning person is: "Stap 9.", or before or after the numbered steps. */
export function placeOf(step: string): 'resume.steps' | 'resume.after' | 'resume.start' {
  const { phase } = findStep(step)
  return phase === 'steps' ? 'resume.steps' : phase === 'after' ? 'resume.after' : 'resume.start'
}
