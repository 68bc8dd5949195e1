// The phrases of locales/intents.nl.json, ready to be looked up.
import type { Phrases } from '../../locales/index.ts'
import { plainWords } from '../plain-words.ts'
import { createNearWords } from './near-words.ts'

export type Phrase = { intent: string; phrase: string; words: number }
export type PhraseIndex = {
  /** The intent of a whole folded text, or of a sign such as 👍. */
  exact: Map<string, string>
  /** The phrases inside a folded text, the longest first. */
  found: (text: string) => Phrase[]
  /** The text with each word that has a typing error replaced by the word it stands near to, when there is just one. */
  mend: (text: string) => string
}

const shortestMended = 4

/** @param realWords words that look like a typing error and are not */
export function createPhraseIndex(phrases: Phrases, realWords: readonly string[]): PhraseIndex {
  const entries = Object.entries(phrases).flatMap(([intent, list]) => list.map((said): Phrase => {
    const phrase = plainWords(said) || said
    return { intent, phrase, words: phrase.split(' ').length }
  }))
  const byLength = entries.toSorted((a, b) => b.phrase.length - a.phrase.length)
  const vocabulary = new Set(entries.flatMap(({ phrase }) => phrase.split(' ')).filter((word) => word.length >= shortestMended))
  const sure = new Set([...vocabulary, ...realWords])
  const near = createNearWords(vocabulary)
  const mendWord = (word: string) => {
    if (word.length < shortestMended || sure.has(word)) return word
    const [only, ...others] = near(word)
    return only && others.length === 0 ? only : word
  }
  return {
    exact: new Map(entries.map(({ phrase, intent }) => [phrase, intent])),
    found: (text) => {
      const spaced = ` ${text} `
      return byLength.filter(({ phrase }) => spaced.includes(` ${phrase} `))
    },
    mend: (text) => text.split(' ').map(mendWord).join(' '),
  }
}
