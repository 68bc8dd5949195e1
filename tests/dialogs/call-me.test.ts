// "Bel mij": the one number that the bot asks for.
import { describe, expect, test } from '@jest/globals'
import type { Standing } from '../../dialogs/work.ts'
import { at, buttonsOf, type Talk, textsOf } from './by-hand.ts'

const open: Standing = { kind: 'open', before: 0 }
const number = /0?6[ -]?12[ -]?34[ -]?56[ -]?78/
const keptOf = ({ work, snapshot }: Talk) => JSON.stringify([work.messages.map(({ activity }) => activity), work.state, work.audit, snapshot])
const asked = async (wishes: Parameters<typeof at>[1] = {}) => {
  const talk = await at('clientName', { standing: open, ...wishes })
  await talk.say('mens')
  await talk.press('callMe')
  return talk
}

describe.each(['web', 'whatsapp'] as const)('called, asked on %s', (channel) => {
  test('When a number is typed, then it is read back, kept sealed, and readable nowhere', async () => {
    const talk = await asked({ channel })
    expect(textsOf(talk.said)).toBe('Alleen een digimaatje ziet je nummer.\nOp welk nummer kan een digimaatje je bellen?')
    const said = await talk.say('mn nr is 06-12345678')
    expect(said.map(({ text, kept }) => [text, kept])).toEqual([['Het nummer is 06 12 34 56 78.\nKlopt dat?', 'Het nummer is •••.\nKlopt dat?']])
    expect([talk.own(), talk.work.phone]).toEqual(['•••', '+31612345678'])
    expect(keptOf(talk)).not.toMatch(number)
    expect(textsOf(await talk.say('ja'))).toBe('Goed, een digimaatje belt je op dat nummer.\nIk weet niet hoe laat dat is.\nJe bent als eerste aan de beurt.\nJe plek blijft bewaard.\nWil je hier verder gaan?')
    expect(talk.work.unseal).toBe(true)
    expect(talk.snapshot.handoff).toMatchObject({ state: 'waiting', reason: 'callMe' })
    expect(buttonsOf(talk.said)).toEqual(['continue', 'cancelHandoff'])
  })
})

describe('a number', () => {
  test('When it is a representative, then with u', async () => {
    const talk = await asked({ role: 'representative' })
    expect(textsOf(talk.said)).toContain('Alleen een digimaatje ziet uw nummer.\nOp welk nummer kan een digimaatje u bellen?')
    await talk.say('010-1234567')
    expect(textsOf(await talk.say('klopt'))).toContain('een digimaatje belt u op dat nummer')
  })
  test('When it is not right, then it is wiped and asked again; a better one at the read-back is taken', async () => {
    const talk = await asked()
    await talk.say('0612345679')
    expect(textsOf(await talk.say('nee'))).toMatch(/^Typ het nummer nog een keer\.\nOp welk nummer kan een digimaatje je bellen\?$/)
    expect(talk.work.phone).toBe('')
    await talk.say('0612345679')
    expect(textsOf(await talk.say('nee het is 0612345678'))).toContain('06 12 34 56 78')
    expect([talk.own(), talk.work.phone]).toEqual(['•••', '+31612345678'])
  })
  test.each(['06-123', 'weet ik niet', '0800-0113'])('When "%s" is no number to call, then it is asked again, and nothing of it is kept', async (typed) => {
    const talk = await asked()
    expect(textsOf(await talk.say(typed))).toContain('Typ het zo: 06 12 34 56 78.')
    expect([talk.own(), talk.work.phone]).toEqual(['•••', null])
  })
  test.each(['ga verder', 'laat maar', 'nee'])('When they would rather not ("%s"), then the place is kept and the bot goes on', async (typed) => {
    const talk = await asked()
    expect(textsOf(await talk.say(typed))).toMatch(/^Stap 3 van 10\./)
    expect(talk.snapshot.handoff).toMatchObject({ state: 'waiting' })
    expect(talk.work.phone).toBeNull()
  })
  test('When it comes with the question, then it is read back at once', async () => {
    const talk = await at('clientName', { standing: open })
    expect(textsOf(await talk.say('bel mij op 06-12345678'))).toMatch(/^Ik roep een digimaatje\.[^]*Het nummer is 06 12 34 56 78\.\nKlopt dat\?$/)
    expect([talk.own(), talk.work.phone, talk.snapshot.handoff?.state]).toEqual(['•••', '+31612345678', 'waiting'])
    expect(keptOf(talk)).not.toMatch(number)
  })
  test('When it comes with the word "bellen", then it answers the question', async () => {
    const talk = await asked()
    expect(textsOf(await talk.say('bel mij maar op 0612345678'))).toContain('06 12 34 56 78')
  })
  test('When it is typed where "Bel mij" is offered, then that is meant', async () => {
    const talk = await at('clientName', { standing: open })
    await talk.say('mens')
    expect(textsOf(await talk.say('06-12345678'))).toContain('Het nummer is 06 12 34 56 78.')
  })
  test('When it comes right after the question on WhatsApp, then it is one', async () => {
    const talk = await asked()
    expect(textsOf(await talk.say('0612345678', { after: 500 }))).toContain('06 12 34 56 78')
  })
  test('When something else is heard meanwhile, then that comes first', async () => {
    const talk = await asked()
    expect(textsOf(await talk.say('hij slaat me'))).toContain('112')
  })
})

describe('nobody can call', () => {
  test('When there is no desk, then no number is asked', async () => {
    const talk = await at('clientName')
    expect(textsOf(await talk.say('bel mij'))).toContain('Mail naar caren@asvz.nl.')
  })
  test('When it is closed, then a number may be left, and no time is promised', async () => {
    const talk = await at('clientName', { standing: { kind: 'closed', opensAt: null, before: 0 } })
    expect(textsOf(await talk.say('kun je mij bellen'))).toMatch(/Nu is er geen digimaatje\.[^]*Op welk nummer/)
  })
})
