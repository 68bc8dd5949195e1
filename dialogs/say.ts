// Saying something that asks nothing.
import { ActivityTypes, InputHints, type TurnContext } from 'botbuilder'
import type { TextKey } from '../locales/index.ts'
import { keyOn } from './on-whatsapp.ts'
import { type Question, textValues, toActivity } from './question.ts'
import { formOf, type Services, workOf } from './work.ts'

/** A question that waits for nothing; `only`: the channel that may show it. */
export type Message = Omit<Question, 'buttons'> & { buttons?: Question['buttons']; only?: 'web' }

/** Sends one text in the person's form. */
export async function say(context: TurnContext, services: Services, what: TextKey | Message): Promise<void> {
  const { only, ...message } = typeof what === 'string' ? { text: what } as Message : what
  const activity = toActivity({ buttons: [], ...message }, workOf(context), services)
  const channelData = { ...activity.channelData as object, ...(only && { only }) }
  await context.sendActivity({ ...activity, channelData, inputHint: InputHints.IgnoringInput })
}

/** Sends a text that is already made (an explained word). */
export async function sayPlain(context: TurnContext, text: string): Promise<void> {
  await context.sendActivity({ type: ActivityTypes.Message, text, inputHint: InputHints.IgnoringInput })
}

/** One text without sending it. */
export function textOf(context: TurnContext, services: Services, key: TextKey): string {
  const work = workOf(context)
  return services.t(formOf(work), keyOn(work.channel, key), textValues({}, work, services))
}
