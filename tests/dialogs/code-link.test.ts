// Step 8 on WhatsApp: a page asks for the code, nothing typed here is checked.
import { describe, expect, test } from '@jest/globals'
import { at, buttonsOf, Talk, textsOf } from './by-hand.ts'

const right = { code: 'hk47 pr93', birthDate: '3 mei 1980' }
const wrong = { ...right, birthDate: '4 mei 1980' }
const send = (talk: Talk, form: typeof right) => talk.event('check', { form })

describe('the link', () => {
  test('When step 8 begins, then the page is named, its address not kept', async () => {
    const talk = await at('haveCode')
    const [said] = await talk.say('gelukt')
    expect(said?.text).toBe([
      'Stap 8 van 10.', 'Vul je code en je geboortedatum in op deze pagina.', 'https://bot.example/check/1', 'De link werkt 30 minuten.', 'Kom daarna terug naar WhatsApp.',
      '', 'Typ: mens, voor hulp van een mens.',
    ].join('\n'))
    expect(said?.kept).not.toContain('https')
    expect(JSON.stringify(talk.snapshot.state)).not.toContain('https')
    expect(buttonsOf(talk.said)).toEqual(['newLink', 'skipCheck', 'explain'])
    expect(talk.work.links.map(({ kind }) => kind)).toEqual(['check'])
  })
  test.each([['newLink', 'Dit is je nieuwe link.'], ['explain', 'Typ je code in het eerste vak.']])('When %s is pressed, then there is a new link', async (choice, text) => {
    const talk = await at('code')
    expect(textsOf(await talk.press(choice))).toContain(text)
    expect(textsOf(talk.said)).toContain('https://bot.example/check/2')
  })
  test.each([['nieuwe link', 'Dit is je nieuwe link.'], ['de link werkt niet', 'Typ je code in het eerste vak.'], ['snap ik niet', 'Typ je code in het eerste vak.'], ['gelukt', 'Ik weet nog niet of je code klopt.'], ['ok', 'Ik weet nog niet']])('When a person types "%s", then they are helped, with a new link', async (typed, text) => {
    const talk = await at('code')
    expect(textsOf(await talk.say(typed))).toContain(text)
    expect(textsOf(talk.said)).toContain('/check/2')
    expect(talk.snapshot.journey.step).toBe('code')
  })
  test.each(['sla over', 'nee', 'ik heb hem al ingevuld'])('When a person types "%s", then it goes on without the check', async (typed) => {
    const talk = await at('code')
    expect(textsOf(await talk.say(typed))).toContain('Vul in Caren de code in.')
  })
  test.each([['mens', 'digimaatje is een mens'], ['wat is een code?', 'De code staat in de brief.'], ['terug', 'Stap 7 van 10.']])('When a person types "%s", then it is heard', async (typed, answer) => {
    const talk = await at('code')
    expect(textsOf(await talk.say(typed))).toContain(answer)
  })
  test('When the question comes again, then with a link that can be used', async () => {
    const talk = await at('code')
    expect(textsOf(await talk.say('wat is een code?'))).toContain('https://bot.example/check/2')
    expect(textsOf(await talk.send({ type: 'message', text: 'Gelukt', value: { choice: 'done', on: 'haveCode' } }))).toMatch(/andere stap\.[^]*check\/3/)
  })
  test('When it is a representative, then with u, and the birth date is the client\'s', async () => {
    const talk = await at('code', { role: 'representative', manager: 'representative' })
    await talk.press('explain')
    expect(textsOf(talk.said)).toContain('de geboortedatum van de cliënt')
    expect(textsOf(talk.said)).not.toMatch(/\b(je|jouw)\b/)
  })
})

describe('typed all the same', () => {
  test.each(['HK47-PR93', 'mijn code is HK47-PR93 en 3 mei 1980', '3 mei 1980', '03-05-1980'])('When a person types "%s", then nothing is kept or checked, and the page is named again', async (typed) => {
    const talk = await at('code')
    talk.verdict = 'used'
    expect(textsOf(await talk.say(typed))).toMatch(/^Dank je, maar typ dit niet in WhatsApp\.\nIk heb het niet bewaard\.[^]*check\/2/)
    expect(talk.own()).toBe('•••')
    expect(JSON.stringify(talk.snapshot.state)).not.toMatch(/HK47|\b1980\b/)
  })
  test('When it may be a code in some form, then nothing of it is kept', async () => {
    const talk = await at('code')
    expect(textsOf(await talk.say('de letters zijn hkpr'))).toMatch(/^Dat begrijp ik niet\.[^]*check\/2/)
    expect(talk.own()).toBe('•••')
  })
  test('When the code was asked on the website and comes on WhatsApp, then it is not checked', async () => {
    const talk = await at('code', { channel: 'web' })
    expect(textsOf(talk.said)).toContain('Wat is je code?')
    expect(textsOf(await talk.say('HK47-PR93', { channel: 'whatsapp' }))).toContain('typ dit niet in WhatsApp')
    expect(talk.work.state.memory).not.toHaveProperty('codeHash')
  })
  test('When the birth date was asked on the website and comes on WhatsApp, then it is not checked', async () => {
    const talk = await at('code', { channel: 'web' })
    await talk.say('HK47-PR93')
    expect(textsOf(await talk.say('3 mei 1980', { channel: 'whatsapp' }))).toContain('typ dit niet in WhatsApp')
  })
  test('When the birth date was read back on the website and is corrected on WhatsApp, then it is not checked', async () => {
    const talk = await at('code', { channel: 'web' })
    await talk.say('HK47-PR93 4 mei 1980')
    expect(textsOf(await talk.say('nee het is 3 mei 1980', { channel: 'whatsapp' }))).toContain('typ dit niet in WhatsApp')
    expect(talk.own()).toBe('•••')
  })
  test('When the page was named on WhatsApp and the person is on the website, then the code may be typed there', async () => {
    const talk = await at('code')
    expect(textsOf(await talk.say('hallo daar', { channel: 'web' }))).toContain('Wat is je code?')
    expect(textsOf(await talk.say('HK47-PR93', { channel: 'web' }))).toContain('Wat is je geboortedatum?')
  })
})

