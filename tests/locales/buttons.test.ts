// language.md, rule 2: button titles are short enough for every channel and cannot be confused.
import { describe, expect, test } from '@jest/globals'
import { routeA } from '../../domain/journey.ts'
import { readFormal, readTexts } from '../../locales/files.ts'

/** What WhatsApp shows of a title. */
const most = 20
const isTitle = (key: string) => /^button\.|\.problem\./.test(key)
const forms = Object.entries({ nl: readTexts('nl'), 'nl-formal': readFormal() })

/** The problem a key is about, whatever its variant. */
const nameOf = (key: string) => key.split('.')[2]?.replace(/_(client|representative)$/, '') ?? ''

describe.each(forms)('button titles of %s', (_, texts) => {
  const titles = texts.filter(({ key }) => isTitle(key))

  test('When a title is shown, then it has at most 20 characters', () => {
    expect(titles.filter(({ text }) => text.length > most).map(({ key }) => key)).toEqual([])
  })

  test('When a title is shown, then it is one line without a full stop', () => {
    expect(titles.filter(({ text }) => /[\n.]/.test(text)).map(({ key }) => key)).toEqual([])
  })

  test.each(routeA.map(({ name }) => name))('When %s offers buttons, then no two have the same title', (step) => {
    // JA and NEE are written as Caren's screen does, and asked where nobody is asked Ja or Nee.
    const shown = titles.filter(({ key }) => key.startsWith('button.') || key.startsWith(`${step}.`)).map(({ text }) => text)
    expect(shown.filter((title, index) => shown.indexOf(title) !== index)).toEqual([])
  })

  test('When a step has problems to choose from, then it has 2, each with its help', () => {
    const keys = texts.map(({ key }) => key)
    const namesOf = (step: string, kind: string) => [...new Set(keys.filter((key) => key.startsWith(`${step}.${kind}.`)).map(nameOf))].toSorted()
    const odd = routeA.filter(({ name }) => {
      const problems = namesOf(name, 'problem')
      return problems.join() !== namesOf(name, 'help').join() || ![0, 2].includes(problems.length)
    })
    expect(odd.map(({ name }) => name)).toEqual([])
  })
})
