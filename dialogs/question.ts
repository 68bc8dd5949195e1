// A question of the bot: which text, which buttons, what else it understands. Small enough to keep between turns.
import { type Activity, ActivityTypes, InputHints } from 'botbuilder'
import { findStep, lastNumber } from '../domain/journey.ts'
import type { Form, TextKey, TextValues } from '../locales/index.ts'
import { keyOn } from './on-whatsapp.ts'
import { formOf, type Services, type Work } from './work.ts'

/** A button's id; its title is `button.<id>`, or `<step>.problem.<name>` for `problem.<name>`. */
export type ButtonId = string

export type Question = {
  text: TextKey
  values?: TextValues
  buttons: ButtonId[]
  /** Choices that may be typed though they have no button here. */
  also?: ButtonId[]
  /** Waits for free input: what cannot be read is answered by the dialog that asked. `codePage`: a code is asked, but elsewhere. */
  wants?: 'code' | 'birthDate' | 'codePage' | 'phone' | 'anything'
  /** Shows something that is not kept (a date, a link): it cannot be asked again as it is. */
  once?: true
  /** Intents that mean one of the choices at this question. */
  means?: Record<string, ButtonId>
  /** Shows "Stap 3 van 10." above the text. */
  numbered?: boolean
  links?: LinkName[]
  celebrate?: boolean
}

export type LinkName = 'caren' | 'email' | 'call112' | 'call113'

/** The question as an activity, in the person's form. Buttons carry `{ choice, on }`: `on` is the step they belong to. */
export function toActivity(question: Question, work: Work, services: Services): Partial<Activity> {
  const form = formOf(work)
  const { step } = work.journey
  const title = (id: ButtonId) => services.t(form, titleKey(id, step))
  const lines = question.numbered ? `${progressLine(work, services)}\n` : ''
  // WhatsApp has no fixed button for a human.
  const footer = question.numbered && work.channel === 'whatsapp' ? `\n\n${services.t(form, 'whatsapp.human.type')}` : ''
  const progress = progressOf(work, services)
  return {
    type: ActivityTypes.Message,
    text: lines + services.t(form, keyOn(work.channel, question.text), textValues(question, work, services)) + footer,
    inputHint: InputHints.ExpectingInput,
    ...(question.buttons.length > 0 && {
      suggestedActions: {
        to: [],
        actions: question.buttons.map((id) => ({ type: 'messageBack', title: title(id), text: title(id), displayText: title(id), value: { choice: id, on: step } })),
      },
    }),
    channelData: {
      ...(progress && { progress }),
      ...(question.links && { links: question.links.map((name) => toLink(name, form, services)) }),
      ...(question.celebrate && { celebrate: true }),
    },
  }
}

/** What a text may name: the manager (as variant), the help address, the numbers of the steps. */
export function textValues(question: Pick<Question, 'values'>, work: Work, services: Services): TextValues {
  const number = findStep(work.journey.step).number
  return { email: services.helpEmail, last: lastNumber, ...(number && { number }), ...(work.journey.manager && { context: work.journey.manager }), ...question.values }
}

export function titleKey(id: ButtonId, step: string): TextKey {
  return (id.startsWith('problem.') ? `${step}.${id}` : `button.${id}`) as TextKey
}

function progressLine(work: Work, services: Services): string {
  const { phase, number } = findStep(work.journey.step)
  return services.t(formOf(work), phase === 'after' ? 'progress.after' : 'progress.steps', { number: number ?? lastNumber, last: lastNumber })
}

function progressOf(work: Work, services: Services): { step: number; of: number; label: string } | null {
  const { phase, number } = findStep(work.journey.step)
  if (phase === 'start' || phase === 'end') return null
  return { step: number ?? lastNumber, of: lastNumber, label: progressLine(work, services).replace(/\.$/, '') }
}

function toLink(name: LinkName, form: Form, services: Services): { title: string; url: string } {
  const urls: Record<LinkName, string> = { caren: services.carenUrl, email: `mailto:${services.helpEmail}`, call112: 'tel:112', call113: 'tel:08000113' }
  return { title: services.t(form, `link.${name}`, { email: services.helpEmail }), url: urls[name] }
}
