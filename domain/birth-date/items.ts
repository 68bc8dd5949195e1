import type { Lexeme } from './lexemes.ts'
import { readWord, type SlipBudget } from './lexer.ts'
import { GLUED, SUFFIXES } from './words.ts'
import { EMAIL } from '../mask/email-pattern.ts'
import { foldText } from '../dutch/fold-text.ts'

type Meaning = Lexeme | { kind: 'number'; digits: string } | { kind: 'word'; text: string } | { kind: 'opaque' }

/** One thing in the text that may be part of a date. `gap` is what stands between it and the item before it; places count UTF-16 units. */
export type Item = Meaning & { start: number; end: number; gap: string }

const MOST_SLIP_SEARCHES = 30

type Range = { start: number; end: number }

// What holds digits and is no date. Each pattern's repeats are bounded or cannot overlap, so the time taken grows with the length only.
const NO_DATES: readonly RegExp[] = [
  EMAIL,
  /(?<![a-z])(?:https?:\/\/|www\.)\S{1,500}/g,
  /(?<![a-z\d])[a-z]{2}\d{2}[ ]?[a-z]{4}(?:[ ]?\d){10}(?!\d)/g,
  /(?:\+|(?<!\d)00)\d{2}[\s.()-]{0,3}\d(?:[\s.-]?\d){7,9}(?!\d)/g,
  /(?<!\d|\d[-./])0\s?6[\s.-]{0,3}(?:\d[\s.-]?){7}\d(?!\d)/g,
]
const STARTS_AS_DATE = /^0?6[-./ ]\d{1,2}[-./ ](?:19|20)\d\d(?!\d)/

/** Cuts a text into items: numbers, words that can mean something in a date, other words, and what is certainly no date. */
export function readItems(text: string): Item[] {
  const folded = foldText(text)
  const hidden = NO_DATES.flatMap((pattern) => rangesOf(pattern, folded))
  const budget = { left: MOST_SLIP_SEARCHES }
  const items: Item[] = []
  for (const match of folded.matchAll(/[\p{L}\p{M}\d]+/gu)) {
    const chunk = { text: match[0], start: match.index, end: match.index + match[0].length }
    const isHidden = hidden.some((range) => range.start < chunk.end && chunk.start < range.end)
    for (const item of isHidden ? [opaque(chunk)] : readChunk(chunk, budget)) {
      const from = items.at(-1)?.end ?? 0
      items.push({ ...item, gap: folded.slice(from, item.start) })
    }
  }
  return items
}

/** Does this tie two numbers to one: a telephone number, a time, a version? */
export function isJoined(gap: string): boolean {
  return /^[-–—−‐‑/.:_\\]$/.test(gap)
}

function rangesOf(pattern: RegExp, folded: string): Range[] {
  return [...folded.matchAll(pattern)]
    .filter((match) => !STARTS_AS_DATE.test(match[0]))
    .map((match) => ({ start: match.index, end: match.index + match[0].length }))
}

type Placed = Meaning & Range
type Chunk = Range & { text: string }

function opaque({ start, end }: Chunk): Placed {
  return { kind: 'opaque', start, end }
}

function readChunk(chunk: Chunk, budget: SlipBudget): Placed[] {
  const { text, start, end } = chunk
  if (/^\d+$/.test(text)) return [{ kind: 'number', digits: text, start, end }]
  if (!/\d/.test(text)) return readLetters(chunk, budget) ?? [{ kind: 'word', text, start, end }]
  return readMixed(chunk, budget) ?? [opaque(chunk)]
}

function readLetters({ text, start, end }: Chunk, budget: SlipBudget): Placed[] | null {
  const lexemes = readWord(text.replaceAll(/\p{M}/gu, ''), budget)
  // Parts of one word share its place, so nothing can cut the word in two.
  return lexemes === null ? null : lexemes.map((lexeme) => Object.assign({}, lexeme, { start, end }))
}

/** "3e", "3mei80", "2duizend5", "geb3mei1980". With anything else in it the run is a code or the like, and no part of it is read. */
function readMixed(chunk: Chunk, budget: SlipBudget): Placed[] | null {
  const placed: Placed[] = []
  for (const match of chunk.text.matchAll(/\d+|\D+/g)) {
    const [text, start] = [match[0], chunk.start + match.index]
    const piece = { text, start, end: start + text.length }
    const isWord = match.index === 0 ? GLUED.has(text) : SUFFIXES.has(text)
    const read = isWord ? [{ kind: 'word' as const, ...piece }] : readPiece(piece, budget)
    if (read === null) return null
    placed.push(...read)
  }
  return placed
}

function readPiece(piece: Chunk, budget: SlipBudget): Placed[] | null {
  return /\d/.test(piece.text) ? readChunk(piece, budget) : readLetters(piece, budget)
}
