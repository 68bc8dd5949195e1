// What a person answered to an open question: a button, or words that mean one.
import type { TurnContext } from 'botbuilder'
import { readChoiceNumber } from '../domain/dutch/choice-words.ts'
import { plainWords } from './plain-words.ts'
import { type ButtonId, type Question, titleKey } from './question.ts'
import type { Reading } from './understand.ts'
import { formOf, type Services, workOf } from './work.ts'

export type Answer =
  | { kind: 'choice'; choice: ButtonId }
  /** A button of another step than the one the person is at now. */
  | { kind: 'stale' }
  | { kind: 'text'; text: string }
  /** Three answers in a row that were not understood. */
  | { kind: 'lost' }

/** Which choices an intent may stand for; the first one the question offers is taken. */
const choicesOf: Record<string, ButtonId[]> = {
  affirm: ['yes', 'done', 'continue', 'haveLetter', 'client', 'clientManages', 'tryAgain'],
  deny: ['no', 'fails', 'noLetter', 'representative', 'representativeManages', 'skipCheck'],
  next: ['done', 'continue', 'haveLetter'],
  fails: ['fails', 'explain'],
  explain: ['explain'],
  noLetter: ['noLetter'],
  lostLetter: ['problem.lost', 'noLetter'],
  letterNotCome: ['problem.notCome', 'noLetter'],
  letterElsewhere: ['noLetter'],
  haveLetter: ['haveLetter', 'done', 'tryAgain'],
  skip: ['skipCheck', 'done'],
  cancelHandoff: ['cancelHandoff', 'no'],
  client: ['client', 'clientManages'],
  myself: ['client'],
  representative: ['representative', 'representativeManages'],
}
/** A code, a date or a number is asked: figures are no choice there. */
const takesText = ({ wants }: Question) => wants === 'code' || wants === 'birthDate' || wants === 'phone'

/** The value a pressed button carries, when it is one of ours. */
export function pressed(context: TurnContext): { choice: ButtonId; on: string | null } | null {
  const value = context.activity.value as { choice?: unknown; on?: unknown } | undefined
  if (typeof value?.choice !== 'string') return null
  return { choice: value.choice, on: typeof value.on === 'string' ? value.on : null }
}

/** Reads the answer to a question: the button, its title, its number, or an intent that means it. */
export function readAnswer(context: TurnContext, question: Question, services: Services): Answer {
  const allowed = [...question.buttons, ...(question.also ?? [])]
  const button = pressed(context)
  if (button) {
    const fits = allowed.includes(button.choice) && (button.on === null || button.on === workOf(context).journey.step)
    return fits ? { kind: 'choice', choice: button.choice } : { kind: 'stale' }
  }
  const text = context.activity.text ?? ''
  const choice = typedChoice({ text, question, allowed }, context, services)
  return choice ? { kind: 'choice', choice } : { kind: 'text', text }
}

function typedChoice(typed: { text: string; question: Question; allowed: ButtonId[] }, context: TurnContext, services: Services): ButtonId | null {
  const work = workOf(context)
  const folded = plainWords(typed.text)
  const titled = typed.allowed.find((id) => plainWords(services.t(formOf(work), titleKey(id, work.journey.step))) === folded)
  if (titled) return titled
  const number = takesText(typed.question) ? null : readChoiceNumber(folded)
  const numbered = number === null ? undefined : typed.question.buttons[number - 1]
  return numbered ?? meant(readingOf(context, services), typed)
}

function meant({ intent }: Reading, { question, allowed }: { question: Question; allowed: ButtonId[] }): ButtonId | null {
  if (!intent) return null
  const special = question.means?.[intent]
  if (special) return special
  if (takesText(question) && !['explain', 'next', 'fails', 'deny', 'skip', 'noLetter'].includes(intent)) return null
  // "Ja" and "nee" answer what was asked: only the buttons that are there, and a plain no.
  if (intent === 'cancelHandoff') return choicesOf[intent]?.find((choice) => question.buttons.includes(choice)) ?? null
  const offered = intent === 'affirm' || intent === 'deny' ? [...question.buttons, ...allowed.filter((id) => id === 'no')] : allowed
  return choicesOf[intent]?.find((choice) => offered.includes(choice)) ?? null
}

const readingKey = Symbol('reading')

/** The intent of this turn's text, worked out once. */
export function readingOf(context: TurnContext, services: Services): Reading {
  const known = context.turnState.get<Reading>(readingKey)
  if (known) return known
  const reading = services.understand(context.activity.text ?? '')
  context.turnState.set(readingKey, reading)
  return reading
}
