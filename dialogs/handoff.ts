// Asking for a human, and no longer wanting one. Bot Framework's hand-off protocol carries it: the turn's adapter makes rows of it.
import { EventFactory, type TurnContext } from 'botbuilder'
import type { Reason } from '../domain/handoff.ts'
import { daysBetween } from '../domain/dutch/wall-clock.ts'
import { dayInWords, hourInWords, weekdayInWords } from '../domain/dutch/working-days.ts'
import { type Message, say } from './say.ts'
import { type Services, type Standing, workOf } from './work.ts'

/** A person waits once: asked again, only why they wait may change. */
export async function askHuman(context: TurnContext, { reason, urgent = false }: { reason: Reason; urgent?: boolean }): Promise<void> {
  const work = workOf(context)
  const { journey: { step, role }, channel, waiting } = work
  const wish = { reason, step, urgent }
  if (waiting === 'no') await context.sendActivity(EventFactory.createHandoffInitiation(context, { ...wish, role, channel }))
  else work.handoff = wish
  work.waiting = urgent || waiting === 'urgent' ? 'urgent' : 'yes'
  work.audit.push({ actor: 'person', action: 'handoff.asked', outcome: reason, detail: { step, urgent } })
}

/** Asks for a human, and says what may be promised. To who waits already: that they do. */
export async function callHuman(context: TurnContext, services: Services, reason: Reason): Promise<Standing> {
  const work = workOf(context)
  const [standing, again] = [await work.desk.standing(), work.waiting !== 'no']
  if (!again) await askHuman(context, { reason })
  await say(context, services, standing.kind === 'open' && again ? 'human.again' : toMessage(standing, work.now))
  return standing
}

/** The question that goes with it: their place. */
export function placeIn(standing: Standing): Pick<Message, 'text' | 'values'> {
  if (standing.kind === 'none') return { text: 'human.next' }
  if (standing.kind === 'closed') return { text: 'human.place.kept' }
  const { before } = standing
  return { text: before === 0 ? 'human.place.first' : before === 1 ? 'human.place.one' : 'human.place.more', values: { before } }
}

/** Whether the desk is open; when it is closed, when a digimaatje answers, as far as that is known. */
export function toMessage(standing: Standing, now: Date): Message {
  if (standing.kind === 'open') return { text: standing.away ? 'human.openAway' : 'human.open' }
  const links: Message['links'] = ['email']
  if (standing.kind === 'none') return { text: 'human.tell', links }
  const { opensAt } = standing
  if (!opensAt) return { text: 'human.closed.unknown', links }
  const days = daysBetween(now, opensAt)
  const text = days === 0 ? 'human.closed.today' : days === 1 ? 'human.closed.tomorrow' : days < 7 ? 'human.closed.weekday' : 'human.closed.later'
  return { text, links, values: { time: hourInWords(opensAt), weekday: weekdayInWords(opensAt), day: dayInWords(opensAt) } }
}

/** "Laat maar". Who was in distress is still seen by a digimaatje, and told so. */
export async function cancelHuman(context: TurnContext, services: Services): Promise<void> {
  const work = workOf(context)
  if (work.waiting === 'no') return
  if (work.waiting === 'urgent') return say(context, services, 'human.stays')
  work.cancelHandoff()
  work.audit.push({ actor: 'person', action: 'handoff.cancel', outcome: 'done', detail: { step: work.journey.step } })
  await context.sendActivity(EventFactory.createHandoffStatus(context.activity.conversation, 'failed', 'cancelled'))
  await say(context, services, 'human.cancelled')
}
