import { findSlip, LEXEMES, LONGEST_WORD, type Lexeme } from './lexemes.ts'
import { HALF_MONTHS, MONTHS, NEVER_A_SLIP } from './words.ts'
import { SPOKEN_NUMBERS } from '../dutch/numbers.ts'
import { soundKey } from '../dutch/sound.ts'

const MAX_LENGTH = 64
/** Without one of these in it a word is no number or date that was written as one word. */
const ANCHOR = /tig|tien|elf|hond|dui[sz]|m[ei][ijy]|jan|feb|maa|apr|jun|jul|aug|sep|okt|nov|dec/
const MAX_SLIPS = 2

/** How many long words of a text may be searched for slips: nobody garbles more dates than this, and the search is the slowest part. */
export type SlipBudget = { left: number }

/** Reads one folded word, whole or in parts ("driemeinegentienhonderdtachtig"). An ordinary word gives null. Takes from the budget. */
export function readWord(folded: string, budget: SlipBudget): readonly Lexeme[] | null {
  const month = MONTHS.get(folded)
  if (month !== undefined) return [{ kind: 'month', month, sure: true }]
  if (folded === 'en') return [{ kind: 'and', glued: false }]
  const half = HALF_MONTHS.get(folded)
  if (half !== undefined) return [{ kind: 'month', month: half, sure: false }]
  if (NEVER_A_SLIP.has(folded) || folded.length > MAX_LENGTH) return null
  return readSound(folded, budget)
}

function readSound(folded: string, budget: SlipBudget): readonly Lexeme[] | null {
  const key = soundKey(folded)
  if (key === 'en') return [{ kind: 'small', value: 1, ordinal: false }]
  const spoken = SPOKEN_NUMBERS.get(key)
  if (spoken !== undefined) return [{ kind: 'small', ...spoken }]
  const whole = LEXEMES.get(key)
  if (whole !== undefined) return [whole]
  const slip = findSlip(folded, key)
  if (slip === 'several') return null
  if (slip !== null) return [slip]
  if (!ANCHOR.test(folded)) return null
  const search = { word: folded, dead: new Set<number>(), heads: new Map<number, Head>() }
  const exact = readParts(search, 0)
  if (exact !== null || budget.left === 0) return exact
  budget.left -= 1
  return readParts(search, MAX_SLIPS)
}

type Head = { written: string; key: string; exact: Lexeme | null; near?: Lexeme | null }
type Search = { word: string; dead: Set<number>; heads: Map<number, Head> }

/** The longest parts first; `slips` is how many of the parts may have a slip in them. */
function readParts(search: Search, slips: number, from = 0): Lexeme[] | null {
  const { word, dead } = search
  if (from === word.length) return []
  // What could not be read from here with as many slips left cannot be read the second time.
  const state = from * (MAX_SLIPS + 1) + slips
  if (dead.has(state)) return null
  for (let to = Math.min(from + LONGEST_WORD + 2, word.length); to >= from + 2; to -= 1) {
    const head = headOf(search, from, to)
    const lexeme = head.exact ?? (slips > 0 ? nearOf(head) : null)
    const rest = lexeme === null ? null : readParts(search, head.exact === null ? slips - 1 : slips, to)
    if (lexeme !== null && rest !== null) return [lexeme, ...rest]
  }
  dead.add(state)
  return null
}

function headOf({ word, heads }: Search, from: number, to: number): Head {
  const known = heads.get(from * MAX_LENGTH + to)
  if (known !== undefined) return known
  const written = word.slice(from, to)
  const key = soundKey(written)
  const head = { written, key, exact: LEXEMES.get(key) ?? null }
  heads.set(from * MAX_LENGTH + to, head)
  return head
}

function nearOf(head: Head): Lexeme | null {
  if (head.near !== undefined) return head.near
  // A part must keep its last letter too, or it would eat a letter of the next part.
  const near = head.written.length > 4 ? findSlip(head.written, head.key, true) : null
  head.near = near === 'several' ? null : near
  return head.near
}
