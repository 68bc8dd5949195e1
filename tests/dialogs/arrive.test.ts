// From the website to WhatsApp and back.
import { describe, expect, test } from '@jest/globals'
import { at, textsOf } from './by-hand.ts'

const onWeb = { channel: 'web' } as const
const press = (choice: string) => ({ type: 'message', text: 'x', value: { choice, on: 'clientName' } })

describe('coming over', () => {
  test('When a person comes to WhatsApp, then the step goes on, and the website asks whether it was them', async () => {
    const talk = await at('clientName', onWeb)
    const said = await talk.event('arrive', { channel: 'whatsapp' })
    expect(textsOf(said.slice(0, 2))).toMatch(/^Fijn, je bent er\.\nWe gaan hier verder\.\nStap 3 van 10\.[^]*Is het gelukt\?/)
    expect(said[2]).toEqual({ text: 'Ben jij nu op WhatsApp?', kept: 'Ben jij nu op WhatsApp?', buttons: ['isMe', 'notMe'], only: 'web' })
    expect(textsOf(await talk.say('gelukt', { channel: 'whatsapp' }))).toContain('Stap 4 van 10.')
  })
  test('When it was them, then WhatsApp hears nothing of it, and nothing moves', async () => {
    const talk = await at('clientName', onWeb)
    await talk.event('arrive', { channel: 'whatsapp' })
    expect(await talk.send(press('isMe'), onWeb)).toEqual([expect.objectContaining({ text: 'Mooi, we gaan verder op WhatsApp.', only: 'web' })])
    expect(talk.work.detach).toBe(false)
    expect(textsOf(await talk.say('gelukt', { channel: 'whatsapp' }))).toContain('Stap 4 van 10.')
  })
  test('When it was somebody else, then WhatsApp is let go, also when that one went on', async () => {
    const talk = await at('clientName', onWeb)
    await talk.event('arrive', { channel: 'whatsapp' })
    await talk.say('menu', { channel: 'whatsapp' })
    expect(textsOf(await talk.send(press('notMe'), onWeb))).toMatch(/^Goed dat je het zegt\.\nWhatsApp hoort niet meer bij dit gesprek\.\nStap 3 van 10\./)
    expect(talk.work.detach).toBe(true)
  })
  test('When somebody on WhatsApp sends that choice, then it is none', async () => {
    const talk = await at('clientName', onWeb)
    await talk.event('arrive', { channel: 'whatsapp' })
    await talk.send(press('notMe'), { channel: 'whatsapp' })
    expect(talk.work.detach).toBe(false)
  })
  test('When a person comes to the website, then nobody is asked who they are', async () => {
    const talk = await at('code')
    const said = textsOf(await talk.event('arrive', onWeb))
    expect(said).toMatch(/^Fijn, je bent er\.[^]*Stap 8 van 10\.[^]*Wat is je code\?$/)
  })
  test('When the code was half given on the website, then WhatsApp asks it on the page', async () => {
    const talk = await at('code', onWeb)
    await talk.say('HK47-PR93', onWeb)
    expect(textsOf(await talk.event('arrive', { channel: 'whatsapp' }))).toContain('https://bot.example/check/1')
    expect(textsOf(await talk.event('arrive', onWeb))).toContain('Wat is je geboortedatum?')
  })
  test('When the flow changed meanwhile, then the website asks all the same', async () => {
    const talk = await at('clientName', onWeb)
    talk.snapshot.state = {}
    expect(textsOf(await talk.event('arrive', { channel: 'whatsapp' }))).toContain('Ben jij nu op WhatsApp?')
  })
  test('When they said stop before, then they are back', async () => {
    const talk = await at('clientName')
    await talk.say('stop')
    await talk.event('arrive', onWeb)
    expect(textsOf(await talk.say('gelukt'))).toContain('Stap 4 van 10.')
  })
})

describe('what is true on WhatsApp', () => {
  test.each([
    ['openSite', 'leg uit', 'Klik op de link bij Open Caren.', 'Klik hier op de knop Open Caren.'],
    ['clientName', 'wis dit gesprek', 'Mail naar caren@asvz.nl.', 'Klik boven op Menu.'],
    ['clientName', 'gelukt', 'Typ: mens', 'Stap 4 van 10.'],
  ] as const)('When "%s" is said at %s, then each channel names its own things', async (...[step, typed, whatsapp, web]) => {
    expect(textsOf(await (await at(step)).say(typed))).toContain(whatsapp)
    const there = textsOf(await (await at(step, onWeb)).say(typed))
    expect(there).toContain(web)
    expect(there).not.toContain('Typ: mens')
  })
  test('When much goes wrong, then WhatsApp says what to type for a human', async () => {
    const talk = await at('clientName')
    for (let time = 0; time < 4; time += 1) await talk.say('herhaal')
    expect(textsOf(await talk.say('herhaal'))).toContain('Een mens kan je ook helpen.\nTyp dan: mens.')
  })
})
