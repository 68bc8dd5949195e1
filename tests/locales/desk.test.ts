// The console's words: each is shown somewhere, in one plain Dutch. Digimaatjes are professionals, so the vocabulary of the bot does not bind it.
import { readFileSync } from 'node:fs'
import { describe, expect, test } from '@jest/globals'
import { readLabels } from '../../locales/index.ts'
import { addressOf, sentencesOf, wordsOf } from '../../locales/text.ts'
import { readSources } from '../support/sources.ts'

const labels = readLabels('desk.nl')
const sources = readSources(['web/console']).map(({ path }) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8')).join('\n')
/** Named by what comes over the wire (a step, a reason), or by a template: `list.${name}`. */
const groups = [...sources.matchAll(/`([a-zA-Z.]+)\.\$\{|word(?:For|Of)\('([a-zA-Z.]+)'/g)].map(([, built, named]) => `${built ?? named}.`)
/** About the u-form, or said in it. */
const formal = /^conversation\.(warn|preview\.u|person)\./
const keysWhere = (holds: (text: string) => boolean) => Object.entries(labels).filter(([, text]) => holds(text)).map(([key]) => key)

describe('the words of the desk', () => {
  test('When there is a word, then the console shows it', () => {
    expect(Object.keys(labels).filter((key) => !sources.includes(`'${key}'`) && !groups.some((group) => key.startsWith(group)) && key !== 'app.noScript')).toEqual([])
  })

  test('When a digimaatje is spoken to, then with je, without shouting, and in sentences one can read at a glance', () => {
    expect(keysWhere((text) => addressOf(text).u).filter((key) => !formal.test(key))).toEqual([])
    expect(keysWhere((text) => /!|\b(bijv|bv|nr|evt|aub)\b/i.test(text))).toEqual([])
    expect(keysWhere((text) => sentencesOf(text).some((sentence) => wordsOf(sentence).length > 14))).toEqual([])
  })
})
