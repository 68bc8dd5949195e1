import { describe, expect, test } from '@jest/globals'
import { at, Talk, textsOf } from './by-hand.ts'

describe('stop on WhatsApp', () => {
  test.each(['stop', 'STOP', 'Stopp', 'stoppen', 'afmelden', 'uitschrijven', 'geen berichten meer', 'unsubscribe', 'stuur me niks meer', 'ik wil stoppen', 'ik wil geen appjes meer', 'hou op', 'laat me met rust', 'kappen nou', 'stop maar met appen', 'verwijder mijn nummer'])('When a person types "%s", then one goodbye, and nothing is sent any more', async (typed) => {
    const talk = await at('clientName')
    const said = await talk.say(typed)
    expect(said.map(({ text, buttons }) => ({ text, buttons }))).toEqual([{ text: 'Goed, ik stuur je niets meer.\nJe plek blijft bewaard.\nTyp Hoi als je verder wilt.', buttons: [] }])
    expect(talk.work).toMatchObject({ optOut: true, unremind: true, reminder: null })
  })
  test.each(['doei', 'oke doei', 'tot morgen', 'pauze'])('When a person says "%s", then that is a goodbye: what was promised still comes', async (typed) => {
    const talk = await at('clientName')
    expect(textsOf(await talk.say(typed))).toContain('Je plek blijft bewaard.')
    expect(talk.work).toMatchObject({ optOut: false, unremind: false })
  })
  test('When it is a representative, then with u', async () => {
    const talk = await at('clientName', { role: 'representative' })
    expect(textsOf(await talk.say('stop'))).toBe('Goed, ik stuur u niets meer.\nUw plek blijft bewaard.\nTyp Hoi als u verder wilt.')
  })
  test.each(['hoi', 'ja', 'gelukt', 'nee', 'menu', 'asdf'])('When "%s" comes after it, then it answers nothing: the step is told again', async (typed) => {
    const talk = await at('clientName')
    await talk.say('stop')
    expect(textsOf(await talk.say(typed))).toMatch(/^Je bent terug\.\nStap 3\.\nStap 3 van 10\./)
    expect(talk.work.optOut).toBe(false)
    expect(textsOf(await talk.say('gelukt'))).toContain('Stap 4 van 10.')
  })
  test('When something comes with it at once ("stop" / "doei"), then one goodbye is enough', async () => {
    const talk = await at('clientName')
    await talk.say('stop')
    expect(await talk.say('bedankt', { after: 1_000 })).toEqual([])
    expect(textsOf(await talk.say('hoi'))).toContain('Je bent terug.')
  })
  test.each([['hij slaat me', '112'], ['help', 'Wat wil je doen?'], ['stop', 'niets meer']])('When "%s" comes after it, then that is heard', async (typed, answer) => {
    const talk = await at('clientName')
    await talk.say('stop')
    expect(textsOf(await talk.say(typed))).toContain(answer)
  })
  test('When the stop comes by the menu, then it is one', async () => {
    const talk = await at('clientName')
    await talk.say('menu')
    await talk.press('stop')
    expect(talk.work.optOut).toBe(true)
  })
  test('When a button of before is pressed after it, then it answers nothing', async () => {
    const talk = await at('clientName')
    await talk.say('stop')
    expect(textsOf(await talk.send({ type: 'message', text: 'Gelukt', value: { choice: 'done', on: 'clientName' } }))).toContain('Je bent terug.')
    expect(talk.snapshot.journey.step).toBe('clientName')
  })
  test('When they come back by the website, then it goes on there', async () => {
    const talk = await at('clientName')
    await talk.say('stop')
    expect(textsOf(await talk.send({ type: 'event', name: 'resume' }, { channel: 'web' }))).toContain('Stap 3 van 10.')
    expect(textsOf(await talk.say('gelukt', { channel: 'web' }))).toContain('Stap 4 van 10.')
  })
  test('When somebody has no letter yet, then that is no wish to hear nothing more', async () => {
    const talk = new Talk({ canRemind: false })
    await talk.open()
    for (const typed of ['ja', 'nee']) await talk.say(typed)
    expect(textsOf(await talk.say('nee'))).toContain('Goed, we stoppen nu.')
    expect(talk.work.optOut).toBe(false)
  })
})

describe('stop on the website', () => {
  test('When a person types it, then the place is kept and they may go on', async () => {
    const talk = await at('clientName', { channel: 'web' })
    expect(textsOf(await talk.say('stop'))).toBe('Goed, we stoppen nu.\nJe plek blijft bewaard.\nKom terug wanneer je wilt.\nWil je toch verder gaan?')
    expect(talk.work.optOut).toBe(false)
  })
})
