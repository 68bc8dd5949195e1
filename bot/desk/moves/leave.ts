// A digimaatje gives the word back to nobody in particular: to the queue, or for good. The bot speaks again.
import { forgetQuestion } from '../../../dialogs/forget-question.ts'
import type { CloseReason } from '../../../domain/handoff.ts'
import { limits } from '../../../domain/limits.ts'
import { lastName, note, notify, refuse, rowFor, type Step, tellStatus } from './step.ts'

/** Back to the queue; the place in it is kept. */
export function release(step: Step): void {
  backToQueue(step, 'release', 'notice.released')
}

/** Who had it left their desk while the person waits for an answer. */
export async function absent(step: Step): Promise<void> {
  const { handoff } = step.unit.snapshot
  const since = handoff?.personAt ? Math.max(...[handoff.personAt, handoff.claimedAt ?? handoff.personAt].map((at) => Date.parse(at))) : Infinity
  const quiet = step.unit.at.getTime() - since
  const gone = quiet >= limits.desk.absentAfter && !(handoff?.claimedById && await step.parts.isHere(handoff.claimedById))
  if (!gone) return void refuse(step, 'notPossible')
  backToQueue(step, 'absent', 'notice.absent')
}

/** Nobody came so far: said once. */
export function nobody(step: Step): void {
  const { unit, parts } = step
  const { handoff } = unit.snapshot
  if (handoff?.state !== 'waiting' || handoff.nobodyAt) return void refuse(step, 'notPossible')
  unit.handoffRow = { ...handoff, nobodyAt: unit.at.toISOString() }
  notify(step, 'waiting.nobody', { email: parts.helpEmail })
  note(step)
}

/** It is over. What the person writes next starts at the bot again. */
export function close(step: Step, reason: CloseReason): void {
  const row = rowFor('close', step)
  if (!row) return
  const { unit } = step
  unit.owner = 'bot'
  unit.flag = ''
  unit.handoffRow = { ...row, state: 'closed', personAt: null, closedAt: unit.at.toISOString(), closeReason: reason }
  forgetQuestion(unit.state)
  tellStatus(step, 'completed', { move: 'closed', by: lastName(unit) })
  notify(step, 'notice.closed', { name: lastName(unit) })
  note(step, { closed: reason })
}

function backToQueue(step: Step, name: 'release' | 'absent', said: 'notice.released' | 'notice.absent'): void {
  const row = rowFor(name, step)
  if (!row) return
  const { unit } = step
  unit.owner = 'bot'
  const at = unit.at.toISOString()
  // They wait as long as they did; that nobody came is told again that long after nobody had them.
  unit.handoffRow = { ...row, state: 'waiting', personAt: row.personAt ?? at, claimedAt: at, nobodyAt: null }
  forgetQuestion(unit.state)
  tellStatus(step, 'failed', { move: 'released', by: lastName(unit) })
  notify(step, said, { name: lastName(unit) })
  note(step)
}