describe('what the page sent', () => {
  test('When it matches, then that is said, and the step goes on', async () => {
    const talk = await at('code')
    expect(textsOf(await send(talk, right))).toMatch(/^De code en de datum kloppen!\nStap 8 van 10\.\nVul in Caren de code in\./)
    expect(talk.work.codeResult).toEqual({ kind: 'match' })
    expect(await send(talk, right)).toEqual([])
    expect(talk.work.codeResult).toEqual({ kind: 'notNow' })
  })
  test('When it does not match, then the page says so, and the conversation nothing', async () => {
    const talk = await at('code')
    expect(await send(talk, wrong)).toEqual([])
    expect(talk.work.codeResult).toEqual({ kind: 'miss', left: 2 })
    expect(talk.snapshot.journey.stuck.by).toEqual({ miss: 1 })
    await send(talk, right)
    expect(talk.work.codeResult).toEqual({ kind: 'match' })
  })
  test('When it does not match for the third time, then the conversation says what is possible', async () => {
    const talk = await at('code')
    await send(talk, wrong)
    await send(talk, wrong)
    expect(textsOf(await send(talk, wrong))).toMatch(/niet meer controleren\.[^]*Wil je dat\?$/)
    expect(talk.work.codeResult).toEqual({ kind: 'miss', left: 0 })
    expect(textsOf(await talk.say('ja'))).toContain('Vul in Caren de code in.')
  })
  test.each([['expired', 'te oud', 'Heb je een nieuwe brief?'], ['used', 'al gebruikt', 'Heb je een nieuwe brief?'], ['closed', 'niet meer controleren', 'Wil je dat?']] as const)('When it is %s, then that is said, with the usual choices', async (verdict, text, question) => {
    const talk = await at('code')
    talk.verdict = verdict
    expect(textsOf(await send(talk, right))).toContain(text)
    expect(textsOf(talk.said)).toContain(question)
    expect(talk.work.codeResult).toEqual({ kind: verdict })
  })
  test('When the letter is too old and there is a new one, then there is a new link', async () => {
    const talk = await at('code')
    talk.verdict = 'expired'
    await send(talk, right)
    expect(textsOf(await talk.say('ja'))).toContain('https://bot.example/check/2')
  })
  test.each([
    [{ ...right, code: 'hallo' }, { kind: 'noCode' }], [{ ...right, birthDate: '' }, { kind: 'noDate', why: 'none' }], [{ ...right, birthDate: '3 mei' }, { kind: 'noDate', why: 'incomplete' }],
    [{ ...right, birthDate: '31-2-1980' }, { kind: 'noDate', why: 'impossible' }], [{ ...right, birthDate: '3 mei 2095' }, { kind: 'noDate', why: 'future' }],
  ])('When it is not filled in well (%j), then nothing is tried, and the page is told', async (form, result) => {
    const talk = await at('code')
    talk.verdict = 'used'
    expect(await send(talk, form)).toEqual([])
    expect(talk.work.codeResult).toEqual(result)
  })
  test('When the journey is elsewhere, then nothing is tried', async () => {
    const talk = await at('mailSent', { manager: 'client' })
    expect(await send(talk, right)).toEqual([])
    expect(talk.work.codeResult).toEqual({ kind: 'notNow' })
  })
  test('When the person talks about something else meanwhile, then the answer still comes', async () => {
    const talk = await at('code')
    await talk.say('menu')
    expect(textsOf(await send(talk, right))).toContain('kloppen!')
  })
  test('When the flow changed meanwhile, then the answer still comes', async () => {
    const talk = await at('code')
    talk.snapshot.state = { ...talk.snapshot.state, flow: 'older' }
    expect(textsOf(await send(talk, right))).toContain('kloppen!')
    expect(talk.work.codeResult).toEqual({ kind: 'match' })
  })
})

describe('the other ways', () => {
  test('When the check is off, then the code is never asked, and one typed is not kept', async () => {
    const talk = await at('code', { codeCheck: 'off' })
    expect(textsOf(talk.said)).toContain('Vul in Caren de code in.')
    await talk.say('HK47-PR93')
    expect(talk.own()).toContain('•••')
  })
  test('When it is in the chat, then it goes as on the website, and the message can go', async () => {
    const talk = await at('code', { codeCheck: 'chat' })
    expect(textsOf(await talk.say('HK47-PR93'))).toContain('Wis nu je bericht in WhatsApp.')
    await talk.say('3 mei 1980')
    expect(textsOf(await talk.say('klopt'))).toContain('kloppen!')
  })
})
