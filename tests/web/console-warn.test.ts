import { describe, expect, test } from '@jest/globals'
import { limits as servers } from '../../domain/limits.ts'
import { maskSensitive } from '../../domain/mask.ts'
import { limits } from '../../web/console/conversation/limits.ts'
import { type Form, isGrave, warningsOf } from '../../web/console/conversation/warn.ts'

const kinds = (text: string, form: Form = 'je') => warningsOf(text, { form, sentenceWords: 12 }).map(({ kind }) => kind)

/** What the server's mask takes out of an answer, too. */
const unreadable = ['06-12345678', '+31 6 12345678', '12-03-1951', '3 maart 1951', 'NL91 ABNA 0417 1643 00', 'code HK 47 PR 93', 'hk 47 pr 93']
/** Numbers of the office and days to come may be said. */
const readable = ['088 123 45 67', '0800-0113', 'tot 3 december 2036']

describe('warnings while typing', () => {
  test('When a text is plain, then there is none', () => {
    expect(kinds('Hoi, ik ben Karin.\nIk kijk met je mee.\nZie je nu stap 10 van 10?')).toEqual([])
    expect(kinds('')).toEqual([])
    expect(kinds('Ga naar https://caren.nl/activeren/a1b2c3d4 of mail caren2026@asvz.nl')).toEqual([])
    expect(kinds('Kies "Wat is jouw rol?" en daarna Ik ben Caren.')).toEqual([])
  })

  test('When a sentence is longer than allowed, then it says how many words it has, with or without capitals', () => {
    const long = 'aap noot mies wim zus jet teun vuur gijs lam kees bok'
    expect(warningsOf(`${long} weide.`, { form: 'je', sentenceWords: 12 })).toEqual([{ kind: 'longSentence', words: 13 }])
    for (const fine of [long, `${long}. weide`, `${long}\nweide`, `${long}! Weide hok.`]) expect(kinds(fine)).toEqual([])
  })

  test.each(['AB12CD34', 'de code is k7p2mx9q', 'K7P2-MX9Q', 'K7P 2MX 9QW', 'SMS 12345', 'bel 0612345678', '123456', 'je code is HK 47 PR 93.', ...unreadable])('When "%s" is typed, then it looks like a code or number', (text) => {
    expect(kinds(text)).toContain('code')
  })

  test.each(['stap 10', 'VOLGENDE', 'om 10.30 uur', '2026', 'Druk op JA of NEE', 'de kamer 12a', ...readable])('When "%s" is typed, then it does not', (text) => {
    expect(kinds(text)).toEqual([])
  })

  test.each(['111222333', 'bsn 1112.22.333', '123 456 782'])('When "%s" is typed, then it is a BSN', (text) => {
    expect(kinds(text)).toEqual(['bsn'])
  })

  test('When nine digits do not pass the eleven test, then they are no BSN', () => {
    expect(kinds('111222334')).toEqual(['code'])
  })

  test.each(['je wachtwoord is zonnebloem', 'Wachtwoord: Bello', 'ww = Zomer2024!', 'het wachtwoord van Caren is zomer12', 'Zomer2024!x', 'je ww is "geheimpje"'])(
    'When "%s" is typed, then it is a password', (text) => {
      expect(kinds(text)).toEqual(['password'])
    })

  test.each([
    'je wachtwoord is niet goed', 'je wachtwoord is verlopen.', 'Je wachtwoord is minstens 8 tekens lang', 'wat is je wachtwoord niet?', 'Kies een wachtwoord',
    'Wachtwoord vergeten?', 'Een goed wachtwoord is lang',
  ])('When "%s" is typed, then it is about a password, and none', (text) => {
    expect(kinds(text)).toEqual([])
  })

  test('When je is typed to somebody who is spoken to with u, or the other way round, then it says so', () => {
    expect(warningsOf('Ik help je.', { form: 'u', sentenceWords: 12 })).toEqual([{ kind: 'form', other: 'je' }])
    expect(warningsOf('Dat is uw brief.', { form: 'je', sentenceWords: 12 })).toEqual([{ kind: 'form', other: 'u' }])
    expect(kinds('Ik help u.', 'u')).toEqual([])
  })

  test('When there is more than one, then the gravest comes first, and only a BSN or a password asks twice', () => {
    const all = warningsOf('Ik zeg u dat het wachtwoord van nu af aan voor iedereen hier Zomer2024! is en 111222333 je BSN', { form: 'u', sentenceWords: 12 })
    expect(all.map(({ kind }) => kind)).toEqual(['password', 'bsn', 'longSentence', 'form'])
    expect(all.map(isGrave)).toEqual([true, true, false, false])
    expect(kinds('Je wachtwoord is Bello1 en je code is HK 47 PR 93.')).toEqual(['password', 'code'])
    expect(kinds('Hij heeft autisme.')).toEqual(['diagnosis'])
  })

  test('When the console says what the most is, then the server says the same', () => {
    expect(limits.sentenceWords).toBe(servers.desk.sentenceWords)
    expect(limits.replyCharacters).toBe(servers.desk.replyCharacters)
  })

  test('When the server will make something unreadable, then the digimaatje is told before', () => {
    const rules = { codePattern: /^(?=.*\d)[A-Z0-9]{6,16}$/, today: '2026-11-22', fromDesk: true }
    for (const text of unreadable) expect([text, maskSensitive(text, rules).found.length > 0, kinds(text).length > 0]).toEqual([text, true, true])
  })

  test('When a text is as long as may be and made to be slow, then it is read at once', () => {
    const nasty = ['wachtwoord '.repeat(136), 'NL91 ABNA '.repeat(150), '+31 6 '.repeat(250), '1.1.'.repeat(375), '1'.repeat(1500), '1 '.repeat(750), 'A1 '.repeat(500), 'a-'.repeat(750), ' '.repeat(1500)]
    for (const text of nasty) {
      const start = performance.now()
      kinds(text)
      expect(performance.now() - start).toBeLessThan(2_000)
    }
  })
})
