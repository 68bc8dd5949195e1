import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { startTestApp, type TestApp } from '../support/app.ts'
import { Person, type Shown } from '../support/person.ts'

let bot: TestApp
beforeAll(async () => {
  bot = await startTestApp()
})
afterAll(() => bot.stop())

const letterOf = (kind: 'active' | 'expired' | 'used') => {
  const letter = bot.app.letters.find((one) => one.kind === kind)
  if (!letter) throw new Error(`no demo letter of kind ${kind}`)
  return letter
}
const textOf = (shown: Shown[]) => shown.map(({ text }) => text).join('\n')
const opened = async () => {
  const person = new Person(bot.url)
  await person.open()
  return person
}
/** Presses "Gelukt" until the text shows. */
const untilText = async (person: Person, wanted: string) => {
  for (let press = 0; press < 12; press += 1) {
    const shown = textOf(await person.press(person.buttons().some(({ value }) => value.choice === 'done') ? 'done' : person.buttons()[0]?.value.choice ?? ''))
    if (shown.includes(wanted)) return shown
  }
  throw new Error(`never saw ${wanted}`)
}

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

const toCode = async () => {
  const person = await opened()
  await untilText(person, 'Stap 8 van 10.')
  return person
}

describe('the check', () => {
  test('When code and date do not belong together, then one neutral answer, help at the second miss, closed at the third', async () => {
    const { code } = letterOf('active')
    const person = await toCode()
    const missWith = async (date: string) => {
      await person.say(`${code} ${date}`)
      return textOf(await person.press('yes'))
    }
    expect(await missWith('4 mei 1980')).toContain('Ik vind deze code en datum niet.')
    await person.press('tryAgain')
    expect(await missWith('5 mei 1980')).toContain('Een digimaatje kan ook helpen.')
    await person.press('tryAgain')
    expect(await missWith('6 mei 1980')).toMatch(/niet meer controleren\.[^]*caren@asvz\.nl/)
  })
  test.each([['expired', 'te oud'], ['used', 'al gebruikt']] as const)('When the letter is %s, then that is told, after code and date matched', async (kind, words) => {
    const letter = letterOf(kind)
    const person = await toCode()
    await person.say(letter.code)
    await person.say(letter.birthDate)
    expect(textOf(await person.say('klopt'))).toContain(words)
  })
  test('When the letter is expired and there is no new one, then nobody is told to fill in the code', async () => {
    const letter = letterOf('expired')
    const person = await toCode()
    await person.say(letter.code)
    await person.say(letter.birthDate)
    await person.press('yes')
    const shown = textOf(await person.say('nee'))
    expect(shown).not.toContain('Vul in Caren de code in')
    expect(shown).toContain('caren@asvz.nl')
  })
  test('When something else is said to the read-back, then the date is asked again and never shown as dots', async () => {
    const { code } = letterOf('active')
    const person = await toCode()
    await person.say(code)
    await person.say('3 mei 1980')
    const shown = textOf(await person.say('ehm weet niet'))
    expect(shown).not.toContain('•••')
    expect(shown).toContain('Wat is je geboortedatum?')
    await person.say('3 mei 1980')
    expect(textOf(await person.say('klopt'))).toContain('kloppen')
  })
  test('When the code matched, then it is not asked again after a talk about something else', async () => {
    const { code, birthDate } = letterOf('active')
    const person = await toCode()
    await person.say(`${code} ${birthDate}`)
    await person.press('yes')
    await person.say('mens')
    expect(textOf(await person.press('continue'))).toContain('Vul in Caren de code in')
  })
  test('When the code is typed again right after a miss, then it is taken', async () => {
    const { code } = letterOf('active')
    const person = await toCode()
    await person.say(`${code} 7 mei 1980`)
    await person.press('yes')
    expect(textOf(await person.say(code))).toContain('geboortedatum')
    await person.say('3 mei 1980')
    expect(textOf(await person.press('yes'))).toContain('kloppen')
  })
  test.each([['gelukt', 'Stap 9 van 10.'], ['leg uit', 'letters en cijfers'], ['hoi', 'fijn dat je er bent']])('When the code is asked and a person says "%s", then the bot understands', async (typed, answer) => {
    const person = await toCode()
    expect(textOf(await person.say(typed))).toContain(answer)
  })
  test('When a code or a date is typed, then nobody can read it later: not in the transcript, not in the database', async () => {
    const { code } = letterOf('active')
    const person = await toCode()
    await person.say(code)
    await person.say('14-02-1961')
    await person.press('no')
    const kept = JSON.stringify((await bot.db.sql.query('select * from "Message"')).rows) + JSON.stringify((await bot.db.sql.query('select * from "Conversation"')).rows)
    expect(kept).not.toContain(code)
    expect(kept.toUpperCase()).not.toContain(code.replace('-', ''))
    expect(kept).not.toMatch(/14-02-1961|14 februari 1961|1961-02-14/)
    expect(person.transcript.filter(({ from }) => from === 'person').at(-2)?.text).toBe('•••')
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
  test('When the letter is not there yet and a person says so, then the place is kept', async () => {
    const person = await opened()
    for (const typed of ['ja', 'nee']) await person.say(typed)
    expect(textOf(await person.say('nee'))).toContain('Kom terug')
  })
  test('When the page is loaded again, then the bot says where the person is and asks the same question', async () => {
    const person = await opened()
    await untilText(person, 'Stap 3 van 10.')
    const again = new Person(bot.url)
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
