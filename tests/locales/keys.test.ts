// Every text is used, and every step has the texts that the journey asks for by name.
import { describe, expect, test } from '@jest/globals'
import { routeA } from '../../domain/journey.ts'
import { readTexts } from '../../locales/files.ts'
import { readSources } from '../support/sources.ts'

const literals = new Set(readSources(['bot', 'dialogs']).flatMap((source) => source.literals.map(({ text }) => text)))
const templates = new Set([...literals].filter((text) => text.includes('…')))
const keys = readTexts('nl').map(({ key }) => key)
const names = new Set(keys.map((key) => key.replace(/_(client|representative)$/, '')))

describe('the keys of nl', () => {
  test('When there is a text, then something says it', () => {
    expect([...names].filter((key) => !literals.has(key) && !isOfStep(key) && !isBuilt(key))).toEqual([])
  })

  test.each(routeA.filter(({ phase }) => phase !== 'end'))('When $name is told, then it has the text and the simpler text', ({ name }) => {
    expect([`${name}.tell`, `${name}.explain`].filter((key) => !names.has(key))).toEqual([])
  })

  test.each(routeA.filter(({ number, phase }) => number !== null || phase === 'after'))('When $name does not work, then there are 2 problems, each with its help', ({ name }) => {
    const under = (kind: string) => [...names].flatMap((key) => (key.startsWith(`${name}.${kind}.`) ? [key.split('.')[2]] : []))
    expect(under('problem')).toHaveLength(2)
    expect(under('help')).toEqual(under('problem'))
  })

  test('When a text has a variant for one manager, then for the other too', () => {
    const variants = keys.filter((key) => /_(client|representative)$/.test(key))
    const pairs = [...names].flatMap((name) => (variants.some((key) => key.startsWith(`${name}_`)) ? [`${name}_client`, `${name}_representative`] : []))
    expect(variants.toSorted()).toEqual(pairs.toSorted())
  })
})

/** Built from the name of a step: `<step>.tell`, `<step>.problem.<name>`. */
function isOfStep(key: string): boolean {
  const [step = '', moment = ''] = key.split('.')
  return routeA.some(({ name }) => name === step) && ['tell', 'explain', 'which', 'problem', 'help'].includes(moment)
}

/** Built from a fixed beginning (`button.${id}`) and an end that a source names; what person asks about a word ends as they typed it. */
function isBuilt(key: string): boolean {
  const [beginning = '', ...end] = key.split('.')
  return templates.has(`${beginning}.…`) && (beginning === 'word' || literals.has(end.join('.')))
}
