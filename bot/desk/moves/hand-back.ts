// Back to the bot, with what was done; and undoing a wrong one.
import { forgetQuestion } from '../../../dialogs/forget-question.ts'
import { limits } from '../../../domain/limits.ts'
import { type Facts, routeA, type StepName } from '../../../domain/journey.ts'
import { stepFinished } from '../../../domain/stuck.ts'
import type { StoredActivity } from '../../turn/types.ts'
import type { HandoffBack, UnitOfWork } from '../../turn/unit-of-work.ts'
import { type Digimaatje, firstName, give, lastName, note, notify, refuse, rowFor, type Step, tellStatus } from './step.ts'

/** Runs the dialogs on an activity, within this turn. */
export type RunBot = (unit: UnitOfWork, activity: StoredActivity) => Promise<void>
export type HandBack = { step: string; done: readonly string[] }

/** The bot says what was done and goes on at `step`, in the same turn. */
export async function handBack(move: Step, { step, done }: HandBack, run: RunBot): Promise<void> {
  const row = rowFor('handBack', move)
  if (!row) return
  const { unit } = move
  const [to, ...finished] = [step, ...done].flatMap((name) => stepOf(name, unit.journey) ?? [])
  if (!to || finished.length !== done.length) return void refuse(move, 'unknownStep')
  const { step: from, finishedAt } = unit.journey
  unit.owner = 'bot'
  unit.flag = ''
  unit.handoffRow = { ...row, state: 'back', personAt: null, closedAt: unit.at.toISOString(), back: { from, to, done: finished, finishedAt } }
  goTo(unit, to)
  if (to === 'finished') unit.journey.finishedAt ??= unit.at.toISOString()
  for (const name of finished) {
    record(unit, name, true)
    unit.journey.stuck = stepFinished(unit.journey.stuck)
  }
  forgetQuestion(unit.state)
  const name = lastName(unit)
  tellStatus(move, 'completed', { move: 'handedBack', by: name })
  note(move, { from, to, steps: finished.length })
  await run(unit, { type: 'event', name: 'handBack', value: { name, done: finished, step: to } })
  // The bot cannot go on there, and asks for a human again: then it is no hand back after all.
  if (unit.handoff) unit.handoffRow = { ...row, state: 'waiting', personAt: unit.at.toISOString(), nobodyAt: null }
}

/** For who handed it back, a short while. */
export function undoHandBack(move: Step, actor: Digimaatje): void {
  const row = rowFor('undoHandBack', move)
  if (!row) return
  const { unit } = move
  const late = !row.closedAt || unit.at.getTime() - new Date(row.closedAt).getTime() > limits.desk.undoHandBack
  if (late || !row.back) return void refuse(move, 'notPossible')
  // Who went on by themselves meanwhile keeps what they did.
  if (unit.journey.step === row.back.to) putBack(unit, row.back)
  give(move, { ...row, personAt: null }, actor)
  tellStatus(move, 'accepted', { move: 'accepted', by: firstName(actor.name) })
  notify(move, 'notice.again', { name: firstName(actor.name) })
  note(move, { to: unit.journey.step })
}

function putBack(unit: UnitOfWork, { from, done, finishedAt }: HandoffBack): void {
  goTo(unit, from)
  unit.journey.finishedAt = finishedAt
  for (const name of done) if (placeOf(name) >= placeOf(from)) record(unit, name, false)
}

/** A step of this person's journey; null: there is none of that name. */
function stepOf(name: string, facts: Facts): StepName | null {
  const found = routeA.find((step) => step.name === name)
  return found && (found.onlyWhen?.(facts) ?? true) ? found.name : null
}

const placeOf = (name: StepName) => routeA.findIndex((step) => step.name === name)

function goTo(unit: UnitOfWork, step: StepName): void {
  unit.journey.step = step
  unit.journeyChanged = true
  record(unit, step, false)
}

function record(unit: UnitOfWork, step: StepName, finished: boolean): void {
  const troubles = (unit.state.memory?.['troubles'] as Partial<Record<StepName, object>> | undefined)?.[step] ?? {}
  unit.steps.set(step, { step, finished, ...(finished && { by: 'human' }), troubles })
}
