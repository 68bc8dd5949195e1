// The 24 hours in which free text may be sent, whoever sends it; and who wants no messages.
import { describe, expect, test } from '@jest/globals'
import { useWhatsApp } from '../../support/use-whatsapp.ts'
import { bodiesOf, type WhatsAppPerson } from '../../support/whatsapp-person.ts'
import { conversationOf, deliveriesOf, fromHuman as fromHumanAt, statusesOf, until } from './rows.ts'

const stage = useWhatsApp()
const hours = (count: number) => count * 3_600_000

const fromHuman = (person: WhatsAppPerson, body: string) => fromHumanAt(stage.app(), person, body)

describe('after 24 hours of silence', () => {
  test("When a digimaatje writes, then only the template goes out, once; and all of it arrives when the person answers", async () => {
    const sam = stage.person()
    await sam.say('hoi')
    stage.app().clock.forward(hours(24))
    await fromHuman(sam, 'Dag, hier is Bo.')
    await fromHuman(sam, 'Bel je mij even?')
    await until(async () => (await statusesOf(stage.app(), sam)).filter((status) => status === 'parked').length === 2)
    expect(bodiesOf(await sam.hear())).toBe('Er is een bericht voor je. Stuur een woord terug.')
    const answers = await sam.say('ja', { expect: 3 })
    expect(answers.map(({ body }) => body).slice(0, 2)).toEqual(['Dag, hier is Bo.', 'Bel je mij even?'])
    expect(stage.fake().violations).toEqual([])
  })
  test('When our clock is right but Meta says it is over, then it waits, and the current step comes instead when they answer', async () => {
    const sam = stage.person()
    await sam.say('hoi')
    await sam.press('client')
    await sam.press('haveLetter')
    const tap = sam.tap('done')
    stage.fake().fault({ kind: 'later63016', next: 1, to: `whatsapp:${sam.phone}` })
    await sam.send(tap, { expect: 2 })
    expect(bodiesOf(sam.received().slice(-1))).toBe('Er is een bericht voor je. Stuur een woord terug.')
    stage.app().clock.forward(hours(30))
    const shown = bodiesOf(await sam.say('gelukt'))
    // "Gelukt" answers the template, not a step they never saw.
    expect(shown).toMatch(/Je bent terug[^]*Stap 2/)
    expect((await deliveriesOf(stage.app(), sam)).filter(({ status }) => status === 'cancelled')).toHaveLength(1)
    expect((await conversationOf(stage.app(), sam)).journeys[0]).toMatchObject({ step: 'acceptTerms' })
  })
})

describe('somebody who wants no messages', () => {
  test('When they write STOP, then one goodbye and nothing more, until they write again', async () => {
    const sam = stage.person()
    await sam.say('hoi')
    stage.app().clock.forward(3_000)
    expect(await sam.say('STOP')).toHaveLength(1)
    await fromHuman(sam, 'Nog een vraag')
    await until(async () => (await statusesOf(stage.app(), sam)).at(-1) === 'cancelled')
    expect(await sam.hear(0)).toEqual([])
    stage.app().clock.forward(3_000)
    expect(bodiesOf(await sam.say('hoi'))).toContain('Ben je zelf cliënt')
    await fromHuman(sam, 'Fijn dat je er bent')
    expect(bodiesOf(await sam.hear())).toBe('Fijn dat je er bent')
  })
  test('When Twilio says that they opted out, then nothing more goes out either', async () => {
    const sam = stage.person()
    stage.fake().fault({ kind: 'status', status: 400, code: 21610, next: 1, to: `whatsapp:${sam.phone}` })
    await sam.say('hoi', { expect: 0 })
    await until(async () => (await statusesOf(stage.app(), sam))[0] === 'failed')
    await fromHuman(sam, 'Nog een vraag')
    await until(async () => (await statusesOf(stage.app(), sam)).at(-1) === 'cancelled')
    expect(sam.received()).toEqual([])
  })
})
