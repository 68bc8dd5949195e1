// A whole conversation on WhatsApp, by the front door: webhook in, the fake Twilio out, the code on its page.
import { randomUUID } from 'node:crypto'
import { describe, expect, test } from '@jest/globals'
import { useWhatsApp } from '../support/use-whatsapp.ts'
import type { WhatsAppPerson } from '../support/whatsapp-person.ts'

const stage = useWhatsApp()

/** Types after having had the time to read. */
async function says(person: WhatsAppPerson, text: string): Promise<string> {
  stage.app().clock.forward(10_000)
  return (await person.say(text)).map(({ body }) => body).join('\n')
}

async function fillIn(page: string, [day, month, year]: [string, string, string]): Promise<string> {
  const letter = stage.app().app.letters.find(({ kind }) => kind === 'active')
  const body = new URLSearchParams({ code: letter?.code ?? '', day, month, year, attempt: randomUUID() })
  return (await fetch(page, { method: 'POST', body })).text()
}

describe('a client on WhatsApp', () => {
  test('When every step goes well, then from "hoi" to the warm ending, the code on a page', async () => {
    const person = stage.person()
    expect(await says(person, 'hoi')).toMatch(/computer, geen mens\.[^]*Ben je zelf cliënt bij ASVZ\?$/)
    await says(person, 'ja')
    expect(await says(person, 'ja')).toContain('Stap 1 van 10.')
    for (const typed of ['gelukt', 'gelukt', 'gelukt', 'gelukt', 'JA', 'gelukt']) await says(person, typed)
    const [page = ''] = /http\S+\/check\/\S+/.exec(await says(person, 'gelukt')) ?? []
    expect(await fillIn(page, ['4', '5', '1980'])).toContain('Ik vind deze code en datum niet.')
    stage.app().clock.forward(10_000)
    expect(await fillIn(page, ['3', '5', '1980'])).toContain('De code klopt.')
    const [matched] = await person.hear()
    expect(matched?.body).toMatch(/^De code en de datum kloppen!\n\nStap 8 van 10\.\nVul in Caren de code in\./)
    stage.app().clock.forward(10_000)
    expect((await person.press('Gelukt'))[0]?.body).toContain('Stap 9 van 10.')
    for (const typed of ['ja', 'gelukt']) await says(person, typed)
    expect(await says(person, 'gelukt')).toContain('Je hebt alle stappen gedaan!')
    expect(stage.fake().violations).toEqual([])
  }, 30_000)

  test('When it is stopped, then nothing comes until they write', async () => {
    const person = stage.person()
    await says(person, 'hoi')
    expect(await says(person, 'STOP')).toContain('Goed, ik stuur je niets meer.')
    stage.app().clock.forward(10_000)
    expect(await says(person, 'hoi')).toMatch(/^Je bent terug\.[^]*Ben je zelf cliënt/)
  })

  test('When the menu is asked, then it is a list, and its title or number answers it', async () => {
    const person = stage.person()
    await says(person, 'hoi')
    stage.app().clock.forward(10_000)
    const [menu] = await person.say('help')
    expect(menu).toMatchObject({ shape: 'list', buttons: expect.arrayContaining([expect.objectContaining({ title: 'Verder op de website' })]) })
    stage.app().clock.forward(10_000)
    expect((await person.press('Leg uit'))[0]?.body).toContain('Krijg je zelf hulp van ASVZ?')
  })
})
