// language.md, rules 1 and 2: short sentences, one question, short messages. Each form as a person reads it.
import { describe, expect, test } from '@jest/globals'
import { readCanned, readFormal, readTexts } from '../../locales/files.ts'
import { measure } from '../../locales/measure.ts'
import { isLabel, linesOf, screenNames, sentencesOf, type Text, withoutScreenNames, wordsOf } from '../../locales/text.ts'

const forms = { nl: readTexts('nl'), 'nl-formal': readFormal(), 'canned, je': readCanned('je'), 'canned, u': readCanned('u') }
const pages = Object.fromEntries((['widget.nl', 'demo.nl', 'check.nl', 'continue.nl'] as const).map((file) => [file, readTexts(file)]))
const eachForm = Object.entries(forms)
const everything = Object.entries({ ...forms, ...pages })

describe.each(everything)('%s', (_, texts) => {
  test('When a sentence quotes no screen, then it has at most 10 words, otherwise 12', () => {
    expect(sentencesWhere(texts, (sentence) => wordsOf(sentence).length > mostOf(sentence))).toEqual([])
  })

  test('When all sentences are taken together, then 97 % has at most 10 words, the mean is at most 7.0 and none is over 12', () => {
    const { short, mean, longest } = measure(texts)
    expect(short).toBeGreaterThanOrEqual(0.97)
    expect(mean).toBeLessThanOrEqual(7)
    expect(longest.words).toBeLessThanOrEqual(12)
  })
})

describe.each(eachForm)('%s', (_, texts) => {
  const messages = texts.filter(({ key }) => !isLabel(key))

  test('When a text has more sentences, then each has its own line', () => {
    expect(messages.filter(({ text }) => sentencesOf(text).length > linesOf(text).length).map(({ key }) => key)).toEqual([])
  })

  test('When a sentence ends, then it ends with . or ? or with a success', () => {
    expect(sentencesWhere(messages, (sentence) => !/[.?!]( \p{Extended_Pictographic})?$/u.test(sentence))).toEqual([])
  })

  test('When a message asks something, then it asks one thing', () => {
    expect(messages.filter(({ text }) => questionsOf(text).length > 1).map(({ key }) => key)).toEqual([])
  })

  test('When a message asks something, then the question comes last, or only an example comes after it', () => {
    expect(messages.filter(({ text }) => afterQuestion(text).some((line) => !line.startsWith('Bijvoorbeeld: '))).map(({ key }) => key)).toEqual([])
  })

  test('When a message is no step, then it has at most 3 sentences', () => {
    expect(messages.filter(({ key, text }) => !isStep(key) && linesOf(text).length > 3).map(({ key }) => key)).toEqual([])
  })

  test('When a message tells a step, then it has at most 4 sentences and the question', () => {
    expect(messages.filter(({ key, text }) => isStep(key) && linesOf(text).length - questionsOf(text).length > mostStatements(key)).map(({ key }) => key)).toEqual([])
  })

  test('When a text names a screen, then it writes the name as the screen does', () => {
    const names = new Map(screenNames.map((name) => [name.toLowerCase(), name as string]))
    const wrong = [...names].flatMap(([lower, name]) => messages.filter(({ text }) => {
      const found = new RegExp(`(?<!\\p{L})${lower.replace('?', '\\?')}(?!\\p{L})`, 'giu')
      return (text.match(found) ?? []).some((written) => written !== name && written !== written.toLowerCase())
    }).map(({ key }) => `${key}: ${name}`))
    expect(wrong).toEqual([])
  })
})

const mostOf = (sentence: string) => (screenNames.some((name) => sentence.includes(name)) ? 12 : 10)
/** The line "Stap 3 van 10." is put above each `tell`. */
const mostStatements = (key: string) => (/\.tell(_\w+)?$/.test(key) ? 3 : 4)
const isStep = (key: string) => /\.(tell|explain)(_\w+)?$|\.help\./.test(key)
const questionsOf = (text: string) => linesOf(withoutScreenNames(text)).filter((line) => line.includes('?'))

function afterQuestion(text: string): string[] {
  const lines = linesOf(withoutScreenNames(text))
  const question = lines.findIndex((line) => line.endsWith('?'))
  return question < 0 ? [] : lines.slice(question + 1)
}

function sentencesWhere(texts: readonly Text[], holds: (sentence: string) => boolean): string[] {
  return texts.filter(({ key }) => !isLabel(key)).flatMap(({ key, text }) => sentencesOf(text).filter(holds).map((sentence) => `${key}: ${sentence}`))
}
