// From what a person typed to an intent, by locales/intents.nl.json and patterns.nl.json and a little room for typing errors.
// Deliberately careful: when unsure it answers null, and the bot asks again.
import type { Patterns, Phrases } from '../locales/index.ts'
import { createPatternReader } from './understand/patterns.ts'
import { createPhraseIndex, type PhraseIndex, type Phrase } from './understand/phrases.ts'
import { plainWords } from './plain-words.ts'

export type Reading = { intent: string | null; score: number; /** with `whatIsTerm`: the word asked about */ term?: string; /** with `human`: they want to be called */ call?: true; /** to who waits for a human: they ask when it is their turn */ place?: true }

const negations = /\b(niet|nie|geen|nooit|niks|niets)\b/
const opposite: Record<string, string> = { next: 'fails', affirm: 'deny' }
const longestGuess = 8
/** How much of a text a phrase must be to stand for it. */
const threshold = 0.4
const thresholdOf: Record<string, number> = { affirm: 0.5, deny: 0.5, client: 0.6, representative: 0.6 }
/** Intents that a part of a sentence does not stand for. */
const onlyWhole = new Set(['human', 'aboutHuman', 'areYouHuman', 'whatIsTerm', 'menu', 'toWeb', 'cancelHandoff'])
/** Intents that "niet" takes away: "wis dit niet", "ik ben geen client". */
const undone = new Set(['eraseMe', 'client', 'representative', 'restart', 'stop', 'optOut', 'back', 'letterElsewhere', 'cancelHandoff'])
const nothing: Reading = { intent: null, score: 0 }

/**
 * Distress wins over every other reading, a request for a human over the rest, found anywhere in a sentence.
 * @param phrases per intent what people say; two intents never share a phrase
 * @param terms the words that can be explained
 */
export function createUnderstanding(phrases: Phrases, patterns: Patterns, terms: readonly string[]): (text: string) => Reading {
  const index = createPhraseIndex(phrases, patterns.realWords)
  const known = new Set(terms.map(plainWords))
  const isDistress = createPatternReader(patterns, { wanted: patterns.distress, harmless: patterns.notDistress, slips: true })
  const isCancel = createPatternReader(patterns, { wanted: patterns.cancelHandoff, harmless: [], slips: false })
  const isCall = createPatternReader(patterns, { wanted: patterns.callMe, harmless: [], slips: false })
  const asksPlace = createPatternReader(patterns, { wanted: patterns.askPlace, harmless: [], slips: false })
  const isFrustration = createPatternReader(patterns, { wanted: patterns.frustration, harmless: patterns.notFrustration, slips: false })
  const read = (text: string): Reading => {
    const folded = plainWords(text)
    if (!folded) return sign(text, index)
    // Most of what is typed is a phrase we know, and none of those is distress (a test holds them apart).
    const whole = index.exact.get(folded)
    if (whole && whole !== 'aboutHuman') return { intent: whole, score: 1 }
    if (isDistress(folded)) return { intent: 'distress', score: 1 }
    if (isCancel(folded)) return { intent: 'cancelHandoff', score: 1 }
    const mended = index.mend(folded)
    const human = aboutHuman(folded, index) ?? aboutHuman(mended, index)
    if (human?.intent === 'human') return human
    if (whole === undefined && isFrustration(folded)) return { intent: 'frustration', score: 1 }
    if (human) return human
    const first = guess(folded, index, known)
    return first.intent || mended === folded ? first : guess(mended, index, known)
  }
  return (text) => {
    const reading = read(text)
    if (reading.intent === 'human' && isCall(plainWords(text))) return { ...reading, call: true }
    return asksPlace(plainWords(text)) ? { ...reading, place: true } : reading
  }
}

/** A text of signs alone: 👍, in any colour, as often as they like. */
function sign(text: string, { exact }: PhraseIndex): Reading {
  const signs = new Set(text.replace(/[\s\p{Emoji_Modifier}\uFE0F]/gu, ''))
  const [only] = signs
  const intent = signs.size === 1 && only ? exact.get(only) : undefined
  return intent ? { intent, score: 1 } : nothing
}

/** A request for a human; or a question or remark that only names one. */
function aboutHuman(text: string, index: PhraseIndex): Reading | null {
  const named = index.found(text).filter(({ intent }) => intent === 'areYouHuman' || intent === 'aboutHuman')
  const rest = named.reduce((left, { phrase }) => ` ${left} `.replaceAll(` ${phrase} `, ' ').trim(), text)
  if (index.found(rest).some(({ intent, phrase, words }) => intent === 'human' && (words > 1 || phrase === rest))) return { intent: 'human', score: 1 }
  return named.some(({ intent }) => intent === 'areYouHuman') ? { intent: 'areYouHuman', score: 1 } : null
}

function guess(text: string, index: PhraseIndex, terms: ReadonlySet<string>): Reading {
  const whole = index.exact.get(text)
  if (whole) return whole === 'aboutHuman' ? nothing : { intent: whole, score: 1 }
  const found = index.found(text)
  return termOf(text, found, terms) ?? bestPart(text, found)
}

/** "Wat is een beheerder?" asks about the word behind it. */
function termOf(text: string, found: Phrase[], terms: ReadonlySet<string>): Reading | null {
  const asked = found.find(({ intent, phrase }) => intent === 'whatIsTerm' && text.startsWith(`${phrase} `))
  const term = asked && text.slice(asked.phrase.length).trim()
  const known = term && (terms.has(term) || terms.has(term.split(' ').at(-1) ?? ''))
  return known && term.split(' ').length <= 2 ? { intent: 'whatIsTerm', score: 1, term } : null
}

function bestPart(text: string, found: Phrase[]): Reading {
  const words = text.split(' ')
  if (words.length > longestGuess) return nothing
  const best = found.find((entry) => entry.phrase.length > 2 && entry.words / words.length >= (thresholdOf[entry.intent] ?? threshold) && !onlyWhole.has(entry.intent))
  const leading = words[0] === 'ja' ? 'affirm' : words[0] === 'nee' ? 'deny' : null
  const intent = best?.intent ?? (words.length <= 5 ? leading : null)
  if (!intent) return nothing
  const negated = negations.test(text) && !(best && negations.test(best.phrase))
  if (negated && undone.has(intent)) return nothing
  return { intent: negated ? opposite[intent] ?? intent : intent, score: best ? best.words / words.length : 0.5 }
}
