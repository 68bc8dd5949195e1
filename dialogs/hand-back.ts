// A digimaatje gave the conversation back: what they did, and where it goes on.
import type { TurnContext } from 'botbuilder'
import { findStep, routeA } from '../domain/journey.ts'
import { type Message, say } from './say.ts'
import { formOf, type Services, workOf } from './work.ts'

/** The value of the event `handBack`. `name`: as the digimaatje is called; `done`: the steps they did with the person. */
export type HandBack = { name: string; done: string[]; step: string }

/** Says who did what. What was asked before they came is over. */
export async function sayHandBack(context: TurnContext, services: Services): Promise<void> {
  const { memory } = workOf(context)
  const { name = '', done = [] } = (context.activity.value ?? {}) as Partial<HandBack>
  Object.assign(memory, { unclear: 0, helps: [] })
  await say(context, services, whatWasDone(name.split(' ')[0] ?? '', numbersOf(done), { context, services }))
  const where = whereNow(workOf(context).journey.step)
  if (where) await say(context, services, where)
}

/** As the manual numbers them, each once, in its order. */
function numbersOf(done: readonly string[]): number[] {
  return [...new Set(routeA.flatMap(({ name, number }) => (number !== null && done.includes(name) ? [number] : [])))]
}

function whatWasDone(name: string, numbers: readonly number[], { context, services }: { context: TurnContext; services: Services }): Message {
  const [first, ...rest] = numbers
  const last = rest.at(-1)
  if (first === undefined) return { text: 'handBack.none', values: { name } }
  if (last === undefined) return { text: 'handBack.one', values: { name, number: first } }
  const form = formOf(workOf(context))
  const inARow = last - first === rest.length
  const steps = inARow && rest.length > 1
    ? services.t(form, 'handBack.range', { from: first, to: last })
    : services.t(form, 'handBack.list', { from: numbers.slice(0, -1).join(', '), to: last })
  return { text: 'handBack.more', values: { name, steps } }
}

/** null: there is no further. */
function whereNow(step: string): Message | null {
  const { phase, number } = findStep(step)
  if (phase === 'end') return null
  if (number !== null) return { text: 'handBack.next', values: { next: number } }
  return { text: phase === 'after' ? 'handBack.after' : 'handBack.on' }
}
