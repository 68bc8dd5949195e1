// A digimaatje had the word: what the bot says when it goes on, and what the person's next message is.
import { describe, expect, test } from '@jest/globals'
import type { StepName } from '../../domain/journey.ts'
import { at, textsOf } from './by-hand.ts'

const taken = async (step: StepName, wishes: Parameters<typeof at>[1] = {}) => {
  const talk = await at(step, { standing: { kind: 'open', before: 0 }, manager: 'client', ...wishes })
  await talk.say('mens')
  await talk.move({ kind: 'claim' })
  return talk
}

describe.each(['web', 'whatsapp'] as const)('handed back on %s', (channel) => {
  test('When one step was done, then who did what is said, and the next step is told', async () => {
    const talk = await taken('managerEmail', { channel })
    expect(await talk.say('dit hoort karin')).toEqual([])
    const said = textsOf(await talk.move({ kind: 'handBack', step: 'haveCode', done: ['managerEmail'] }))
    expect(said).toMatch(/^Karin heeft stap 6 met je gedaan\.\nWe gaan verder met stap 7\.\nStap 7 van 10\./)
    expect(textsOf(await talk.say('gelukt'))).toContain('Stap 8 van 10.')
  })
})

describe('what was done', () => {
  test.each<[StepName[], StepName, RegExp]>([
    [['managerEmail', 'haveCode', 'code'], 'mailSent', /^Karin deed stap 6 tot en met 8 met je\.\nWe gaan verder met stap 9\.\nStap 9 van 10\./],
    [['managerEmail', 'haveCode'], 'code', /^Karin deed stap 6 en 7 met je\.\nWe gaan verder met stap 8\./],
    [['role', 'managerEmail', 'code'], 'mailSent', /^Karin deed stap 4, 6 en 8 met je\./],
    [[], 'managerEmail', /^Karin is klaar\.\nIk, de computer, help je weer verder\.\nWe gaan verder met stap 6\.\nStap 6 van 10\./],
    [['choosePassword'], 'phoneNumber', /^Karin heeft stap 10 met je gedaan\.\nWe gaan verder na stap 10\.\nNa stap 10\./],
    [['phoneNumber'], 'finished', /^Karin is klaar\.\nIk, de computer, help je weer verder\.\nJe hebt alle stappen gedaan!/],
    [[], 'letter', /^Karin is klaar\.\nIk, de computer, help je weer verder\.\nWe gaan verder\.\n/],
  ])('When it was %j and it goes on at %s, then that is said', async (done, step, said) => {
    const talk = await taken('managerEmail')
    expect(textsOf(await talk.move({ kind: 'handBack', step, done }))).toMatch(said)
  })
  test('When it is a representative, then with u', async () => {
    const talk = await taken('managerEmail', { role: 'representative' })
    expect(textsOf(await talk.move({ kind: 'handBack', step: 'haveCode', done: ['managerEmail'] }))).toMatch(/^Karin heeft stap 6 met u gedaan\./)
  })
})

describe('after a human', () => {
  test.each(['ja', 'gelukt', 'asdf', 'hoi'])('When the conversation was closed and "%s" comes, then it answers nothing: where they are is told', async (typed) => {
    const talk = await taken('managerEmail')
    await talk.move({ kind: 'close', reason: 'solved' })
    expect(textsOf(await talk.say(typed))).toMatch(/^Je bent terug\.\nStap 6\.\nStap 6 van 10\./)
    expect(textsOf(await talk.say('gelukt'))).toContain('Stap 7 van 10.')
  })
  test.each([['hij slaat me', '112'], ['mens', 'Ik roep een digimaatje.'], ['help', 'Wat wil je doen?'], ['bel mij', 'Op welk nummer']])('When the conversation was closed and "%s" comes, then that is heard', async (typed, answer) => {
    const talk = await taken('managerEmail')
    await talk.move({ kind: 'close', reason: 'solved' })
    expect(textsOf(await talk.say(typed))).toContain(answer)
  })
  test.each(['bedankt', 'dank je wel', 'Dank je'])('When the conversation was closed and "%s" comes, then no more than thanks, and what comes next is told where they are', async (typed) => {
    const talk = await taken('managerEmail')
    await talk.move({ kind: 'close', reason: 'solved' })
    expect(textsOf(await talk.say(typed))).toBe('Graag gedaan.')
    expect(textsOf(await talk.say('hoi'))).toMatch(/^Je bent terug\.\nStap 6\.\nStap 6 van 10\./)
  })
})

describe('the check is opened again', () => {
  test('When the bot has the word at the code, then it is said, and the code is asked afresh', async () => {
    const misses = ['KX7P-22QD', '4 mei 1980', 'ja', 'KX7P-22QD 5 mei 1980', 'ja', 'KX7P-22QD 6 mei 1980', 'ja']
    const talk = await at('code', { channel: 'web', codeCheck: 'chat', standing: { kind: 'open', before: 0 } })
    for (const line of misses) await talk.say(line)
    expect(textsOf(await talk.move({ kind: 'reopenCheck' }))).toMatch(/^Je mag je code weer proberen\.\nStap 8 van 10\.\n[^]*Wat is je code\?$/)
    expect(talk.snapshot.owner).toBe('bot')
  })
  test('When they are elsewhere, then it is said, and the open question comes again', async () => {
    const talk = await at('managerEmail', { standing: { kind: 'open', before: 0 }, manager: 'client' })
    expect(textsOf(await talk.move({ kind: 'reopenCheck' }))).toMatch(/^Je mag je code weer proberen\.\nStap 6 van 10\./)
  })
  test('When a human has the word, then the bot says it and asks nothing', async () => {
    const talk = await taken('code')
    expect(textsOf(await talk.move({ kind: 'reopenCheck' }))).toBe('Je mag je code weer proberen.')
  })
  test('When it may not be written to now, then nothing is sent', async () => {
    const talk = await at('code', { channel: 'whatsapp', standing: { kind: 'open', before: 0 } })
    await talk.say('mens')
    talk.now = new Date(talk.now.getTime() + 25 * 3_600_000)
    expect(await talk.move({ kind: 'reopenCheck' })).toEqual([])
    expect(talk.work.reopenCheck).toBe(true)
  })
})
