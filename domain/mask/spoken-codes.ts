import type { Span } from '../codes/groups.ts'
import type { NormaliseRule } from '../codes/normalise.ts'
import { foldText } from '../dutch/fold-text.ts'
import { NUMBER_WORDS } from '../dutch/numbers.ts'
import { soundKey } from '../dutch/sound.ts'
import { findCodeSpans } from './codes.ts'

type Rules = { codePattern: RegExp; normalise: NormaliseRule }
/** `at` is where the piece starts in the rewritten text. */
type Piece = Span & { at: number; written: string; spoken: boolean }

const VALUES: ReadonlyMap<string, number> = new Map(NUMBER_WORDS.filter(([, { ordinal }]) => !ordinal).map(([word, { value }]) => [soundKey(word), value]))
const ONE = soundKey('een')

/** Codes with their figures in words: "hk vier zeven pr negen drie". */
export function findSpokenCodes(text: string, rules: Rules): Span[] {
  const pieces = piecesOf(text)
  if (!pieces.some(({ spoken }) => spoken)) return []
  const rewritten = pieces.map(({ written }) => written).join('')
  return findCodeSpans(rewritten, rules, { dates: [], ibans: [] }).flatMap(({ start, end }) => {
    const own = pieces.filter((piece) => piece.at < end && start < piece.at + piece.written.length)
    const [first, last] = [own[0], own.at(-1)]
    if (first === undefined || last === undefined || !own.some(({ spoken }) => spoken)) return []
    return [{ start: first.spoken ? first.start : first.start + start - first.at, end: last.spoken ? last.end : last.start + end - last.at }]
  })
}

/** The text cut at its number words, with figures in their place. */
function piecesOf(text: string): Piece[] {
  const words = [...foldText(text).matchAll(/[a-z\d]+/g)].map(({ 0: word, index }) => ({ word, start: index, end: index + word.length, value: VALUES.get(soundKey(word)) }))
  const pieces: Piece[] = []
  let [done, at] = [0, 0]
  const add = (end: number, written: string, spoken: boolean): void => {
    pieces.push({ start: done, end, at, written, spoken })
    done = end
    at += written.length
  }
  for (const [i, { word, start, end, value }] of words.entries()) {
    const beside = [words[i - 1], words[i + 1]]
    // "een" is a figure only beside another one, or beside a letter of somebody who spells.
    const isFigure = soundKey(word) !== ONE || beside.some((other) => other && (other.word.length === 1 || (other.value !== undefined && soundKey(other.word) !== ONE)))
    if (value === undefined || !isFigure) continue
    add(start, text.slice(done, start), false)
    add(end, String(value), true)
  }
  add(text.length, text.slice(done), false)
  return pieces
}
