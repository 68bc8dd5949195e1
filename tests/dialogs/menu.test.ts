import { describe, expect, test } from '@jest/globals'
import { at, buttonsOf, textsOf } from './by-hand.ts'

const all = ['explain', 'repeat', 'back', 'human', 'restart', 'stop']

describe('the menu', () => {
  test.each(['menu', 'Menu', 'help', 'Help!', 'opties', 'wat kan ik doen?', 'wat kan je?'])('When a person types "%s", then it shows what is possible', async (typed) => {
    const talk = await at('clientName')
    expect(textsOf(await talk.say(typed))).toBe('Wat wil je doen?')
    expect(buttonsOf(talk.said)).toEqual([...all, 'toWeb'])
  })
  test.each([['the website', { channel: 'web' }], ['WhatsApp without links', { canLink: false }]] as const)('When it is shown on %s, then without the website', async (_, wishes) => {
    const talk = await at('clientName', wishes)
    await talk.say('menu')
    expect(buttonsOf(talk.said)).toEqual(all)
  })
  test.each([
    ['1', /^Typ in het eerste vak/], ['leg uit', /^Typ in het eerste vak/], ['nummer 2', /^Stap 3 van 10\./], ['herhaal', /^Stap 3 van 10\./], ['de derde', /^We gaan 1 stap terug\.\nStap 2 van 10/],
    ['vier', /digimaatje is een mens/], ['optie 5', /Wil je opnieuw beginnen\?/], ['6', /^Goed, ik stuur je niets meer\./], ['ik kies de 7e', /verder op de website/],
    ['ga verder', /^Stap 3 van 10\./], ['nee', /^Stap 3 van 10\./], ['hulp van een mens', /digimaatje is een mens/],
  ])('When "%s" answers it, then that happens', async (typed, then) => {
    const talk = await at('clientName')
    await talk.say('menu')
    expect(textsOf(await talk.say(typed))).toMatch(then)
  })
  test('When a choice is pressed, then it is that choice', async () => {
    const talk = await at('clientName')
    await talk.say('menu')
    expect(textsOf(await talk.press('explain'))).toContain('Is het gelukt?')
    expect(textsOf(await talk.say('gelukt'))).toContain('Stap 4 van 10.')
  })
  test('When "help" is said to the menu, then it is a human', async () => {
    const talk = await at('clientName')
    await talk.say('help')
    expect(textsOf(await talk.say('help'))).toContain('digimaatje is een mens')
  })
  test('When it is explained 3 times, then a digimaatje is offered', async () => {
    const talk = await at('clientName')
    for (const typed of ['leg uit', 'menu', '1', 'menu']) await talk.say(typed)
    expect(textsOf(await talk.say('1'))).toContain('Wil je hulp van een mens?')
  })
  test.each([['whoAreYou', 'Krijg je zelf hulp van ASVZ?'], ['letter', 'De brief gaat over Caren.'], ['code', 'Typ je code in het eerste vak.'], ['mailSent', 'Zoek een e-mail van Caren.']] as const)('When an explanation is asked at %s, then it is the one of that step', async (step, text) => {
    const talk = await at(step, { manager: 'client' })
    await talk.say('menu')
    expect(textsOf(await talk.say('leg uit'))).toContain(text)
  })
  test('When the code is asked in the chat, then that is explained, and so is its date', async () => {
    const talk = await at('code', { codeCheck: 'chat' })
    await talk.say('menu')
    expect(textsOf(await talk.press('explain'))).toContain('In de brief staan letters en cijfers.')
    await talk.say('HK47-PR93')
    await talk.say('menu')
    expect(textsOf(await talk.press('explain'))).toContain('Je geboortedatum zegt')
  })
})

describe('more than 3 choices', () => {
  test.each(['4', 'vier', 'vierde', 'de vierde', 'nummer 4', 'nr 4', 'optie vier', 'de 4e', 'ik kies 4', 'doe maar 4'])('When "%s" is typed, then it is the fourth', async (typed) => {
    const talk = await at('clientName')
    await talk.say('menu')
    expect(textsOf(await talk.say(typed))).toContain('digimaatje is een mens')
  })
  test.each(['8', '10', '0', '44', 'nummer', 'vier mensen', '4 5'])('When "%s" is typed, then it is none of them', async (typed) => {
    const talk = await at('clientName')
    await talk.say('menu')
    expect(textsOf(await talk.say(typed))).toContain('Dat begrijp ik niet.')
  })
})

describe('on to the website', () => {
  test('When a person wants to go on there, then the link is shown and not kept', async () => {
    const talk = await at('clientName')
    const [said] = await talk.say('liever op de computer')
    expect(said?.text).toContain('https://bot.example/toWeb/1')
    expect(said?.kept).not.toContain('https')
    expect(talk.work.links.map(({ kind }) => kind)).toEqual(['toWeb'])
  })
  test.each(['ja', 'ga verder', 'nee', 'asdf'])('When "%s" comes after that, then the step goes on here', async (typed) => {
    const talk = await at('clientName')
    await talk.say('verder op de website')
    expect(textsOf(await talk.say(typed))).toContain('Stap 3 van 10.')
  })
  test('When the question is put again, then the link is not shown as dots', async () => {
    const talk = await at('clientName')
    await talk.say('verder op de website')
    expect(textsOf(await talk.say('wat is een link?'))).toMatch(/Een link is[^]*Stap 3 van 10\./)
    expect(textsOf(talk.said)).not.toContain('•••')
  })
  test('When it is said on the website, then there is nothing to do', async () => {
    const talk = await at('clientName', { channel: 'web' })
    expect(textsOf(await talk.say('verder op de website'))).toContain('Dat begrijp ik niet.')
  })
})
