// From what a person typed to an intent, by the phrases in locales/intents.nl.json and a little room for typing errors.
// Deliberately careful: when unsure it answers null, and the bot asks again.
import type { Phrases } from '../locales/index.ts'
import { withinOneSlip } from '../domain/dutch/sound.ts'
import { plainWords } from './plain-words.ts'

export type Reading = { intent: string | null; score: number; /** with `whatIsTerm`: the word asked about */ term?: string }

/** A request for a human wins over every other reading, distress over that. Found anywhere in a sentence. */
const strong = ['distress', 'human'] as const
const negations = /\b(niet|geen|nooit|niks|niets)\b/
const opposite: Record<string, string> = { next: 'fails', affirm: 'deny' }
const longestGuess = 8
const threshold = 0.4
/** Intents that a part of a sentence does not stand for. */
const onlyWhole = new Set(['distress', 'human', 'notDistress', 'whatIsTerm'])

/** @param phrases per intent what people say; two intents never share a phrase */
export function createUnderstanding(phrases: Phrases): (text: string) => Reading {
  const entries = Object.entries(phrases).flatMap(([intent, list]) => list.map((phrase) => ({ intent, phrase: plainWords(phrase), words: phrase.split(' ').length })))
  const exact = new Map(entries.map(({ phrase, intent }) => [phrase, intent]))
  const byLength = entries.toSorted((a, b) => b.phrase.length - a.phrase.length)
  const vocabulary = new Set(entries.flatMap(({ phrase }) => phrase.split(' ')).filter((word) => word.length >= 4))
  const index: Index = { exact, byLength, vocabulary }
  return (text) => {
    const folded = plainWords(text)
    if (!folded) return { intent: null, score: 0 }
    const first = guess(folded, index)
    if (first.intent) return first
    const mended = mend(folded, vocabulary)
    return mended === folded ? first : guess(mended, index)
  }
}

type Entry = { intent: string; phrase: string; words: number }
type Index = { exact: Map<string, string>; byLength: Entry[]; vocabulary: Set<string> }

function guess(text: string, index: Index): Reading {
  const found = index.byLength.filter(({ phrase }) => contains(text, phrase))
  const harmless = found.some(({ intent }) => intent === 'notDistress')
  for (const wanted of strong) {
    const hit = found.find(({ intent, phrase, words }) => intent === wanted && (words > 1 || phrase === text || wanted === 'distress'))
    if (hit && !(wanted === 'distress' && harmless)) return { intent: wanted, score: 1 }
  }
  const whole = index.exact.get(text)
  if (whole && whole !== 'notDistress') return { intent: whole, score: 1 }
  return termOf(text, found) ?? bestPart(text, found)
}

/** "Wat is een beheerder?" asks about the word behind it. */
function termOf(text: string, found: Entry[]): Reading | null {
  const asked = found.find(({ intent, phrase }) => intent === 'whatIsTerm' && text.startsWith(`${phrase} `))
  const term = asked && text.slice(asked.phrase.length).trim()
  return term && term.split(' ').length <= 2 ? { intent: 'whatIsTerm', score: 1, term } : null
}

function bestPart(text: string, found: Entry[]): Reading {
  const words = text.split(' ')
  if (words.length > longestGuess) return { intent: null, score: 0 }
  const best = found.find((entry) => entry.phrase.length > 2 && entry.words / words.length >= threshold && !onlyWhole.has(entry.intent))
  const leading = words[0] === 'ja' ? 'affirm' : words[0] === 'nee' ? 'deny' : null
  const intent = best?.intent ?? (words.length <= 5 ? leading : null)
  if (!intent) return { intent: null, score: 0 }
  const negated = negations.test(text) && !(best && negations.test(best.phrase))
  return { intent: negated ? opposite[intent] ?? intent : intent, score: best ? best.words / words.length : 0.5 }
}

const contains = (text: string, phrase: string) => ` ${text} `.includes(` ${phrase} `)

/** Replaces words with a typing error by the word they stand near to, when there is just one. */
function mend(text: string, vocabulary: Set<string>): string {
  return text.split(' ').map((word) => {
    if (word.length < 4 || vocabulary.has(word)) return word
    const near = [...vocabulary].filter((known) => withinOneSlip(word, known))
    return near.length === 1 && near[0] ? near[0] : word
  }).join(' ')
}
