import { LONG_MONTHS, MONTHS } from './words.ts'
import { NUMBER_WORDS } from '../dutch/numbers.ts'
import { soundKey, withinOneSlip } from '../dutch/sound.ts'

/** What a word can mean in a date. `sure: false`: only to be believed between a day and a year. `glued`: part of a longer word. */
export type Lexeme =
  | { kind: 'small'; value: number; ordinal: boolean }
  | { kind: 'hundred' }
  | { kind: 'thousand' }
  | { kind: 'and'; glued: boolean }
  | { kind: 'month'; month: number; sure: boolean }

const SPELLINGS: readonly (readonly [string, Lexeme])[] = [
  ...[...MONTHS].filter(([word]) => word.length > 3 || word === 'mei').map(([word, month]) => [word, { kind: 'month', month, sure: false }] as const),
  ...NUMBER_WORDS.map(([word, number]) => [word, { kind: 'small', ...number }] as const),
  ...['honderd', 'hondert', 'honder'].map((word) => [word, { kind: 'hundred' }] as const),
  ...['duizend', 'duizent', 'duizen'].map((word) => [word, { kind: 'thousand' }] as const),
]

/** What each word means, by how it sounds (see soundKey). "een" and "en" inside a longer word sound the same: `and`. */
export const LEXEMES: ReadonlyMap<string, Lexeme> = new Map<string, Lexeme>([
  ...SPELLINGS.map(([word, lexeme]) => [soundKey(word), lexeme] as const),
  ['en', { kind: 'and', glued: true }],
])
export const LONGEST_WORD = Math.max(...SPELLINGS.map(([word]) => word.length))

type Candidate = { word: string; key: string; lexeme: Lexeme; meaning: string }
const MIN_NUMBER = 6

const CANDIDATES: readonly Candidate[] = [
  ...LONG_MONTHS.map(([word, month]) => [word, { kind: 'month', month, sure: false }] as const),
  ...SPELLINGS.filter(([word, lexeme]) => lexeme.kind !== 'month' && soundKey(word).length >= MIN_NUMBER),
].map(([word, lexeme]) => ({ word, key: soundKey(word), lexeme, meaning: JSON.stringify(lexeme) }))

/** By length, and by first letter too: most words are near nothing, and that must be quick to see. */
const BY_LENGTH = indexed(() => '')
const BY_LETTER = indexed(({ key }) => key[0] ?? '')

/**
 * The one meaning that is a slip away, in spelling or in sound; 'several' when there are more ("zeentien": zestien or zeventien?), null when
 * there is none. The first letter is hardly ever wrong, so it must be right; with `inside` the last one too.
 */
export function findSlip(folded: string, key: string, inside = false): Lexeme | 'several' | null {
  if (key.length < 4) return null
  const first = nearIn(BY_LETTER, key[0] ?? '', { folded, key }).find((candidate) => !inside || candidate.key.at(-1) === key.at(-1))
  if (first === undefined || (first.lexeme.kind !== 'month' && key.length < MIN_NUMBER - 1)) return null
  return nearIn(BY_LENGTH, '', { folded, key }).some(({ meaning }) => meaning !== first.meaning) ? 'several' : first.lexeme
}

type Index = ReadonlyMap<string, readonly Candidate[]>

function indexed(letter: (candidate: Candidate) => string): Index {
  const index = new Map<string, Candidate[]>()
  for (const candidate of CANDIDATES) {
    const lengths = [-1, 0, 1].flatMap((by) => [candidate.word.length + by, candidate.key.length + by])
    for (const length of new Set(lengths)) {
      const at = letter(candidate) + length
      index.set(at, [...index.get(at) ?? [], candidate])
    }
  }
  return index
}

function nearIn(index: Index, letter: string, { folded, key }: { folded: string; key: string }): Candidate[] {
  const near = (index.get(letter + folded.length) ?? []).filter((candidate) => isNear(candidate, folded, key))
  if (folded.length === key.length) return near
  return [...near, ...(index.get(letter + key.length) ?? []).filter((candidate) => isNear(candidate, folded, key))]
}

function isNear(candidate: Candidate, folded: string, key: string): boolean {
  return withinOneSlip(candidate.key, key) || withinOneSlip(candidate.word, folded)
}
