// Coming back to a conversation, leaving it and erasing it, in one tab and in two.
import { describe, expect, test } from '@jest/globals'
import { newTab, type Visitor } from '../support/browser.ts'
import { useSite } from '../support/site.ts'

const site = useSite()

/** A client at step 2. */
const atStep2 = async () => {
  const person = await site.visit()
  await person.open()
  expect(await person.pressAll('Ja, ik ben cliënt', 'Ja, ik heb de brief', 'Gelukt')).toContain('Stap 2 van 10.')
  return person
}
const secondTab = async (first: Visitor) => {
  const second = await newTab(first.page.context(), site.bot.url)
  await second.comeBack()
  return second
}
/** Chooses from the menu, and says yes to the question. */
const agreeTo = async (person: Visitor, choice: string, yes: string) => {
  await person.button('Menu').click()
  await person.button(choice).click()
  await person.button(yes).press('Enter')
}
const rowsOf = async (conversationId: string) => ({
  conversations: await site.bot.db.prisma.conversation.count({ where: { id: conversationId } }),
  messages: await site.bot.db.prisma.message.count({ where: { conversationId } }),
})
const handoffsOf = (conversationId: string) => site.bot.db.prisma.handoff.findMany({ where: { conversationId }, select: { state: true, reason: true } })
const textsOf = async (person: Visitor) => (await person.transcript()).map(({ text }) => text)

describe('a page that is loaded again', () => {
  test('When a conversation is kept, then nothing of it shows before the person says it is theirs; then it goes on at the same step', async () => {
    const person = await atStep2()
    const before = await textsOf(person)
    await person.field().fill('nog niet klaar')
    await person.load()
    await person.launcher().click()
    await person.page.getByText('Verder met dit gesprek?').waitFor()
    expect(await person.page.locator('digimaatje-bot').innerText()).not.toMatch(/Stap|cliënt|klaar/)
    await person.untilFocused('button Ja, ga verder')
    await person.page.keyboard.press('Enter')
    await person.page.getByText('Je bent terug.').waitFor()
    const after = await textsOf(person)
    expect(after.slice(0, before.length)).toEqual(before)
    expect(after.slice(before.length).join('\n')).toMatch(/^Je bent terug\.\nStap 2\.\nStap 2 van 10\./)
    expect(await person.field().inputValue()).toBe('nog niet klaar')
    expect(await person.press('Gelukt')).toContain('Stap 3 van 10.')
    expect(person.problems).toEqual([])
  })

  test('When somebody else sits there now, then a new conversation begins and shows nothing of the old one', async () => {
    const person = await atStep2()
    const old = await person.conversationId()
    await person.load()
    await person.launcher().click()
    await person.button('Nieuw gesprek').press('Enter')
    await person.page.getByText('Ben je zelf cliënt bij ASVZ?').waitFor()
    expect(await person.transcript()).toHaveLength(2)
    expect(await person.page.getByRole('progressbar').count()).toBe(0)
    expect(await person.conversationId()).not.toBe(old)
  })

  test('When the server has the conversation no longer, then that is said, and a new one begins', async () => {
    const person = await atStep2()
    await site.bot.db.prisma.conversation.delete({ where: { id: await person.conversationId() } })
    await person.load()
    await person.launcher().click()
    await person.button('Ja, ga verder').press('Enter')
    await person.page.getByText('Dit gesprek is er niet meer.').waitFor()
    await person.page.getByText('Ben je zelf cliënt bij ASVZ?').waitFor()
    expect(person.problems).toEqual([])
  })
})

describe('erasing', () => {
  test('When the person agrees, then it is gone from the server, from this tab and from the other one', async () => {
    const person = await atStep2()
    const other = await secondTab(person)
    const id = await person.conversationId()
    expect(await rowsOf(id)).toEqual({ conversations: 1, messages: expect.any(Number) })
    await agreeTo(person, 'Wis dit gesprek', 'Ja, wissen')
    for (const tab of [person, other]) {
      await tab.page.getByText('Alles is gewist.').waitFor()
      expect(await tab.page.locator('.entry').count()).toBe(0)
    }
    expect(await rowsOf(id)).toEqual({ conversations: 0, messages: 0 })
    expect(await person.page.evaluate(() => JSON.stringify([localStorage, sessionStorage]))).not.toMatch(/secret|conversation|Stap/)
    await person.button('Nieuw gesprek').press('Enter')
    await person.page.getByText('Ben je zelf cliënt bij ASVZ?').waitFor()
  })

  test('When the question is answered with Nee, with Escape, or with an Enter too many, then everything stays', async () => {
    const person = await atStep2()
    const before = await textsOf(person)
    for (const refuse of [() => person.button('Nee').click(), () => person.page.keyboard.press('Escape'), () => person.page.keyboard.press('Enter')]) {
      await person.button('Menu').click()
      await person.button('Wis dit gesprek').click()
      await person.page.getByRole('dialog', { name: 'Wil je dit gesprek wissen?' }).waitFor()
      await refuse()
      await person.page.getByRole('dialog', { name: 'Wil je dit gesprek wissen?' }).waitFor({ state: 'detached' })
      await person.untilFocused('button Menu')
    }
    expect(await textsOf(person)).toEqual(before)
    expect(await rowsOf(await person.conversationId())).toMatchObject({ conversations: 1 })
  })

  test('When the server cannot be reached, then the person hears that it did not work, and sees the conversation still', async () => {
    const person = await atStep2()
    await person.page.route('**/api/web/erase', (route) => route.abort())
    await agreeTo(person, 'Wis dit gesprek', 'Ja, wissen')
    await person.page.getByText('Het wissen lukt nu niet.').waitFor()
    expect(await textsOf(person)).not.toEqual([])
    expect(await rowsOf(await person.conversationId())).toMatchObject({ conversations: 1 })
  })
})

