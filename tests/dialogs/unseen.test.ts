// On WhatsApp people write on before the question is there, or long after it could be sent.
import { describe, expect, test } from '@jest/globals'
import { at, Talk, textsOf } from './by-hand.ts'

const soon = { after: 1_000 }

describe('a piece of the answer before', () => {
  test.each(['dat klopt', 'nee', 'gelukt', 'asdf', 'ok', '1', 'dankjewel', 'hoi', 'leg uit', 'lukt niet', 'ik heb geen brief'])('When "%s" comes before the question was there, then nothing is said and nothing moves', async (typed) => {
    const talk = new Talk()
    await talk.open()
    await talk.say('ja')
    const { step, stuck } = talk.snapshot.journey
    const unclear = talk.work.state.memory?.['unclear']
    expect(await talk.say(typed, soon)).toEqual([])
    expect(talk.snapshot.journey).toMatchObject({ step, stuck })
    expect(talk.work.state.memory?.['unclear']).toBe(unclear)
    expect(textsOf(await talk.say('ja'))).toContain('Stap 1 van 10.')
  })
  test.each([
    ['ik wil niet meer leven', '0800-0113'], ['mens', 'digimaatje is een mens'], ['wat is een beheerder?', 'De beheerder'], ['stop', 'niets meer'], ['terug', 'stap terug'],
    ['wat een rotzooi', 'hulp van een mens'], ['menu', 'Wat wil je doen?'], ['mijn wachtwoord is Zonnebloem1', 'tegen niemand'], ['ik heb geen brief', 'eerst een brief'],
  ])('When it is "%s", then it is heard all the same', async (typed, answer) => {
    const talk = await at('clientName')
    await talk.say('gelukt')
    expect(textsOf(await talk.say(typed, soon))).toContain(answer)
  })
  test('When a button is pressed, then it is no piece of something', async () => {
    const talk = await at('clientName')
    await talk.say('gelukt')
    expect(textsOf(await talk.press('done', soon))).toContain('Stap 5 van 10.')
  })
  test('When a voice message comes right after it, then it is answered', async () => {
    const talk = await at('clientName')
    await talk.say('gelukt')
    expect(textsOf(await talk.file('audio/ogg', '', soon))).toContain('Ik kan niet luisteren.')
  })
  test('When the code and its date come in two messages, then both are taken', async () => {
    const talk = await at('haveCode', { codeCheck: 'chat' })
    await talk.say('ja')
    expect(textsOf(await talk.say('HK47-PR93', soon))).toContain('Wat is je geboortedatum?')
    expect(textsOf(await talk.say('3 mei 1980', soon))).toContain('3 mei 1980.\nKlopt dat?')
    expect(await talk.say('ja', soon)).toEqual([])
    expect(textsOf(await talk.say('ja'))).toContain('kloppen!')
  })
  test('When only a piece of a date comes, then it waits for the whole, and nothing is kept', async () => {
    const talk = await at('code', { codeCheck: 'chat' })
    await talk.say('HK47-PR93')
    await talk.say('3 mei')
    expect(await talk.say('ehm 1980', soon)).toEqual([])
    expect(talk.own()).toBe('•••')
  })
  test('When it comes on the website, then it is an answer', async () => {
    const talk = await at('clientName', { channel: 'web' })
    await talk.say('gelukt')
    expect(textsOf(await talk.say('gelukt', soon))).toContain('Stap 5 van 10.')
  })
})

describe('a question that could not be sent', () => {
  test.each(['ja', 'gelukt', 'hoi', 'asdf', 'menu'])('When "%s" comes, then it answers nothing: the step is told again', async (typed) => {
    const talk = await at('mailSent', { manager: 'client' })
    expect(textsOf(await talk.say(typed, { parked: true }))).toMatch(/^Je bent terug\.\nStap 9\.\nStap 9 van 10\.[^]*Zie je de e-mail van Caren\?/)
    expect(talk.snapshot.journey).toMatchObject({ step: 'mailSent', stuck: { points: 0 } })
    expect(textsOf(await talk.say('ja'))).toContain('Stap 10 van 10.')
  })
  test('When a button is pressed, then too', async () => {
    const talk = await at('mailSent', { manager: 'client' })
    expect(textsOf(await talk.press('done', { parked: true }))).toContain('Je bent terug.')
  })
  test.each([['hij slaat me', '112'], ['ik wil een mens', 'digimaatje is een mens'], ['help', 'Wat wil je doen?'], ['stop', 'niets meer']])('When it is "%s", then it is heard', async (typed, answer) => {
    const talk = await at('mailSent', { manager: 'client' })
    expect(textsOf(await talk.say(typed, { parked: true }))).toContain(answer)
    expect(textsOf(talk.said)).not.toContain('Je bent terug.')
  })
  test('When it may be a code in some form, then nothing of it is kept', async () => {
    const talk = await at('code')
    await talk.say('de letters zijn hkpr', { parked: true })
    expect(talk.own()).toBe('•••')
  })
})

describe('the first message', () => {
  test('When somebody writes, then the bot says what it is, and how to reach a human', async () => {
    const talk = new Talk()
    expect(textsOf(await talk.say('hallo kan je helpen met caren'))).toMatch(/^Hoi, ik ben digimaatje-bot\.\nIk ben een computer, geen mens\.[^]*Typ: mens[^]*Ben je zelf cliënt bij ASVZ\?$/)
  })
  test.each([['mijn vader slaat me', '112'], ['ik wil een mens', 'digimaatje is een mens'], ['stop', 'niets meer']])('When it is "%s", then that comes first, and one question at most', async (typed, answer) => {
    const talk = new Talk()
    const said = textsOf(await talk.say(typed))
    expect(said).toContain('Ik ben een computer, geen mens.')
    expect(said).toContain(answer)
    expect(said).not.toContain('Ben je zelf cliënt')
  })
})
