// Sentences by pattern, for what may be said in too many ways to list. The patterns are data: locales/patterns.nl.json.
//   word        that word                     a|b     one of these         @name   one of that list of words
//   stem*       a word that begins so         a|b?    may be absent        ~2      at most two words of any kind
//   ^ and $     the begin and end of the text
// There is no backtracking worth the name: gaps are at most a few words, and a pattern is tried only when all its words are there.
import { soundKey } from '../../domain/dutch/sound.ts'
import type { Patterns } from '../../locales/index.ts'
import { createNearWords } from './near-words.ts'

type Element = { id: number; optional: boolean; gap: number }
type Pattern = readonly Element[]
type Choice = { wanted: readonly string[]; harmless: readonly string[]; /** whether words with a typing error count */ slips: boolean }
/** Per word of the text, which elements it fits. */
type Marks = Set<number>[]

const shortestMended = 5
const shortestHeard = 6

/**
 * @returns for folded text: whether one of the `wanted` patterns is in it, the words of the `harmless` ones left out.
 * Unknown words may be one slip away from a word that is meant, or sound like it.
 */
export function createPatternReader(patterns: Patterns, { wanted, harmless, slips }: Choice): (text: string) => boolean {
  const words = createWordIndex(patterns)
  const [yes, no] = [wanted.map((source) => words.compile(source)), harmless.map((source) => words.compile(source))]
  const marksOf = words.close(slips)
  return (text) => {
    const marks = ['^', ...text.split(' '), '$'].map(marksOf)
    const sure = marks.map((ids) => new Set(ids))
    for (const pattern of possible(no, marks)) {
      for (const [start, end] of spansOf(pattern, marks)) for (let at = start; at < end; at += 1) sure[at]?.clear()
    }
    return possible(yes, sure).some((pattern) => spansOf(pattern, sure).length > 0)
  }
}

function possible(patterns: readonly Pattern[], marks: Marks): readonly Pattern[] {
  const present = new Set(marks.flatMap((ids) => Array.from(ids)))
  return patterns.filter((pattern) => pattern.every(({ id, optional, gap }) => gap > 0 || optional || present.has(id)))
}

function spansOf(pattern: Pattern, marks: Marks): [number, number][] {
  return marks.flatMap((_, start): [number, number][] => {
    const end = endOf(pattern, marks, { element: 0, at: start })
    return end === null ? [] : [[start, end]]
  })
}

/** Where the rest of a pattern ends when it starts here, or null. */
function endOf(pattern: Pattern, marks: Marks, { element, at }: { element: number; at: number }): number | null {
  const wanted = pattern[element]
  if (!wanted) return at
  if (wanted.gap > 0) {
    for (let skipped = 0; skipped <= wanted.gap; skipped += 1) {
      const end = endOf(pattern, marks, { element: element + 1, at: at + skipped })
      if (end !== null) return end
    }
    return null
  }
  const end = marks[at]?.has(wanted.id) ? endOf(pattern, marks, { element: element + 1, at: at + 1 }) : null
  return end ?? (wanted.optional ? endOf(pattern, marks, { element: element + 1, at }) : null)
}

type WordIndex = { compile: (source: string) => Pattern; close: (slips: boolean) => (word: string) => Set<number> }

function createWordIndex({ words: lists, realWords }: Patterns): WordIndex {
  const ids = new Map<string, number>()
  const exact = new Map<string, Set<number>>()
  const stems = new Map<string, Set<number>>()
  const learn = (word: string, id: number) => {
    const [index, key] = word.endsWith('*') ? [stems, word.slice(0, -1)] : [exact, word]
    index.set(key, (index.get(key) ?? new Set()).add(id))
  }
  const idOf = (source: string) => {
    const known = ids.get(source)
    if (known !== undefined) return known
    ids.set(source, ids.size)
    for (const part of source.split('|')) for (const word of wordsOf(part, lists)) learn(word, ids.size - 1)
    return ids.size - 1
  }
  const compile = (source: string) => source.split(' ').map((part): Element => {
    if (part.startsWith('~')) return { id: -1, optional: false, gap: Number(part.slice(1)) }
    return { id: idOf(part.replace('?', '')), optional: part.endsWith('?'), gap: 0 }
  })
  return { compile, close: (slips) => createMarker({ exact, stems }, slips ? createMender([...exact.keys(), ...stems.keys()], new Set(realWords)) : () => []) }
}

function wordsOf(part: string, lists: Patterns['words']): readonly string[] {
  if (!part.startsWith('@')) return [part]
  const list = lists[part.slice(1)]
  if (!list) throw new Error(`unknown list of words ${part}`)
  return list
}

type Words = { exact: Map<string, Set<number>>; stems: Map<string, Set<number>> }

function createMarker({ exact, stems }: Words, mended: (word: string) => string[]): (word: string) => Set<number> {
  const stemList = [...stems]
  return (word) => {
    const sets = [exact.get(word) ?? [], ...stemList.filter(([stem]) => word.startsWith(stem)).map(([, ids]) => ids)]
    const found = new Set(sets.flatMap((ids) => Array.from(ids)))
    if (found.size > 0) return found
    return new Set(mended(word).flatMap((near) => [exact.get(near), stems.get(near)]).flatMap((ids) => Array.from(ids ?? [])))
  }
}

/** The words a word may have been meant as: one slip away in writing or in sound. Short words are left alone, too many are near to those. */
function createMender(words: string[], realWords: ReadonlySet<string>): (word: string) => string[] {
  const known = words.filter((word) => word.length >= shortestMended)
  const bySound = Map.groupBy(known.filter((word) => soundKey(word).length >= shortestHeard), soundKey)
  const [spelt, heard] = [createNearWords(known), createNearWords(bySound.keys())]
  return (word) => {
    if (word.length < shortestMended || realWords.has(word) || /\d/.test(word)) return []
    const sound = soundKey(word)
    return [...spelt(word), ...sound.length < shortestHeard ? [] : heard(sound).flatMap((key) => bySound.get(key) ?? [])]
  }
}
