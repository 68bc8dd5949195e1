// A digimaatje gets the word: claimed, written to first, handed on by a colleague, opened again.
import type { Who } from '../contract.ts'
import { type Digimaatje, firstName, give, note, notify, refuse, rowFor, type Step, tellStatus } from './step.ts'

/** From the queue. They wait for an answer since they asked, or since what nobody answered. */
export function claim(step: Step, actor: Digimaatje): void {
  const row = rowFor('claim', step)
  if (!row) return
  give(step, { ...row, personAt: row.personAt ?? row.createdAt }, actor)
  arrive(step, actor)
}

/** Nobody asked: a digimaatje writes first. */
export function start(step: Step, actor: Digimaatje): void {
  const row = rowFor('start', step)
  if (!row) return
  give(step, row, actor)
  arrive(step, actor)
}

/** To a colleague, who is there: the route looked. */
export function transfer(step: Step, to: Who): void {
  const row = rowFor('transfer', step)
  if (!row) return
  if (row.claimedById === to.id) return void refuse(step, 'notPossible')
  give(step, { ...row, personAt: row.personAt ?? now(step) }, to)
  tellStatus(step, 'accepted', { move: 'transferred', by: firstName(to.name) })
  notify(step, 'notice.transferred', { name: firstName(to.name) })
  note(step, { to: to.id })
}

/** To whoever had it last; when they are not there, to the queue. */
export async function reopen(step: Step, actor: Digimaatje): Promise<void> {
  const row = rowFor('reopen', step)
  if (!row) return
  const { unit, parts } = step
  const last = row.claimedById === null ? null : { id: row.claimedById, name: unit.snapshot.claimedByName ?? '' }
  if (last && (last.id === actor.id || await parts.isHere(last.id))) {
    give(step, { ...row, personAt: last.id === actor.id ? null : now(step) }, last)
    return arrive(step, last)
  }
  unit.flag = ''
  unit.handoffRow = { ...row, state: 'waiting', personAt: unit.at.toISOString(), nobodyAt: null, closedAt: null, closeReason: null, back: null }
  unit.say({ type: 'event', name: 'handoff.initiate', value: { reason: row.reason, urgent: row.urgent } })
  notify(step, 'notice.reopened')
  note(step, { to: 'queue' })
}

/** They were told that somebody is there who does not know of it yet: from now on they wait for them. */
const now = ({ unit }: Step) => unit.at.toISOString()

function arrive(step: Step, { name }: { name: string }): void {
  tellStatus(step, 'accepted', { move: 'accepted', by: firstName(name) })
  notify(step, 'notice.accepted', { name: firstName(name) })
  note(step)
}
