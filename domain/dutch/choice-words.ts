// A choice named by its number: "4", "vier", "de vierde", "nummer 4", "optie vier", "ik kies de 4e".
import { NUMBER_WORDS } from './numbers.ts'

const most = 10
const figures = /^(\d{1,2})(e|de|ste)?$/
const leadIns = new Set(['de', 'het', 'nummer', 'nr', 'optie', 'keuze', 'knop', 'antwoord', 'kies', 'neem', 'ik', 'doe', 'druk', 'op', 'maar', 'wil'])
const numbers = new Map(NUMBER_WORDS.map(([word, { value }]) => [word, value]))

/** The number from 1 to 10 that a whole text names, or null. Takes folded text: lower case, no accents or punctuation. */
export function readChoiceNumber(folded: string): number | null {
  const words = folded.split(' ')
  const last = words.pop() ?? ''
  if (!words.every((word) => leadIns.has(word))) return null
  const value = numbers.get(last) ?? Number(figures.exec(last)?.[1])
  return value >= 1 && value <= most ? value : null
}
