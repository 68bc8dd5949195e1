// language.md: what people may type; a phrase means one thing.
import { describe, expect, test } from '@jest/globals'
import { readPatterns, readPhrases } from '../../locales/index.ts'

const phrases = readPhrases()
const { words, realWords, ...patterns } = readPatterns()
const all = Object.entries(phrases).flatMap(([intent, list]) => list.map((phrase) => ({ intent, phrase })))
const fold = (phrase: string) => phrase.normalize('NFD').replace(/\p{M}/gu, '')

describe('what people say', () => {
  test('When a phrase is known, then it is in lower case, without loose spaces or punctuation', () => {
    expect(all.filter(({ phrase }) => phrase !== phrase.toLowerCase() || !/^([\p{L}\p{N}'’ -]+|\p{Extended_Pictographic})$/u.test(phrase) || phrase !== phrase.trim().replace(/ +/g, ' '))).toEqual([])
  })

  test('When a phrase is known, then it has one intent', () => {
    const intentsOf = new Map<string, Set<string>>()
    for (const { intent, phrase } of all) intentsOf.set(fold(phrase), (intentsOf.get(fold(phrase)) ?? new Set()).add(intent))
    expect([...intentsOf].filter(([, intents]) => intents.size > 1).map(([phrase, intents]) => `${phrase}: ${[...intents].join(', ')}`)).toEqual([])
  })

  test('When an intent has phrases, then none is there twice', () => {
    expect(Object.entries(phrases).filter(([, list]) => new Set(list).size < list.length).map(([intent]) => intent)).toEqual([])
  })

  test('When an intent is known, then it has phrases', () => {
    expect(Object.entries(phrases).filter(([, list]) => list.length === 0).map(([intent]) => intent)).toEqual([])
  })
})

describe('patterns of what people say', () => {
  const sources = Object.values(patterns).flat()
  const parts = sources.flatMap((source) => source.split(' ')).flatMap((part) => part.replace(/\?$/, '').split('|'))

  test('When a pattern is written, then each part is a word, a stem, a list, a small gap, or an end of the text', () => {
    expect(parts.filter((part) => !/^([a-z0-9]+\*?|@[a-z]+|~[1-5]|[$^])$/.test(part))).toEqual([])
  })

  test('When a pattern names a list, then the list is there, and each list is named', () => {
    const named = new Set(parts.filter((part) => part.startsWith('@')).map((part) => part.slice(1)))
    expect([...named].filter((name) => !words[name])).toEqual([])
    expect(Object.keys(words).filter((name) => !named.has(name))).toEqual([])
  })

  test('When a pattern or a word is there, then once, and no pattern begins or ends with a gap only', () => {
    expect(Object.values({ ...patterns, ...words, realWords }).flatMap((list) => list.filter((one, at) => list.indexOf(one) !== at))).toEqual([])
    expect(sources.filter((source) => source.startsWith('~'))).toEqual([])
  })

  test('When a list or a word is written, then folded: lower case, without accents', () => {
    expect([...Object.values(words).flat(), ...realWords].filter((word) => !/^[a-z0-9]+$/.test(word))).toEqual([])
  })
})
