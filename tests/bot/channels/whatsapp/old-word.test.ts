// A word of the website that came too late: said so, to somebody new and in the middle of the steps.
import { expect, test } from '@jest/globals'
import { createLinks } from '../../../../bot/links.ts'
import { Person } from '../../../support/person.ts'
import { useWhatsApp } from '../../../support/use-whatsapp.ts'
import { bodiesOf } from '../../../support/whatsapp-person.ts'

const stage = useWhatsApp()

async function oldWord(): Promise<string> {
  const { app, clock, db, url } = stage.app()
  const person = new Person(url)
  await person.open()
  const word = await createLinks({ sql: db.sql, pepper: app.store.keys.pepper, now: () => clock.now }).makeWord(person.conversation().conversationId)
  clock.forward(16 * 60_000)
  return word ?? ''
}

test('When somebody new sends a word that is over, then that is said before the first question', async () => {
  const word = await oldWord()
  expect(bodiesOf(await stage.person().say(`Ik ga hier verder.\nMijn woord is ${word}`))).toMatch(/ik ben digimaatje-bot[^]*Dit woord werkt niet meer\.[^]*Ben je zelf cliënt/)
})

test('When somebody in the middle of the steps does, then they stay at their step', async () => {
  const sam = stage.person()
  await sam.say('hoi')
  await sam.press('client')
  await sam.press('haveLetter')
  const word = await oldWord()
  expect(bodiesOf(await sam.say(word))).toMatch(/^Dit woord werkt niet meer\.[^]*Stap 1 van 10\./)
  expect(stage.fake().violations).toEqual([])
})
