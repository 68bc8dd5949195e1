// language.md: what people may type; a phrase means one thing.
import { describe, expect, test } from '@jest/globals'
import { readPhrases } from '../../locales/index.ts'

const phrases = readPhrases()
const all = Object.entries(phrases).flatMap(([intent, list]) => list.map((phrase) => ({ intent, phrase })))
const fold = (phrase: string) => phrase.normalize('NFD').replace(/\p{M}/gu, '')

describe('what people say', () => {
  test('When a phrase is known, then it is in lower case, without loose spaces or punctuation', () => {
    expect(all.filter(({ phrase }) => phrase !== phrase.toLowerCase() || !/^[\p{L}\p{N}'’ -]+$/u.test(phrase) || phrase !== phrase.trim().replace(/ +/g, ' '))).toEqual([])
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
