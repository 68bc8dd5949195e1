// What a turn says when the dialogs keep failing: one apology, the state as it was, and a flag for a human.
import { formFor, type Texts } from '../../locales/index.ts'
import type { UnitOfWork } from './unit-of-work.ts'

/** @param helpEmail where a digimaatje can be reached */
export function createApology(texts: Texts, helpEmail: string): (work: UnitOfWork) => void {
  return (work) => {
    work.flag = 'failingTurn'
    // A human has the word, and sees what the person wrote.
    if (work.owner === 'human') return
    const form = formFor(work.journey.role)
    work.say({ type: 'message', text: texts(form, 'failed.said') })
    work.say({ type: 'message', text: texts(form, 'failed.human', { email: helpEmail }) })
    work.handoff = { reason: 'failingTurn', step: work.journey.step, urgent: false }
  }
}
