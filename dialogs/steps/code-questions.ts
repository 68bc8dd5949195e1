// Which question step 8 puts, and what it is told to put.
import type { BirthDateReading } from '../../domain/birth-date.ts'
import type { TextKey } from '../../locales/index.ts'
import type { Memory } from '../work.ts'
import type { CodeCheckOptions } from './code-check.ts'
import type { CodeLinkOptions } from './code-link.ts'

/** With `codeHash` the code is known already and the birth date is asked; `text` is the question to use. */
export type CodeOptions = {
  text?: TextKey; codeHash?: string; /** the message of this turn holds the date */ reread?: boolean
  explain?: true
  /** How the page of the code is asked for, where there is one. */
  link?: CodeLinkOptions
  /** What the page's check came to. */
  checked?: CodeCheckOptions
}

export const exampleDate = '1975-12-28'
/** What is asked after a date that cannot be used. */
export const dateProblems: Record<Exclude<BirthDateReading['kind'], 'date'>, TextKey> = {
  none: 'code.dateNone', incomplete: 'code.dateIncomplete', impossible: 'code.dateImpossible', future: 'code.dateFuture', ambiguous: 'code.dateAmbiguous',
}

/** The question, and the code's hash, when the code is known and only its date is asked. */
export function questionOf({ text, codeHash, explain }: CodeOptions, memory: Memory): { text: TextKey; codeHash?: string } {
  const known = codeHash ?? (text === undefined || text === 'code.ask' ? memory.codeHash : undefined)
  if (text === undefined && explain) return known ? { text: 'code.explainBirthDate', codeHash: known } : { text: 'code.askExplain' }
  return { text: text ?? 'code.ask', ...(known && { codeHash: known }) }
}
