// A move of the desk, or of its timer, as a turn: what it wants is in the unit of work, committed as one.
import type { DeskTurn } from '../turn/types.ts'
import type { UnitOfWork } from '../turn/unit-of-work.ts'
import { reopenCheck } from './moves/check.ts'
import { handBack, type RunBot, undoHandBack } from './moves/hand-back.ts'
import { absent, close, nobody, release } from './moves/leave.ts'
import { reply, template } from './moves/speak.ts'
import { type Digimaatje, type MoveParts, refuse, type Step } from './moves/step.ts'
import { claim, reopen, start, transfer } from './moves/take.ts'

/** What happens in a turn of the channel `desk`. A move that is not allowed becomes `unit.refused`. */
export type DeskDecide = (unit: UnitOfWork, turn: DeskTurn, run: RunBot) => Promise<void>

export function createDeskDecide(parts: MoveParts): DeskDecide {
  return async (unit, turn, run) => {
    const step = { unit, turn, parts }
    if (turn.actor.kind === 'timer') return byTimer(step)
    return byDigimaatje(step, turn.actor, run)
  }
}

async function byTimer(step: Step): Promise<void> {
  const { kind } = step.turn.move
  if (kind === 'absent') return absent(step)
  if (kind === 'nobody') return nobody(step)
  refuse(step, 'notPossible')
}

async function byDigimaatje(step: Step, actor: Digimaatje, run: RunBot): Promise<void> {
  const { move } = step.turn
  switch (move.kind) {
    case 'claim': return claim(step, actor)
    case 'start': return start(step, actor)
    case 'release': return release(step)
    case 'transfer': return transfer(step, move.to)
    case 'handBack': return handBack(step, move, run)
    case 'undoHandBack': return undoHandBack(step, actor)
    case 'close': return close(step, move.reason)
    case 'reopen': return reopen(step, actor)
    case 'reply': return reply(step, actor)
    case 'template': return template(step, actor)
    case 'reopenCheck': return reopenCheck(step, actor, run)
    case 'absent':
    case 'nobody': return void refuse(step, 'notPossible')
  }
}
