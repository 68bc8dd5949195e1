// Coming over from one channel to another: the website asks whether it was really them.
import type { TurnContext } from 'botbuilder'
import { say } from './say.ts'
import { type Services, workOf } from './work.ts'

/** Somebody else may have seen the word: the website can undo it. Its two buttons work whatever question is open. */
export async function askWhoArrived(context: TurnContext, services: Services): Promise<void> {
  if (workOf(context).channel !== 'whatsapp') return
  await say(context, services, { text: 'arrive.who', buttons: ['isMe', 'notMe'], only: 'web' })
}

/** What they answered there. */
export async function sayWhoArrived(context: TurnContext, services: Services, choice: 'isMe' | 'notMe'): Promise<void> {
  if (choice === 'isMe') return say(context, services, { text: 'arrive.isMe', only: 'web' })
  workOf(context).undoArrive()
  await say(context, services, 'arrive.undone')
}
