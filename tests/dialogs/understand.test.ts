import { describe, expect, test } from '@jest/globals'
import { createUnderstanding } from '../../dialogs/understand.ts'
import { readPatterns, readPhrases, readTerms } from '../../locales/index.ts'

const understand = createUnderstanding(readPhrases(), readPatterns(), readTerms())

describe('what people type, as an intent', () => {
  test.each([
    ['ja', 'affirm'], ['Ja hoor!', 'affirm'], ['nee', 'deny'], ['Gelukt', 'next'], ['het is gelukt', 'next'], ['ja het is gelukt', 'next'], ['gelut', 'next'],
    ['het is nog niet gelukt', 'fails'], ['lukt niet', 'fails'], ['het werkt niet', 'fails'], ['snap ik niet', 'explain'], ['ik snap er niks van', 'explain'], ['terug', 'back'],
    ['opnieuw beginnen', 'restart'], ['stop', 'optOut'], ['doei', 'stop'], ['ik ga later verder', 'stop'], ['nog een keer', 'repeat'], ['herhaal', 'repeat'], ['dankjewel', 'thanks'], ['hoi', 'greet'],
    ['ik heb geen brief', 'noLetter'], ['ik ben de brief kwijt', 'lostLetter'], ['ik ben zijn moeder', 'representative'], ['wat een rotzooi', 'frustration'],
  ])('When it is "%s", then it means %s', (text, intent) => {
    expect(understand(text).intent).toBe(intent)
  })
})

describe('a human', () => {
  test.each(['mens', 'ik wil een mens', 'Ik wil een digimaatje spreken, ik wil hulp', 'kan iemand mij helpen', 'bel mij', 'help'])('When a person types "%s", then it is a request', (text) => {
    expect(understand(text).intent).toBe('human')
  })
  test.each(['mijn begeleider heeft de brief', 'ik ontvang hulp', 'de medewerker vertelde dat ik moest wachten'])('When a sentence is about a human ("%s"), then it is no request', (text) => {
    expect(understand(text).intent).not.toBe('human')
  })
})

describe('no human any more', () => {
  test.each(['laat maar', 'Laat maar zitten', 'hoeft niet meer', 'ik heb geen mens meer nodig', 'ik heb toch geen digimaatje meer nodig hoor', 'ik wil geen mens meer spreken', 'geen hulp nodig', 'niet meer nodig'])('When a person types "%s", then it is that', (text) => {
    expect(understand(text).intent).toBe('cancelHandoff')
  })
  test.each(['laat maar zien', 'laat me maar', 'laat maar weten', 'ik krijg geen hulp meer van niemand', 'ik hoef niet meer', 'ik wil een mens en geen computer', 'ik heb geen hulp gehad en ik wil een mens'])('When it only sounds like it ("%s"), then it is not', (text) => {
    expect(understand(text).intent).not.toBe('cancelHandoff')
  })
  test.each([['bel mij', true], ['kan iemand mij bellen', true], ['ik wil gebeld worden', true], ['ik wil een mens', undefined]])('When it is "%s", then whether they want to be called is %s', (text, call) => {
    expect(understand(text)).toMatchObject({ intent: 'human' })
    expect(understand(text).call).toBe(call)
  })
})

describe('what testers typed', () => {
  test.each<[string, string | null]>([
    ['ben jij een mens?', 'areYouHuman'], ['ben je een robot', 'areYouHuman'], ['ben je een mens of kan ik een mens spreken', 'human'], ['hellup', 'human'],
    ['help', 'human'], ['ik wil een mens', 'human'], ['ik ben ook maar een mens', null], ['bel me niet', null],
    ['wis dit gesprek', 'eraseMe'], ['verwijder alles', 'eraseMe'], ['gooi dit weg', 'eraseMe'], ['wis alles wat ik zei', 'eraseMe'],
    ['wis dit gesprek niet', null], ['ik ben mijn brief kwijt', 'lostLetter'], ['brief niet gekomen', 'letterNotCome'], ['mijn begeleider heeft de brief', 'letterElsewhere'],
    ['ik heb geen brief', 'noLetter'], ['ik heb de brief hier', 'haveLetter'], ['ik heb um nou wel', 'haveLetter'], ['ik heb hem', 'haveLetter'],
    ['ik heb de brief niet', 'noLetter'], ['ik ben de begeleider', 'representative'], ['begeleider', 'representative'], ['ik ben bewindvoerder', 'representative'],
    ['mijn vader', 'representative'], ['dit werkt voor geen meter!!', 'frustration'], ['kutprogramma', 'frustration'], ['stomme site', 'frustration'],
    ['hou je bek', 'frustration'], ['wat een kutding', 'frustration'], ['ik word hier gek van', 'frustration'], ['ik word gek', 'frustration'],
    ['godverdomme wat een rotding is dit zeg ik snap er niks van', 'frustration'], ['hou op', 'optOut'], ['de knop is rood', null], ['waar klik ik dan', 'explain'],
    ['waar staat die', 'explain'], ['ik zie hem niet', 'fails'], ['hij doet t niet', 'fails'], ['niks werkt', 'fails'],
    ['dat is gebeurd', 'next'], ['👍', 'affirm'], ['👍🏽👍🏽', 'affirm'], ['👎', 'deny'],
    ['🎉', null], ['tot ziens', 'stop'], ['hoe kom ik terug', 'back'], ['en hoeveel kost dit', null],
    ['mijn mail komt niet', null], ['wachtwoord wordt geweigerd', null], ['ja', 'affirm'], ['Ja hoor!', 'affirm'],
    ['nee', 'deny'], ['gelut', 'next'], ['het is nog niet gelukt', 'fails'], ['lukt niet', 'fails'],
    ['snap ik niet', 'explain'], ['ik ben zijn moeder', 'representative'], ['de site slaat vast', 'fails'], ['ik ben geen client', null],
    ['mijn vader heeft kanker', null], ['Wat is een beheerder?', 'whatIsTerm'], ['brief kweit', 'lostLetter'], ['ik ben de brif kwijt', 'lostLetter'],
    ['ik ben de client', 'client'], ['ik ben zijn moeder hoor', 'representative'], ['voor mijn zoon', 'representative'], ['mijn moeder doet het', null],
  ])('When it is "%s", then it means %s', (text, intent) => {
    expect(understand(text).intent).toBe(intent)
  })
})

describe('everything else', () => {
  test.each(['Gaat het regenen vandaag?', 'zet een wekker voor 7 uur', 'asdfgh', '12345', '', '🎉', 'a'.repeat(2_000), 'ja '.repeat(500)])('When it is about something else, then nothing is guessed', (text) => {
    expect(understand(text).intent).toBeNull()
  })
  test.each(['Wis alle wekkers', 'Wat is de temperatuur', 'heb ik een jas nodig', 'welke wekkers heb ik ingesteld'])('When a part of it looks like one of ours ("%s"), then nothing is guessed', (text) => {
    expect(understand(text).intent).toBeNull()
  })
  test('When a word is asked, then the word comes along', () => {
    expect(understand('Wat is een beheerder?')).toMatchObject({ intent: 'whatIsTerm', term: 'beheerder' })
    expect(understand('wat betekent wettelijk vertegenwoordiger')).toMatchObject({ term: 'wettelijk vertegenwoordiger' })
  })
})
