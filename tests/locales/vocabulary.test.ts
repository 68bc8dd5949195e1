// language.md, rule 4: every word comes from locales/words.nl.txt.
import { describe, expect, test } from '@jest/globals'
import { explainedWords, readEveryText, readTexts, readVocabulary, sortWords } from '../../locales/files.ts'
import { vocabularyOf } from '../../locales/text.ts'

const words = readVocabulary()
const texts = readEveryText()
const used = new Set(texts.flatMap(({ text }) => vocabularyOf(text)))

describe('the controlled vocabulary', () => {
  test('When a text uses a word, then the vocabulary has it', () => {
    expect(texts.flatMap(({ key, text }) => vocabularyOf(text).filter((word) => !words.includes(word)).map((word) => `${word} (${key})`))).toEqual([])
  })

  test('When the vocabulary has a word, then a text uses it', () => {
    expect(words.filter((word) => !used.has(word))).toEqual([])
  })

  test('When the vocabulary is read, then it is sorted and each word is there once', () => {
    expect(words).toEqual(sortWords(words))
  })

  test('When a word is explained, then it is a word of ours', () => {
    expect([...explainedWords()].filter((word) => !words.includes(word))).toEqual([])
  })

  test('When a word is explained, then 2 sentences are enough', () => {
    expect(readTexts('nl').filter(({ key, text }) => key.startsWith('word.') && text.split('\n').length > 2).map(({ key }) => key)).toEqual([])
  })

  test('When a word belongs to Caren or the letter, then it is explained', () => {
    const asked = ['beheerder', 'begeleider', 'vertegenwoordiger', 'cliënt', 'digimaatje', 'code', 'activatiecode', 'koppelcode', 'dossier', 'account', 'contactgegevens', 'voorwaarden', 'spam', 'sms']
    expect(asked.filter((word) => !explainedWords().has(word))).toEqual([])
  })
})
