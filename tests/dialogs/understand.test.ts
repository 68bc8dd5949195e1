import { describe, expect, test } from '@jest/globals'
import { createUnderstanding } from '../../dialogs/understand.ts'
import { readPhrases } from '../../locales/index.ts'

const understand = createUnderstanding(readPhrases())

describe('what people type, as an intent', () => {
  test.each([
    ['ja', 'affirm'], ['Ja hoor!', 'affirm'], ['nee', 'deny'], ['Gelukt', 'next'], ['het is gelukt', 'next'], ['ja het is gelukt', 'next'], ['gelut', 'next'],
    ['het is nog niet gelukt', 'fails'], ['lukt niet', 'fails'], ['het werkt niet', 'fails'], ['snap ik niet', 'explain'], ['ik snap er niks van', 'explain'], ['terug', 'back'],
    ['opnieuw beginnen', 'restart'], ['stop', 'stop'], ['ik ga later verder', 'stop'], ['nog een keer', 'repeat'], ['herhaal', 'repeat'], ['dankjewel', 'thanks'], ['hoi', 'greet'],
    ['ik heb geen brief', 'noLetter'], ['ik ben de brief kwijt', 'noLetter'], ['ik ben zijn moeder', 'representative'], ['wat een rotzooi', 'frustration'],
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

describe('distress', () => {
  test.each(['ik wil niet meer leven', 'ik wil dood', 'hij slaat me elke dag en niemand helpt', 'er is brand', 'ik ga mezelf wat aandoen', 'ik ben niet veilig', 'ik wil zelfmort plegen zelfmoord'])('When a person types "%s", then it is distress', (text) => {
    expect(understand(text).intent).toBe('distress')
  })
  test.each(['ik ga dood van het lachen', 'mijn telefoon is dood', 'ik ben doodmoe'])('When it only sounds like it ("%s"), then it is not', (text) => {
    expect(understand(text).intent).not.toBe('distress')
  })
})

describe('everything else', () => {
  test.each(['Gaat het regenen vandaag?', 'zet een wekker voor 7 uur', 'asdfgh', '12345', '', '🎉', 'a'.repeat(2_000), 'ja '.repeat(500)])('When it is about something else, then nothing is guessed', (text) => {
    expect(understand(text).intent).toBeNull()
  })
  test('When a word is asked, then the word comes along', () => {
    expect(understand('Wat is een beheerder?')).toMatchObject({ intent: 'whatIsTerm', term: 'beheerder' })
    expect(understand('wat betekent wettelijk vertegenwoordiger')).toMatchObject({ term: 'wettelijk vertegenwoordiger' })
  })
})
