// Saying something that asks nothing.
import { ActivityTypes, InputHints, type TurnContext } from 'botbuilder'
import type { TextKey } from '../locales/index.ts'
import { type LinkName, textValues, toActivity } from './question.ts'
import { formOf, type Services, workOf } from './work.ts'

/** Sends one text in the person's form. */
export async function say(context: TurnContext, services: Services, what: TextKey | { text: TextKey; links?: LinkName[]; celebrate?: boolean }): Promise<void> {
  const message = typeof what === 'string' ? { text: what } : what
  await context.sendActivity({ ...toActivity({ buttons: [], ...message }, workOf(context), services), inputHint: InputHints.IgnoringInput })
}

/** Sends a text that is already made (an explained word). */
export async function sayPlain(context: TurnContext, text: string): Promise<void> {
  await context.sendActivity({ type: ActivityTypes.Message, text, inputHint: InputHints.IgnoringInput })
}

/** One text without sending it. */
export function textOf(context: TurnContext, services: Services, key: TextKey): string {
  const work = workOf(context)
  return services.t(formOf(work), key, textValues({}, work, services))
}
