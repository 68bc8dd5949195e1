// What a text is, beside an answer: something urgent, an interruption, a secret, or a piece of the answer before.
import type { TurnContext } from 'botbuilder'
import { readBirthDate } from '../domain/birth-date.ts'
import { findStep } from '../domain/journey.ts'
import { readPhoneNumber } from '../domain/phone-number.ts'
import { pressed, readAnswer, readingOf } from './answer.ts'
import type { TalkName } from './outcome.ts'
import { plainWords } from './plain-words.ts'
import type { Question } from './question.ts'
import { formOf, type Services, todayOf, type Work, workOf } from './work.ts'

/** Interruptions that are a talk of their own. */
export const talkOf: Record<string, TalkName> = {
  distress: 'distress', human: 'human', frustration: 'angry', restart: 'restart', menu: 'menu', toWeb: 'toWeb',
  noLetter: 'noLetter', lostLetter: 'noLetter', letterNotCome: 'noLetter',
}

/** Answered in one message, then the open question again. */
export const answerTo: Record<string, 'greet.said' | 'thanks.said' | 'erase.how' | 'human.notMe' | 'letter.elsewhere'> = {
  greet: 'greet.said', thanks: 'thanks.said', eraseMe: 'erase.how', areYouHuman: 'human.notMe', letterElsewhere: 'letter.elsewhere',
}

/** Said along with an answer, they ask for no second one. */
const asides = new Set(['greet', 'thanks'])
const codeNumber = findStep('code').number ?? 0

/** Heard before anything else, whatever was asked. */
export function isUrgent(intent: string | null): intent is 'distress' | 'human' {
  return intent === 'distress' || intent === 'human'
}

/** "Laat maar", while they wait for a digimaatje. An open yes or no comes first. */
export function cancelsHandoff(context: TurnContext, services: Services, question: Question | null): boolean {
  if (workOf(context).waiting === 'no') return false
  const button = pressed(context)
  if (button) return button.choice === 'cancelHandoff' || button.choice === 'noHuman'
  if (question?.wants === 'phone' || question?.buttons.includes('no')) return false
  return readingOf(context, services).intent === 'cancelHandoff'
}

/** "Bel me maar op 06…": the number that was asked, or one that was offered to be called on. */
export function phoneFor(context: TurnContext, question: Question | null): 'asked' | 'offered' | null {
  const kind = question?.wants === 'phone' ? 'asked' : question?.buttons.includes('callMe') ? 'offered' : null
  return kind && readPhoneNumber(context.activity.text ?? '').kind === 'number' ? kind : null
}

/** WhatsApp has no stop of its own: these words are it, at any moment. A friendly "doei" is not: what was promised still comes. */
export function saysStop(context: TurnContext, services: Services): boolean {
  return workOf(context).channel === 'whatsapp' && !pressed(context) && readingOf(context, services).intent === 'optOut'
}

/** "Help" and nothing else: the menu, that has a human in it. Said to the menu, a human. */
export function asksMenu(context: TurnContext, services: Services, question: Question | null): boolean {
  const text = plainWords(context.activity.text ?? '')
  return question?.text !== 'menu.ask' && !pressed(context) && text === plainWords(services.t(formOf(workOf(context)), 'button.help'))
}

/** The open question's own answers come before the interruptions. */
export function isAnswered(context: TurnContext, question: Question, services: Services): boolean {
  return readAnswer(context, question, services).kind === 'choice' || holdsAsked(context, question) !== 'no'
}

/** Whether a text holds the code or the date that is asked; `part`: only a piece of a date. */
export function holdsAsked(context: TurnContext, question: Question): 'yes' | 'part' | 'no' {
  const work = workOf(context)
  const text = context.activity.text ?? ''
  if (question.wants === 'phone') return readPhoneNumber(text).kind === 'number' ? 'yes' : 'no'
  if (question.wants === 'code') return work.check.findCode(text) ? 'yes' : 'no'
  if (question.wants !== 'birthDate') return 'no'
  const { kind } = readBirthDate(text, todayOf(work))
  if (kind === 'none') return 'no'
  return kind === 'incomplete' ? 'part' : 'yes'
}

/** Typed before the open question was there: a piece of the answer before ("ja" / "dat klopt"), unless it is something of its own. */
export function isFragment(context: TurnContext, question: Question | null, services: Services): boolean {
  if (workOf(context).unseen !== 'fragment' || pressed(context)) return false
  if (question && holdsAsked(context, question) === 'yes') return false
  const { intent } = readingOf(context, services)
  const ownThing = intent !== null && !asides.has(intent) && (intent in talkOf || intent in answerTo || ['whatIsTerm', 'repeat', 'back', 'stop', 'optOut'].includes(intent))
  return !ownThing || (question !== null && isAnswered(context, question, services))
}

/** Something that should not be typed here: it was masked, and is answered kindly. */
export function secretIn({ found, journey }: Pick<Work, 'found' | 'journey'>, question: Question | null): 'masked.password' | 'masked.bsn' | 'masked.other' | 'code.early' | null {
  if (found.includes('password')) return 'masked.password'
  if (question?.wants && question.wants !== 'anything') return null
  if (found.includes('bsn')) return 'masked.bsn'
  if (found.some((kind) => kind !== 'code' && kind !== 'birthDate')) return 'masked.other'
  if (found.includes('code') && (findStep(journey.step).number ?? 0) < codeNumber) return 'code.early'
  return !question?.wants && (found.includes('code') || found.includes('birthDate')) ? 'masked.other' : null
}

/** A word of the website that can no longer be used; the channel looked it up. */
export function isOldWord({ activity }: TurnContext): boolean {
  return (activity.channelData as { word?: string } | undefined)?.word === 'old'
}
