import { describe, expect, test } from '@jest/globals'
import { at, buttonsOf, textsOf } from './by-hand.ts'

const day = 24 * 60 * 60 * 1000
const question = 'Zal ik je over 5 werkdagen een bericht sturen?'

describe('a reminder of the letter', () => {
  test('When there is no letter yet, then one is offered, and the day is named', async () => {
    const talk = await at('letter')
    expect(textsOf(await talk.say('nee'))).toMatch(new RegExp(`^Dan heb je eerst een brief nodig\\.[^]*${question}`.replace('?', '\\?')))
    expect(buttonsOf(talk.said)).toEqual(['yes', 'no'])
    expect(textsOf(await talk.say('ja graag'))).toMatch(/^Goed, op maandag 30 november stuur ik je een bericht\.\nJe plek blijft bewaard\.[^]*Heb je de brief nu wel\?$/)
    expect(talk.work.reminder).toEqual({ name: 'letter', on: new Date('2026-11-30T09:00:00Z'), step: 'letter' })
  })
  test('When it is a representative, then with u', async () => {
    const talk = await at('letter', { role: 'representative' })
    await talk.say('nee')
    expect(textsOf(talk.said)).toContain('Zal ik u over 5 werkdagen een bericht sturen?')
    expect(textsOf(await talk.press('yes'))).toContain('Goed, op maandag 30 november stuur ik u een bericht.')
  })
  test('When they want none, then the place is kept, and it is not offered again', async () => {
    const talk = await at('letter')
    await talk.say('nee')
    expect(textsOf(await talk.say('nee'))).toContain('Heb je de brief nu wel?')
    expect(talk.work.reminder).toBeNull()
    await talk.say('ik heb geen brief')
    expect(textsOf(talk.said)).not.toContain(question)
  })
  test.each([['ik ben de brief kwijt', 'Dat is niet erg.'], ['de brief is niet gekomen', 'na een paar dagen']])('When a person says "%s" and has none now, then it is offered', async (typed, help) => {
    const talk = await at('letter')
    expect(textsOf(await talk.say(typed))).toContain(help)
    expect(textsOf(await talk.say('nee'))).toBe(question)
    expect(textsOf(await talk.say('ja'))).toContain('30 november')
  })
  test('When the letter is there after all, then the step goes on', async () => {
    const talk = await at('letter')
    await talk.say('nee')
    expect(textsOf(await talk.say('ik heb de brief hier'))).toContain('Stap 1 van 10.')
  })
  test('When the letter came before its reminder, then that is not sent any more', async () => {
    const talk = await at('letter')
    await talk.say('nee')
    await talk.say('ja')
    await talk.say('ja')
    expect(talk.work).toMatchObject({ unremind: true, reminder: null })
    expect(talk.snapshot.journey.step).toBe('openSite')
  })
  test.each(['ja', 'hoi', 'nee'])('When "%s" answers it days later, then that is a come-back', async (typed) => {
    const talk = await at('letter')
    for (const before of ['nee', 'ja', 'nee']) await talk.say(before)
    expect(textsOf(await talk.say(typed, { after: 8 * day }))).toBe('Je bent terug.\nWe gaan verder.\nHeb je de brief nu?')
    expect(textsOf(await talk.say('ja'))).toContain('Stap 1 van 10.')
  })
  test('When they write before it goes out, or are further by then, then it is no answer to it', async () => {
    const talk = await at('letter')
    for (const typed of ['nee', 'ja', 'nee']) await talk.say(typed)
    expect(textsOf(await talk.say('ja', { after: 2 * day }))).toContain('Heb je de brief nu?')
    expect(textsOf(await talk.say('ja', { after: 1 * day }))).toContain('Stap 1 van 10.')
    expect(textsOf(await talk.say('gelukt', { after: 8 * day }))).toContain('Stap 2 van 10.')
  })
  test('When there is no letter at a later step, then it is offered there too', async () => {
    const talk = await at('haveCode')
    expect(textsOf(await talk.say('ik heb geen brief'))).toContain(question)
    expect(textsOf(await talk.say('ja'))).toContain('30 november')
    expect(textsOf(await talk.press('haveLetter'))).toContain('Stap 7 van 10.')
    expect(talk.work.unremind).toBe(true)
  })
  test('When they have it after all at a later step, then that step goes on', async () => {
    const talk = await at('haveCode')
    await talk.say('ik heb geen brief')
    expect(textsOf(await talk.say('ik heb de brief hier'))).toContain('Stap 7 van 10.')
  })
  test.each([['there are no templates', { canRemind: false }], ['it is the website', { channel: 'web' }]] as const)('When %s, then none is offered', async (_, wishes) => {
    const talk = await at('letter', wishes)
    expect(textsOf(await talk.say('nee'))).toMatch(/^Dan heb je eerst[^]*Heb je de brief nu wel\?$/)
  })
  test('When they begin again, then no reminder of before comes', async () => {
    const talk = await at('letter')
    for (const typed of ['nee', 'ja', 'opnieuw beginnen', 'ja']) await talk.say(typed)
    expect(talk.work).toMatchObject({ unremind: true, reminder: null })
  })
})
