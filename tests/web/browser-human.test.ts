// The widget with a human in it: asked for, waited for, there, gone again; after a reload too.
import { AxeBuilder } from '@axe-core/playwright'
import { beforeAll, describe, expect, test } from '@jest/globals'
import { phone, type Visitor } from '../support/browser.ts'
import { demoTokens, deskMove, type DemoTokens, LiveConsole } from '../support/live-console.ts'
import { useSite } from '../support/site.ts'
import type { DeskMove } from '../../bot/desk/contract.ts'

const site = useSite()
let tokens: DemoTokens
beforeAll(async () => {
  tokens = await demoTokens(site.bot)
})

const karin = async (person: Visitor, move: DeskMove) => expect(await deskMove(site.bot.url, tokens.karin, { conversation: await person.conversationId(), move })).toMatchObject({ kind: 'done' })
const reply = (person: Visitor, text: string) => karin(person, { kind: 'reply', text })
const seen = (person: Visitor, text: string) => person.page.getByText(text, { exact: true }).first().waitFor()
const withKarin = async (options = {}) => {
  const person = await site.atStep1(options)
  await person.answered(() => person.button('Hulp van een mens').click())
  await karin(person, { kind: 'claim' })
  await seen(person, 'Karin helpt nu. Dat is een mens.')
  return person
}
const badge = (person: Visitor) => person.launcher().getByText('Er is een nieuw bericht.')
const dots = (person: Visitor) => person.page.locator('.dots')

describe('a human', () => {
  test('When one is asked for and comes, then the widget says who has the word, and the bot\'s answers are gone', async () => {
    const person = await site.atStep1()
    await person.answered(() => person.button('Hulp van een mens').click())
    await seen(person, 'Wacht op een digimaatje.')
    await person.button('Wanneer ben ik aan de beurt?').waitFor()
    expect((await person.answers()).length).toBeGreaterThan(0)
    await karin(person, { kind: 'claim' })
    await seen(person, 'Karin helpt nu. Dat is een mens.')
    await reply(person, 'Dag, ik ben Karin.')
    await seen(person, 'Dag, ik ben Karin.')
    expect(await person.page.locator('#name').innerText()).toBe('Karin, digimaatje')
    await person.page.locator('.entry.human').getByText('Karin, digimaatje', { exact: true }).waitFor()
    expect([await person.answers(), await person.page.locator('.human-button').count()]).toEqual([[], 0])
    await person.type('hoi Karin')
    await person.page.locator('.entry.self').getByText('hoi Karin').waitFor()
    expect(await dots(person).count()).toBe(0)
    expect(person.problems).toEqual([])
  }, 40_000)

  test('When they type, then it shows; the person\'s typing and reading are told to the desk', async () => {
    const person = await withKarin()
    const conversation = await person.conversationId()
    const line = await LiveConsole.open(site.bot.url, tokens.karin)
    line.say({ kind: 'watch', conversation, after: 0 })
    await line.message(({ event }) => event?.name === 'accepted')
    line.say({ kind: 'typing' })
    await dots(person).waitFor()
    await person.page.getByText('Karin, digimaatje schrijft.').waitFor({ state: 'attached' })
    await reply(person, 'Wat zie je nu?')
    await seen(person, 'Wat zie je nu?')
    expect(await dots(person).count()).toBe(0)
    const { seq } = await line.message(({ text }) => text === 'Wat zie je nu?')
    await line.until('messages', ({ readSeq }) => readSeq === seq)
    await person.field().pressSequentially('een wit')
    await line.until('personTyping')
    line.close()
  }, 40_000)

  test('When the page is loaded again, then the human is still there; handed back, the bot is', async () => {
    const person = await withKarin()
    await reply(person, 'Ik kijk even.')
    await seen(person, 'Ik kijk even.')
    await person.load()
    await person.launcher().click()
    await seen(person, 'Karin helpt nu. Dat is een mens.')
    await seen(person, 'Ik kijk even.')
    expect(await person.button('Ja, ga verder').count()).toBe(0)
    await karin(person, { kind: 'handBack', step: 'acceptTerms', done: ['openSite'] })
    await person.answer('Gelukt').waitFor()
    expect(await person.page.locator('#name').innerText()).toBe('digimaatje-bot')
    await person.button('Hulp van een mens').waitFor()
  }, 40_000)

  test('When the page is loaded again while one is waited for, then the launcher says there is news, and opens on the human at once', async () => {
    const person = await site.atStep1({ viewport: { width: 375, height: 667 }, hasTouch: true, isMobile: true })
    await person.answered(() => person.button('Hulp van een mens').click())
    await seen(person, 'Wacht op een digimaatje.')
    const said = await person.page.locator('.entry').count()
    await person.load()
    await person.page.locator('.entry').nth(said - 1).waitFor({ state: 'attached' })
    expect(await badge(person).count()).toBe(0)
    await karin(person, { kind: 'claim' })
    await reply(person, 'Dag, ik ben Karin.')
    await badge(person).waitFor()
    // News stays news until it was on screen.
    await person.load()
    await badge(person).waitFor()
    await person.launcher().click()
    await person.page.locator('.entry.human').getByText('Dag, ik ben Karin.').waitFor()
    expect(await person.page.locator('#name').innerText()).toBe('Karin, digimaatje')
    expect(await person.page.locator('.who').getByText('Ik ben een computer').count() + await person.button('Ja, ga verder').count()).toBe(0)
    expect((await person.transcript()).map(({ text }) => text).join('\n')).not.toContain('Je bent terug')
    await person.load()
    await person.page.locator('.entry.human').waitFor({ state: 'attached' })
    expect(await badge(person).count()).toBe(0)
    await karin(person, { kind: 'handBack', step: 'acceptTerms', done: ['openSite'] })
    await badge(person).waitFor()
    await person.launcher().click()
    await person.page.getByText('Verder met dit gesprek?').waitFor()
    expect(await person.page.locator('.entry').count()).toBe(0)
    expect(person.problems).toEqual([])
  }, 40_000)

  test('When the conversation is gone by the time the page is loaded again, then that is said, and no other one is shown', async () => {
    const person = await withKarin()
    await site.bot.db.prisma.conversation.delete({ where: { id: await person.conversationId() } })
    await person.load()
    for (let tries = 0; tries < 100 && (await person.conversationId()); tries += 1) await person.page.waitForTimeout(25)
    await person.launcher().click()
    await seen(person, 'Dit gesprek is er niet meer.')
    expect([await person.page.locator('.entry').count(), await badge(person).count(), await person.conversationId()]).toEqual([0, 0, ''])
    await person.button('Nieuw gesprek').press('Enter')
    await person.page.getByText('Ben je zelf cliënt bij ASVZ?').waitFor()
  }, 40_000)

  test.each([['light', {}], ['dark', {}], ['dark', phone]] as const)('When axe looks at it (%s), then it finds nothing', async (colorScheme, options) => {
    const person = await withKarin({ ...options, colorScheme })
    await reply(person, 'Dag, ik ben Karin.')
    await seen(person, 'Dag, ik ben Karin.')
    const { violations } = await new AxeBuilder({ page: person.page }).analyze()
    expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([])
  }, 40_000)
})
