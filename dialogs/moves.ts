// Moving along the journey. The journey's rows are the truth; a dialog only says that a step is finished.
import { firstStep, stepAfter, stepBefore, type StepName } from '../domain/journey.ts'
import { addTrouble, notStuck, stepFinished, type Trouble } from '../domain/stuck.ts'
import type { Work } from './work.ts'

const explainsBeforeOffer = 3

/** The current step is done: the journey goes to the next one, and the person is half as stuck. */
export function finishStep(work: Work): void {
  const { journey } = work
  record(work, journey.step, true)
  journey.stuck = stepFinished(journey.stuck)
  goTo(work, stepAfter(journey.step, journey))
  if (journey.step === 'finished' && !journey.finishedAt) journey.finishedAt = work.now.toISOString()
}

/** One step back; that step is open again. */
export function goBack(work: Work): void {
  goTo(work, stepBefore(work.journey.step, work.journey))
}

/** From the beginning: who the person is, is asked again too. */
export function startOver(work: Work): void {
  Object.assign(work.journey, { role: null, manager: null, stuck: notStuck, finishedAt: null })
  for (const name of Object.keys(work.memory) as (keyof typeof work.memory)[]) delete work.memory[name]
  goTo(work, firstStep)
}

/** Goes to a step, which is open from now on. */
export function goTo(work: Work, step: StepName): void {
  work.journey.step = step
  work.journeyChanged = true
  work.memory.helps = []
  record(work, step, false)
}

/** Counts that the current step was not understood. True: it was explained often enough, so that a digimaatje is offered instead. */
export function noteExplain(work: Work): boolean {
  noteTrouble(work, 'explain')
  return (work.memory.troubles?.[work.journey.step]?.explain ?? 0) >= explainsBeforeOffer
}

/** Notes that something did not go well at this step. Passing a threshold makes the bot offer a digimaatje. */
export function noteTrouble(work: Work, trouble: Trouble): void {
  const { journey, memory } = work
  const { stuck, offer } = addTrouble(journey.stuck, trouble)
  journey.stuck = stuck
  work.journeyChanged = true
  if (offer) work.offerHuman = true
  const counts = { ...memory.troubles?.[journey.step] }
  counts[trouble] = (counts[trouble] ?? 0) + 1
  memory.troubles = { ...memory.troubles, [journey.step]: counts }
  record(work, journey.step, work.steps.get(journey.step)?.finished ?? false)
}

function record(work: Work, step: StepName, finished: boolean): void {
  work.steps.set(step, { step, finished, troubles: work.memory.troubles?.[step] ?? {} })
}
