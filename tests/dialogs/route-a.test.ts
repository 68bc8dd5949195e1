import { describe, expect, test } from '@jest/globals'
import { Person } from '../support/person.ts'
import { textOf, untilText, useTalk } from '../support/talk.ts'

const { bot, opened, letterOf } = useTalk()

describe('a client with JA, by buttons', () => {
  test('When every step goes well, then the bot goes from "Hoi" to the phone number and a warm ending, with je', async () => {
    const letter = letterOf('active')
    const person = await opened()
    expect(person.transcript.map(({ text }) => text)).toEqual([
      'Hoi, ik ben digimaatje-bot.\nIk ben een computer, geen mens.\nIk help je met Caren.', expect.stringContaining('Ben je zelf cliënt bij ASVZ?'),
    ])
    expect(textOf(await person.press('client'))).toContain('Heb je die brief nu bij je?')
    expect(textOf(await person.press('haveLetter'))).toContain('Stap 1 van 10.')
    for (const number of [2, 3, 4, 5]) expect(textOf(await person.press('done'))).toContain(`Stap ${number} van 10.`)
    expect(textOf(await person.press('clientManages'))).toMatch(/Stap 6 van 10\.[^]*eigen e-mailadres/)
    expect(textOf(await person.press('done'))).toContain('Stap 7 van 10.')
    expect(textOf(await person.press('done'))).toContain('Stap 8 van 10.')
    expect(textOf(await person.say(`mijn code is ${letter.code.toLowerCase()}`))).toContain('geboortedatum')
    expect(textOf(await person.say('drie mei negentienhonderdtachtig'))).toBe('3 mei 1980.\nKlopt dat?')
    const matched = await person.press('yes')
    expect(textOf(matched)).toMatch(/code en de datum kloppen![^]*Stap 8 van 10\.[^]*VOLGENDE/)
    expect(textOf(await person.press('done'))).toContain('Stap 9 van 10.')
    expect(textOf(await person.press('done'))).toContain('Stap 10 van 10.')
    expect(textOf(await person.press('done'))).toMatch(/Na stap 10\.[^]*Profiel/)
    expect(textOf(await person.press('done'))).toContain('alle stappen gedaan')
    const said = person.transcript.filter(({ from }) => from === 'bot').map(({ text }) => text).join('\n')
    expect(said).not.toMatch(/\b(u|uw)\b/i)
    expect(said).not.toContain('je account is actief')
  })
})

describe('a representative with NEE, typing everything', () => {
  test('When every answer is typed, then 5a and 6 are about the representative, with u', async () => {
    const person = await opened()
    await person.say('nee ik ben de moeder')
    expect(textOf(await person.say('ja hoor'))).toContain('Stap 1 van 10.')
    for (const typed of ['gelukt', 'klaar', 'het is gelukt', 'volgende']) await person.say(typed)
    expect(textOf(await person.say('nee'))).toMatch(/Stap 5 van 10\.[^]*uw eigen naam/)
    expect(textOf(await person.say('gelukt'))).toMatch(/Stap 6 van 10\.[^]*uw eigen e-mailadres/)
    await person.say('ja')
    expect(textOf(await person.say('ok gelukt'))).toContain('de code')
    const said = person.transcript.filter(({ from }) => from === 'bot').slice(2).map(({ text }) => text).join('\n')
    expect(said).not.toMatch(/\b(je|jij|jou|jouw)\b/i)
  })
})

describe('somebody else manages Caren', () => {
  test('When a client chose NEE, then the e-mail, the password and the phone are the representative\'s', async () => {
    const person = await opened()
    for (const typed of ['ja', 'ja', 'gelukt', 'gelukt', 'gelukt', 'gelukt', 'nee', 'gelukt', 'gelukt', 'gelukt', 'sla dit over', 'gelukt']) await person.say(typed)
    expect(textOf(await person.say('ja'))).toMatch(/Stap 10 van 10\.[^]*Dit doet je vertegenwoordiger\./)
    expect(textOf(await person.say('gelukt'))).toMatch(/Na stap 10\.[^]*Dit doet je vertegenwoordiger\./)
  })
})