describe('a human, asked for where no conversation is on the screen', () => {
  const gates: [string, (person: Visitor) => Promise<unknown>][] = [
    ['Verder met dit gesprek?', async (person) => {
      await person.load()
      await person.launcher().click()
    }],
    ['Alles is gewist.', (person) => agreeTo(person, 'Wis dit gesprek', 'Ja, wissen')],
    ['Dit gesprek is er niet meer.', async (person) => {
      await site.bot.db.prisma.conversation.delete({ where: { id: await person.conversationId() } })
      // Within the time in which a second press is taken for a shaking hand: the new conversation's counts all the same.
      await person.button('Hulp van een mens').click()
    }],
  ]
  test.each(gates)('When "%s" is there, then the button starts a new conversation that asks for a human, and shows nothing of the old one', async (words, act) => {
    const person = await atStep2()
    const old = await person.conversationId()
    await act(person)
    await person.page.getByText(words).waitFor()
    expect(await person.button('Ja, ga verder').count() + await person.button('Nieuw gesprek').count()).toBeGreaterThan(0)
    await person.button('Hulp van een mens').click()
    await person.page.locator('.entry.self').getByText('Hulp van een mens').waitFor()
    await person.page.locator('.entry.self ~ .entry:not(.self)').first().waitFor()
    expect((await person.transcript()).filter(({ from }) => from === 'person')).toEqual([{ from: 'person', text: 'Hulp van een mens' }])
    expect((await textsOf(person)).join('\n')).not.toMatch(/Stap 2/)
    const id = await person.conversationId()
    expect(id).not.toBe(old)
    expect(await handoffsOf(id)).toEqual([{ state: expect.any(String), reason: expect.any(String) }])
    expect(await handoffsOf(old)).toEqual([])
    expect(person.problems.filter((problem) => !problem.includes('404'))).toEqual([])
  })

  test('When the button is pressed twice, or the line is gone, then one hand-over is asked for as soon as that is possible', async () => {
    const person = await atStep2()
    await person.load()
    await person.page.context().setOffline(true)
    await person.launcher().click()
    await person.button('Hulp van een mens').dblclick()
    await person.page.getByText('Geen verbinding.').waitFor()
    await person.page.context().setOffline(false)
    await person.page.locator('.entry.self ~ .entry:not(.self)').first().waitFor()
    expect(await handoffsOf(await person.conversationId())).toHaveLength(1)
    expect((await person.transcript()).filter(({ from }) => from === 'person')).toHaveLength(1)
  })
})

describe('two tabs', () => {
  test('When one of them speaks, then both show the same conversation, each message once', async () => {
    const one = await atStep2()
    const two = await secondTab(one)
    await two.press('Gelukt')
    await one.page.getByText('Stap 3 van 10.').waitFor()
    await one.press('Lukt niet')
    await two.page.getByText('Wat gaat er niet goed?').waitFor()
    expect(await two.transcript()).toEqual(await one.transcript())
    expect(await two.answers()).toEqual(await one.answers())
  })

  test('When one of them starts anew, then the other shows nothing of the old one any more', async () => {
    const one = await atStep2()
    const two = await secondTab(one)
    await agreeTo(two, 'Nieuw gesprek', 'Ja, nieuw gesprek')
    await two.page.getByText('Ben je zelf cliënt bij ASVZ?').waitFor()
    await one.page.getByText('Verder met dit gesprek?').waitFor()
    expect(await one.page.locator('.entry').count()).toBe(0)
    await one.button('Ja, ga verder').press('Enter')
    await one.page.getByText('Je bent terug.').waitFor()
    expect(await one.conversationId()).toBe(await two.conversationId())
  })
})
