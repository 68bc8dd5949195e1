// What a turn says when the dialogs keep failing: one apology, the state as it was, and a flag for a human.
import { formFor, type Texts } from '../../locales/index.ts'
import type { UnitOfWork } from './unit-of-work.ts'

/** @param helpEmail where a digimaatje can be reached */
export function createApology(texts: Texts, helpEmail: string): (work: UnitOfWork) => void {
  return (work) => {
    const form = formFor(work.journey.role)
    work.say({ type: 'message', text: texts(form, 'failed.said') })
    work.say({ type: 'message', text: texts(form, 'failed.human', { email: helpEmail }) })
    work.flag = 'failingTurn'
    work.handoff = { reason: 'failingTurn', step: work.journey.step, urgent: false }
  }
}