describe('at any step', () => {
  test.each([['mijn zoon heeft autisme', 'niet nodig'], ['mijn wachtwoord is Zonnebloem1', 'niemand'], ['mijn code is KX7P-22QD', 'bewaar de code'], ['bel 06-12345678', 'niet nodig']])('When a person types "%s", then it is masked and kindly answered', async (typed, answer) => {
    const person = await opened()
    await untilText(person, 'Stap 3 van 10.')
    expect(textOf(await person.say(typed))).toContain(answer)
    expect(person.transcript.findLast(({ from }) => from === 'person')?.text).toContain('•••')
  })
  test('When much goes wrong, then a digimaatje is offered before the next question, which stays the only one', async () => {
    const person = await opened()
    await untilText(person, 'Stap 3 van 10.')
    await person.press('fails')
    await person.press('problem.whoseName')
    await person.press('fails')
    await person.press('problem.whoseName')
    const shown = await person.press('fails')
    expect(textOf(shown)).toMatch(/Een mens kan je ook helpen\.[^]*Wat gaat er niet goed\?$/)
    expect(textOf(await person.say('gelukt'))).toContain('Stap 4 van 10.')
  })
  test('When a person repeats or reloads again and again, then a digimaatje is offered', async () => {
    const person = await opened()
    await untilText(person, 'Stap 3 van 10.')
    for (const typed of ['herhaal', 'herhaal', 'herhaal']) await person.say(typed)
    await person.comeBack()
    expect(textOf(await person.comeBack())).toContain('Een mens kan je ook helpen.')
  })
  test('When a person who is offered a human says they cannot, then the human is named', async () => {
    const person = await opened()
    await untilText(person, 'Stap 3 van 10.')
    await person.say('wat een rotzooi')
    expect(textOf(await person.say('het lukt niet'))).toContain('caren@asvz.nl')
  })
  test('When "ik heb de brief" answers who somebody is, then nobody becomes a client by it', async () => {
    const person = await opened()
    expect(textOf(await person.say('ik heb de brief'))).toContain('Ben je zelf cliënt bij ASVZ?')
  })
  test('When distress comes with a picture, then it is heard', async () => {
    const person = await opened()
    const shown = await person.send({ type: 'message', text: 'ik wil dood', attachments: [{ contentType: 'image/png' }] })
    expect(textOf(shown)).toContain('0800-0113')
  })
  test('When the letter is not there yet and a person says so, then the place is kept', async () => {
    const person = await opened()
    for (const typed of ['ja', 'nee']) await person.say(typed)
    expect(textOf(await person.say('nee'))).toContain('Kom terug')
  })
  test('When the page is loaded again, then the bot says where the person is and asks the same question', async () => {
    const person = await opened()
    await untilText(person, 'Stap 3 van 10.')
    const again = new Person(bot().url)
    await again.open({ start: 'resume', secret: person.session?.secret ?? '' })
    expect(again.session?.resumed).toBe(true)
    expect(textOf(await again.comeBack())).toMatch(/^Je bent terug\.\nStap 3\.\nStap 3 van 10\./)
  })
  test('When something fails, then the two likeliest problems come, then a human', async () => {
    const person = await opened()
    await untilText(person, 'Stap 3 van 10.')
    await person.press('fails')
    expect(person.buttons().map(({ title }) => title)).toEqual(['Welke naam?', expect.any(String), 'Iets anders'])
    expect(textOf(await person.press('problem.whoseName'))).toContain('eigen naam')
    await person.press('fails')
    expect(textOf(await person.press('other'))).toContain('caren@asvz.nl')
    expect(textOf(await person.press('continue'))).toContain('Stap 3 van 10.')
  })
  test.each([
    ['terug', 'Stap 2 van 10.'], ['herhaal', 'Stap 3 van 10.'], ['leg uit', 'achternaam'], ['stop', 'Kom terug'], ['opnieuw beginnen', 'Wil je opnieuw beginnen?'],
    ['ik wil een mens', 'digimaatje is een mens'], ['ik wil niet meer leven', '0800-0113'], ['hij slaat me', '112'], ['wat is een beheerder?', 'beheerder'],
    ['wat een rotzooi', 'hulp van een mens'], ['hoi', 'Stap 3 van 10.'], ['asdfgh', 'begrijp'],
  ])('When a person types "%s", then the bot answers "%s"', async (typed, answer) => {
    const person = await opened()
    await untilText(person, 'Stap 3 van 10.')
    expect(textOf(await person.say(typed))).toContain(answer)
  })
})
