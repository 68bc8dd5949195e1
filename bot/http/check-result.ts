// What the check page shows of what the turn decided.
import type { CodeResult } from '../../dialogs/work.ts'
import { randomUUID } from 'node:crypto'
import type { AttemptOutcome } from '../check-for.ts'
import type { CheckView, Ending, Filled, Problems } from './check-view.ts'

const dateProblems = { none: 'dateEmpty', incomplete: 'dateEmpty', impossible: 'dateImpossible', future: 'dateFuture', ambiguous: 'dateAmbiguous' } as const

/**
 * The page after a form, and whether the link ends with it. What could not be read is filled in again, to be mended; after a miss nothing is:
 * the person should look in the letter once more.
 */
export function afterResult(result: CodeResult | undefined, filled: Filled): { view: CheckView; ends: boolean } {
  // No result: the dialogs failed, and said so in WhatsApp.
  if (!result) return { view: told('unavailable'), ends: false }
  switch (result.kind) {
    case 'noCode': return { view: form({ code: 'codeNone' }, filled), ends: false }
    case 'noDate': return { view: form({ date: dateProblems[result.why] }, filled), ends: false }
    case 'miss': return result.left > 0 ? { view: form({ miss: { left: result.left } }), ends: false } : { view: told('missLast'), ends: true }
    case 'unavailable': return { view: told('unavailable'), ends: false }
    default: return { view: told(result.kind), ends: true }
  }
}

/** The page when the same form comes again: the stored attempt's outcome; null: it never came to an attempt. */
export function afterRepeat(outcome: AttemptOutcome | null): CheckView {
  switch (outcome) {
    case 'match': case 'expired': case 'used': case 'closed': return told(outcome)
    case 'miss': case 'codeClosed': case 'pending': return form({ miss: { left: null } })
    case null: return form({ again: true })
  }
}

const told = (ending: Ending): CheckView => ({ kind: 'told', ending })
const form = (problems: Problems, filled: Partial<Filled> = {}): CheckView => ({ kind: 'form', attempt: randomUUID(), problems, filled })
