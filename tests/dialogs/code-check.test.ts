import { describe, expect, test } from '@jest/globals'
import { textOf, untilText, useTalk } from '../support/talk.ts'

const { bot, opened, letterOf } = useTalk()

const toCode = async () => {
  const person = await opened()
  await untilText(person, 'Stap 8 van 10.')
  return person
}

describe('the check', () => {
  test('When code and date do not belong together, then one neutral answer, help at the second miss, closed at the third', async () => {
    const { code } = letterOf('active', 1)
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
  test('When a better code comes with the birth date, then that one is checked', async () => {
    const { code } = letterOf('active')
    const person = await toCode()
    await person.say('AB12CD34')
    expect(textOf(await person.say(`oh nee het is ${code} 3 mei 1980`))).toContain('3 mei 1980')
    expect(textOf(await person.say('ja'))).toContain('kloppen')
  })
  test('When the date is corrected at the read-back, then the new one is read back', async () => {
    const { code } = letterOf('active')
    const person = await toCode()
    await person.say(`${code} 4 mei 1980`)
    expect(textOf(await person.say('nee het is 3 mei 1980'))).toBe('3 mei 1980.\nKlopt dat?')
    expect(textOf(await person.say('ja'))).toContain('kloppen')
  })
  test('When a person asks for a human at the birth date, then the code need not be typed again', async () => {
    const { code } = letterOf('active')
    const person = await toCode()
    await person.say(code)
    await person.say('mens')
    expect(textOf(await person.press('continue'))).toContain('geboortedatum')
    await person.say('3 mei 1980')
    expect(textOf(await person.say('ja'))).toContain('kloppen')
  })
  test('When code and date came in one message and a person asks for a human at the read-back, then the code need not be typed again', async () => {
    const { code } = letterOf('active')
    const person = await toCode()
    await person.say(`${code} 3 mei 1980`)
    await person.say('mens')
    expect(textOf(await person.press('continue'))).toContain('geboortedatum')
  })
  test('When a code is typed in some odd form after a miss, then nothing of it is kept', async () => {
    const { code } = letterOf('active', 2)
    const person = await toCode()
    await person.say(`${code} 8 mei 1980`)
    await person.press('yes')
    await person.say('de letters zijn hkpr en de cijfers 4793')
    expect(person.transcript.findLast(({ from }) => from === 'person')?.text).toBe('•••')
  })
  test.each(['nee', 'sla over', 'ik heb hem al ingevuld'])('When the code is asked and a person says "%s", then the bot goes on without it', async (typed) => {
    const person = await toCode()
    expect(textOf(await person.say(typed))).toContain('Vul in Caren de code in')
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
    const { code, birthDate } = letterOf('active', 2)
    const person = await toCode()
    await person.say(`${code} 7 mei 1980`)
    await person.press('yes')
    expect(textOf(await person.say(code))).toContain('geboortedatum')
    await person.say(birthDate)
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
    const kept = JSON.stringify((await bot().db.sql.query('select * from "Message"')).rows) + JSON.stringify((await bot().db.sql.query('select * from "Conversation"')).rows)
    expect(kept).not.toContain(code)
    expect(kept.toUpperCase()).not.toContain(code.replace('-', ''))
    expect(kept).not.toMatch(/14-02-1961|14 februari 1961|1961-02-14/)
    expect(person.transcript.filter(({ from }) => from === 'person').at(-2)?.text).toBe('•••')
  })
})
