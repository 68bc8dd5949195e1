// The check page (je and u) and the page with the conversation: held to the same rules as the messages.
import { readFileSync } from 'node:fs'
import { describe, expect, test } from '@jest/globals'
import { readTexts } from '../../locales/files.ts'
import { readCheckLabels, readLabels } from '../../locales/index.ts'
import { measure } from '../../locales/measure.ts'
import { addressOf, linesOf, sentencesOf, type Text, vocabularyOf, wordsOf } from '../../locales/text.ts'
import { readSources } from '../support/sources.ts'

const check = readCheckLabels()
const textsOf = (labels: Record<string, string>): Text[] => Object.entries(labels).map(([key, text]) => ({ key, text }))
const pages = { 'check, je': textsOf(check.nl), 'check, u': textsOf(check['nl-formal']), continue: textsOf(readLabels('continue.nl')) }
const formal = readTexts('check.nl').flatMap(({ key, text }) => (key.startsWith('nl-formal.') ? [{ key: key.slice('nl-formal.'.length), text }] : []))
const keysWhere = (texts: readonly Text[], holds: (text: string) => boolean) => texts.filter(({ text }) => holds(text)).map(({ key }) => key)

const values = (text = '') => text.match(/\{\{\w+\}\}/g)?.join() ?? ''

describe.each(Object.entries(pages))('%s', (_, texts) => {
  test('When a sentence is read, then it has at most 10 words, and 7 on average', () => {
    expect(texts.flatMap(({ text }) => sentencesOf(text)).filter((sentence) => wordsOf(sentence).length > 10)).toEqual([])
    expect(measure(texts).mean).toBeLessThanOrEqual(7)
  })

  test('When a text has more sentences, then each has its own line, but for the title of the window', () => {
    expect(texts.filter(({ key, text }) => key !== 'titleProblem' && sentencesOf(text).length > linesOf(text).length).map(({ key }) => key)).toEqual([])
  })

  test('When a text is read, then it does not shout, shorten or deny twice', () => {
    expect(keysWhere(texts, (text) => /!|\b(bijv|bv|nr|evt|aub)\b/i.test(text))).toEqual([])
    expect(keysWhere(texts, (text) => sentencesOf(text).some((sentence) => (sentence.match(/\b(niet|geen|niets|niemand|zonder)\b/gi) ?? []).length > 1))).toEqual([])
    expect(keysWhere(texts, (text) => vocabularyOf(text).some((word) => ['site', 'webpagina', 'email', 'mailadres'].includes(word)))).toEqual([])
  })
})

describe('je and u', () => {
  test('When the page says je, then it never says u, and the other way round', () => {
    expect(keysWhere([...pages['check, je'], ...pages.continue], (text) => addressOf(text).u)).toEqual([])
    expect(keysWhere(pages['check, u'], (text) => addressOf(text).je)).toEqual([])
  })

  test('When there is a text for u, then it differs from the one for je, with the same values', () => {
    expect(formal.filter(({ key, text }) => check.nl[key] === undefined || check.nl[key] === text || values(check.nl[key]) !== values(text))).toEqual([])
  })
})

describe('the keys', () => {
  const literals = new Set(readSources(['bot']).flatMap(({ literals: found }) => found.map(({ text }) => text)))
  const templates = ['check/index.html', 'check/form.html', 'continue/index.html'].map((file) => readFileSync(new URL(`../../web/${file}`, import.meta.url), 'utf8')).join('\n')

  test('When there is a text, then a page shows it', () => {
    expect(Object.values(pages).flat().filter(({ key }) => !templates.includes(`{{${key}}}`) && !literals.has(key)).map(({ key }) => key)).toEqual([])
  })
})
