// The check of code and birth date, closed by too many misses, may be tried again.
import type { RunBot } from './hand-back.ts'
import { type Digimaatje, note, notify, reach, refuse, type Step } from './step.ts'

/** By who has the conversation, a coordinator, or anybody while nobody has it. Whoever has the word tells the person. */
export async function reopenCheck(step: Step, actor: Digimaatje, run: RunBot): Promise<void> {
  const { unit } = step
  const { handoff } = unit.snapshot
  if (handoff?.state === 'human' && handoff.claimedById !== actor.id && !actor.coordinator) return void refuse(step, 'notYours')
  unit.reopenCheck = true
  delete unit.state.memory?.['checkDone']
  note(step)
  if (unit.owner === 'human') return notify(step, 'notice.checkReopened')
  if (reach(unit) === 'open') await run(unit, { type: 'event', name: 'checkReopened' })
}
