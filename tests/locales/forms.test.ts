// language.md, rule 6: je in nl, u in nl-formal, never mixed; nl-formal holds only what differs.
import { describe, expect, test } from '@jest/globals'
import { readFormal, readTexts } from '../../locales/files.ts'
import { addressOf } from '../../locales/text.ts'

const nl = new Map(readTexts('nl').map(({ key, text }) => [key, text]))
const formal = readTexts('nl-formal')
const placeholdersOf = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name).toSorted()

describe('je and u', () => {
  test('When a text is for je, then it never says u', () => {
    expect(readTexts('nl').filter(({ text }) => addressOf(text).u).map(({ key }) => key)).toEqual([])
  })

  test('When a text is for u, then it never says je', () => {
    expect(formal.filter(({ text }) => addressOf(text).je).map(({ key }) => key)).toEqual([])
  })

  test('When a text says je, then there is one for u', () => {
    expect(readFormal().filter(({ text }) => addressOf(text).je).map(({ key }) => key)).toEqual([])
  })

  test('When a text says u, then its verbs do too', () => {
    const wrong = /\b(u (heb|heeft|kan|wil|krijg|zie|ben)|(heb|heeft|wil|krijg|zie|ben) u)\b/i
    expect(formal.filter(({ text }) => wrong.test(text)).map(({ key }) => key)).toEqual([])
  })

  test.each(['widget.nl', 'continue.nl', 'demo.nl'] as const)('When %s speaks, then it never says u', (file) => {
    expect(readTexts(file).filter(({ text }) => addressOf(text).u).map(({ key }) => key)).toEqual([])
  })

  test('When the check page speaks, then with je or u, as its reader is addressed', () => {
    const page = new Map(readTexts('check.nl').map(({ key, text }) => [key, text]))
    const of = (form: string) => [...page].filter(([key]) => key.startsWith(`${form}.`))
    expect(of('nl').filter(([, text]) => addressOf(text).u)).toEqual([])
    expect(of('nl-formal').filter(([, text]) => addressOf(text).je)).toEqual([])
    expect(of('nl').filter(([key, text]) => addressOf(text).je && !page.has(key.replace('nl.', 'nl-formal.'))).map(([key]) => key)).toEqual([])
  })
})

describe('nl-formal', () => {
  test('When it has a key, then nl has it too', () => {
    expect(formal.filter(({ key }) => !nl.has(key)).map(({ key }) => key)).toEqual([])
  })

  test('When it has a text, then it differs from the one in nl', () => {
    expect(formal.filter(({ key, text }) => nl.get(key) === text).map(({ key }) => key)).toEqual([])
  })

  test('When a text has placeholders, then both forms have the same', () => {
    expect(formal.filter(({ key, text }) => placeholdersOf(text).join() !== placeholdersOf(nl.get(key) ?? '').join()).map(({ key }) => key)).toEqual([])
  })
})
