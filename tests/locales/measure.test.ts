// The ruler itself.
import { describe, expect, test } from '@jest/globals'
import { fleschDouma, measure, syllablesOf } from '../../locales/measure.ts'
import { addressOf, isLabel, sentencesOf, textsOf, vocabularyOf, withoutScreenNames, wordsOf } from '../../locales/text.ts'

describe('texts, sentences and words', () => {
  test('When a file has levels, then its keys are joined', () => {
    expect(textsOf({ a: { b: { c: 'x' }, d: 'y' }, e: 'z' }).map(({ key, text }) => `${key}=${text}`)).toEqual(['a.b.c=x', 'a.d=y', 'e=z'])
  })

  test.each([
    ['Stap 1.\nKlik hier.', ['Stap 1.', 'Klik hier.']],
    ['Het is weg. Wil je meer?', ['Het is weg.', 'Wil je meer?']],
    ['Ga naar www.caren.nl nu.', ['Ga naar www.caren.nl nu.']],
    ['Klaar! 🎉\n•••', ['Klaar! 🎉']],
    ['{{date}}.\nKlopt dat?', ['3 mei 1980.', 'Klopt dat?']],
  ])('When a text is %j, then its sentences are %j', (text, sentences) => {
    expect(sentencesOf(text)).toEqual(sentences)
  })

  test('When words are counted, then numbers and addresses count and loose signs do not', () => {
    expect(wordsOf('Bel – 0800-0113 of mail caren@asvz.nl 🎉 .')).toEqual(['Bel', '0800-0113', 'of', 'mail', 'caren@asvz.nl'])
  })

  test('When words are looked up, then addresses, numbers, values and single letters are left out', () => {
    expect(vocabularyOf('Let op: 0 en O.\nBij een 06-nummer mailt u {{email}} of www.caren.nl, {n} letters!')).toEqual(['let', 'op', 'en', 'bij', 'een', '06-nummer', 'mailt', 'u', 'of', 'letters'])
  })

  test('When a key is the title of a button or a link, then it is a label', () => {
    expect(['button.done', 'link.caren', 'role.problem.x', 'role.help.x', 'role.tell'].filter(isLabel)).toEqual(['button.done', 'link.caren', 'role.problem.x'])
  })
})

describe('je and u', () => {
  test.each([
    ['Vul je naam in.', { je: true, u: false }],
    ['Uw naam, alstublieft.', { je: false, u: true }],
    ['Caren vraagt: Wat is jouw rol?', { je: false, u: false }],
    ['Jij helpt u.', { je: true, u: true }],
    ['Een jeugd in Utrecht.', { je: false, u: false }],
  ])('When a text is %j, then it says %j', (text, address) => {
    expect(addressOf(text)).toEqual(address)
  })

  test('When a screen is quoted, then its name can be left out', () => {
    expect(withoutScreenNames('Klik op START MET CAREN of VOLGENDE.')).toBe('Klik op … of ….')
  })
})

describe('the figures', () => {
  test.each([['mens', 1], ['brief', 1], ['beheerder', 3], ['cliënt', 2], ['geïnteresseerd', 5], ['vertegenwoordiger', 6], ['SMS', 1], ['0800', 1], ['vijand', 2], ['nieuw', 1], ['mooie', 2]])('When %s is heard, then it has %i syllables', (word, count) => {
    expect(syllablesOf(word)).toBe(count)
  })

  test('When words are longer, then reading ease goes down as Flesch and Douma say', () => {
    expect(fleschDouma(['Ik ben een mens.'])).toBeCloseTo(206.84 - 0.93 * 4 - 77, 5)
    expect(fleschDouma(['Uw vertegenwoordiger activeert.'])).toBeLessThan(fleschDouma(['Uw moeder kijkt.']))
  })

  test('When texts are measured, then titles of buttons do not flatter them', () => {
    const texts = [{ key: 'a.tell', text: 'Een twee drie.\nEen twee drie vier vijf zes zeven acht negen tien elf.' }, { key: 'button.a', text: 'Ja' }]
    const { flesch, ...rest } = measure(texts)
    expect(rest).toEqual({ texts: 1, sentences: 2, mean: 7, short: 0.5, longest: { key: 'a.tell', sentence: 'Een twee drie vier vijf zes zeven acht negen tien elf.', words: 11 } })
    expect(flesch).toBeGreaterThan(50)
  })
})
