import { describe, expect, test } from '@jest/globals'
import { at, textsOf } from './by-hand.ts'

const kinds: [string, RegExp, RegExp][] = [
  ['image/jpeg', /^Een foto kan ik niet bekijken\./, /^Een foto kan ik niet bekijken\./],
  ['audio/ogg', /^Ik kan niet luisteren\.\nIk heb je bericht/, /^Ik kan niet luisteren\.\nIk heb uw bericht/],
  ['video/mp4', /^Een video kan ik niet bekijken\./, /^Een video kan ik niet bekijken\./],
  ['application/pdf', /^Dit bestand kan ik niet lezen\./, /^Dit bestand kan ik niet lezen\./],
  ['application/vnd.digimaatje.location', /waar je bent/, /waar u bent/],
  ['application/vnd.digimaatje.contacts', /geen namen of nummers nodig/, /geen namen of nummers nodig/],
  ['image/webp', /^Wat leuk, dank je\.\n/, /^Wat leuk, dank u\.\n/],
  ['application/vnd.digimaatje.edited', /^Je hebt een bericht veranderd\./, /^U hebt een bericht veranderd\./],
  ['application/vnd.digimaatje.unsupported', /^Dit bericht kan ik niet lezen\./, /^Dit bericht kan ik niet lezen\./],
]

describe.each(kinds)('a message of the kind %s', (type, informal, formal) => {
  test('When a client sends it, then it is answered, and the question comes again', async () => {
    const talk = await at('clientName')
    expect(textsOf(await talk.file(type))).toMatch(informal)
    expect(textsOf(talk.said)).toMatch(/Stap 3 van 10\.[^]*Is het gelukt\?/)
    expect(talk.work.steps.size).toBe(0)
  })
  test('When a representative sends it, then with u', async () => {
    const talk = await at('clientName', { role: 'representative', manager: 'representative' })
    expect(textsOf(await talk.file(type))).toMatch(formal)
    expect(textsOf(talk.said)).not.toMatch(/\b(je|jij|jouw)\b/)
  })
})

describe('what comes with it', () => {
  test('When the website sends a picture of the kind of a sticker, then it is a picture', async () => {
    const talk = await at('clientName', { channel: 'web' })
    expect(textsOf(await talk.file('image/webp'))).toContain('Een foto')
  })
  test('When distress stands under a picture, then that is answered', async () => {
    const talk = await at('clientName')
    expect(textsOf(await talk.file('image/jpeg', 'hij slaat me'))).toContain('112')
  })
  test('When something stands under a picture of the letter, then nothing of it is kept', async () => {
    const talk = await at('code')
    expect(textsOf(await talk.file('image/jpeg', 'de letters zijn hkpr en 4793'))).toContain('Een foto')
    expect(talk.own()).toBe('•••')
  })
})
