// language.md, rules 3, 5 and 6: one word per thing, nothing shortened, no double negation, an adult tone.
import { describe, expect, test } from '@jest/globals'
import { readCanned, readFormal, readTexts } from '../../locales/files.ts'
import { isLabel, linesOf, screenNames, sentencesOf, vocabularyOf, withoutScreenNames } from '../../locales/text.ts'

const successes = new Set(['code.match', 'finished.tell'])
const capitals = new Set(['ASVZ', 'BSN', 'SMS', 'JA', 'NEE'])
const numberWords = new Set(['twee', 'drie', 'vier', 'vijf', 'zes', 'zeven', 'acht', 'negen', 'tien', 'elf', 'twaalf', 'twintig', 'honderd'])
const otherWords = new Set(['mailtje', 'mailadres', 'emailadres', 'email', 'site', 'webpagina', 'passwoord', 'schrijven', 'aanklikken', 'drukken', 'hulpverlener', 'helpdesk', 'medewerker', 'chatbot', 'robot'])
const pictures = /\p{Extended_Pictographic}/gu
const texts = Object.entries({ nl: readTexts('nl'), 'nl-formal': readFormal(), 'widget.nl': readTexts('widget.nl'), 'demo.nl': readTexts('demo.nl'), 'check.nl': readTexts('check.nl'), 'continue.nl': readTexts('continue.nl'), 'canned, je': readCanned('je'), 'canned, u': readCanned('u') })

describe.each(texts)('%s', (_, all) => {
  const keysWhere = (holds: (text: string, key: string) => boolean) => all.filter(({ key, text }) => holds(text, key)).map(({ key }) => key)

  test('When a text has an exclamation mark, then it tells a success', () => {
    expect(keysWhere((text, key) => text.includes('!') && !successes.has(key))).toEqual([])
  })

  test('When a text has a picture, then it has one and tells a success', () => {
    expect(keysWhere((text, key) => (text.match(pictures) ?? []).length > (successes.has(key) ? 1 : 0))).toEqual([])
  })

  test('When a word is short, then it is no abbreviation but SMS and BSN', () => {
    expect(keysWhere((text) => /\b(bijv|bv|o\.a|d\.w\.z|dwz|evt|i\.p\.v|ivm|nr|tel|max|min|m\.b\.t|mbt|a\.u\.b|aub|svp|jl|zsm|incl|excl|enz|etc)\b\.?/i.test(text))).toEqual([])
  })

  test('When a number is named, then it has digits', () => {
    expect(keysWhere((text) => vocabularyOf(text).some((word) => numberWords.has(word)))).toEqual([])
  })

  test('When a word is in capitals, then it is a screen name', () => {
    expect(keysWhere((text) => rest(text).some((word) => !capitals.has(word)))).toEqual([])
  })

  test('When a sentence denies, then it denies once', () => {
    expect(all.filter(({ key }) => !isLabel(key)).flatMap(({ text }) => sentencesOf(text)).filter((sentence) => denials(sentence).length > 1 || /\btenzij\b/i.test(sentence))).toEqual([])
  })

  test('When a thing has a name, then no other name is used', () => {
    expect(keysWhere((text) => vocabularyOf(text).some((word) => otherWords.has(word)))).toEqual([])
  })

  test('When a sentence is read aloud, then it is active', () => {
    expect(all.flatMap(({ text }) => sentencesOf(text)).filter((sentence) => /\b(door (ons|mij|de|het|een|Caren)|er (wordt|werd|worden))\b/.test(sentence))).toEqual([])
  })

  test('When a text is read aloud, then no line is empty and no space is double or loose', () => {
    expect(keysWhere((text) => /^\s|\s$|\n\s*\n| {2}|\s[.,?!]/.test(text))).toEqual([])
  })

  test('When a line begins, then it begins with a capital, a digit or a name', () => {
    expect(all.filter(({ key }) => !isLabel(key)).flatMap(({ text }) => linesOf(text)).filter((line) => line.endsWith('.') && !begins(line))).toEqual([])
  })
})

describe('the screen names', () => {
  test('When a screen name is known, then a text uses it', () => {
    const nl = readTexts('nl').map(({ text }) => text).join('\n')
    expect(screenNames.filter((name) => !nl.includes(name))).toEqual([])
  })
})

const rest = (text: string) => withoutScreenNames(text).match(/\p{Lu}{2,}/gu) ?? []

const denials = (sentence: string) => sentence.match(/\b(niet|geen|nooit|niemand|niets|niks|zonder|tenzij)\b/gi) ?? []

const begins = (line: string) => /^[\p{Lu}\p{N}"(]|^digimaatje-bot|^caren|^\{\{name\}\}/u.test(line)
