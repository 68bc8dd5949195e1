// People in a hurry, with a shaking hand, or with a long story: nothing goes wrong, and nothing goes twice.
import { describe, expect, test } from '@jest/globals'
import { newTab, phone, type Visitor } from '../support/browser.ts'
import { useSite } from '../support/site.ts'

const site = useSite()

/** What the person said, as the page shows it once the last of it was answered. */
const said = async (person: Visitor) => (await person.transcript()).filter(({ from }) => from === 'person').map(({ text }) => text)
const settled = (person: Visitor) => person.page.waitForTimeout(700)

describe('pressing', () => {
  test.each([['a mouse', {}], ['a finger', phone]])('When a button is pressed twice quickly with %s, then it counts once, also where the next one comes up in its place', async (_, options) => {
    const person = await site.atStep1(options)
    const box = await person.answer('Gelukt').boundingBox()
    const [x, y] = [(box?.x ?? 0) + 40, (box?.y ?? 0) + 20]
    await settled(person)
    await person.answered(async () => {
      for (const wait of [0, 60, 120]) {
        await person.page.waitForTimeout(wait)
        await person.page.mouse.click(x, y)
      }
    })
    await settled(person)
    expect((await person.transcript()).at(-1)?.text).toContain('Stap 2 van 10.')
    expect(await said(person)).toEqual(['Ja, ik ben cliënt', 'Ja, ik heb de brief', 'Gelukt'])
  })

  test('When "Hulp van een mens" is pressed twice, or Enter is held down on it, then the person asks once', async () => {
    const person = await site.atStep1()
    await person.answered(() => person.button('Hulp van een mens').dblclick())
    // It says something else by now, in the same place.
    for (let presses = 0; presses < 5; presses += 1) await person.page.locator('.human-button').press('Enter')
    await settled(person)
    expect(await said(person)).toEqual(['Ja, ik ben cliënt', 'Ja, ik heb de brief', 'Hulp van een mens'])
  })

  test('When the launcher or a choice in the menu is pressed twice, then nothing more than that happens', async () => {
    const person = await site.visit()
    await person.launcher().dblclick()
    await person.page.getByText('Ben je zelf cliënt bij ASVZ?').waitFor()
    await person.button('Menu').click()
    await person.button('Wis dit gesprek').dblclick()
    await settled(person)
    expect(await person.button('Ja, wissen').isVisible()).toBe(true)
    expect(await said(person)).toEqual([])
  })
})

describe('typing', () => {
  test('When Enter is pressed ten times, then the message is said once, and an empty one not at all', async () => {
    const person = await site.opened()
    await person.field().fill('ja ik ben client')
    await person.answered(async () => {
      for (let presses = 0; presses < 10; presses += 1) await person.page.keyboard.press('Enter')
    })
    await person.type('   ')
    await settled(person)
    expect(await said(person)).toEqual(['ja ik ben client'])
  })

  test('When six messages follow each other without waiting, then all are said, in order, and each is answered in its turn', async () => {
    const person = await site.atStep1()
    const texts = ['gelukt', 'leg uit', 'gelukt', 'wat is een beheerder?', 'gelukt', 'hoi']
    await person.field().focus()
    for (const text of texts) {
      await person.page.keyboard.type(text)
      await person.page.keyboard.press('Enter')
    }
    await person.page.getByText('Hoi, fijn dat je er bent.').waitFor()
    expect((await said(person)).slice(2)).toEqual(texts)
    const order = (await person.transcript()).slice(-13).map(({ from }) => from).join(' ')
    expect(order).not.toContain('person person')
    expect((await person.transcript()).at(-1)?.text).toContain('Stap 4 van 10.')
  })

  test('When 3,000 characters are pasted, then the field says what fits, and the bot answers the rest of the conversation as ever', async () => {
    const person = await site.atStep1()
    await person.field().focus()
    await person.page.keyboard.insertText('lang verhaal '.repeat(231))
    await person.page.getByText('Nog 0 letters.').waitFor()
    expect(await person.field().inputValue()).toHaveLength(2_000)
    await person.answered(() => person.page.keyboard.press('Enter'))
    expect(await person.page.getByText('Nog 0 letters.').count()).toBe(0)
    expect(await person.say('gelukt')).toContain('Stap 2 van 10.')
  })

  test('When emoji, markup or several lines are typed, then they show as they are, and run nothing', async () => {
    const person = await site.atStep1()
    const odd = '👍🏽 <img src=x onerror=alert(1)>'
    await person.say(odd)
    await person.field().fill('regel een')
    await person.field().press('Shift+Enter')
    await person.page.keyboard.type('regel twee')
    await person.answered(() => person.page.keyboard.press('Enter'))
    expect((await said(person)).slice(-2)).toEqual([odd, 'regel een\nregel twee'])
    expect(person.problems).toEqual([])
  })
})

describe('going away in the middle', () => {
  test('When an answer comes after the panel was closed, then the launcher says so, until it is opened', async () => {
    const person = await site.atStep1()
    const other = await newTab(person.page.context(), site.bot.url)
    await other.comeBack()
    await person.page.bringToFront()
    await person.button('Sluit').click()
    await other.pressAll('Gelukt')
    await person.page.getByText('Er is een nieuw bericht.').waitFor()
    await person.launcher().click()
    await person.page.getByText('Stap 2 van 10.').waitFor()
    expect(await person.page.getByText('Er is een nieuw bericht.').count()).toBe(0)
    expect(await person.answers()).toEqual(['Gelukt', 'Lukt niet', 'Leg uit'])
  })

  test('When the page is closed right after pressing, then the answer is there on the next visit, once', async () => {
    const person = await site.atStep1()
    await person.answer('Gelukt').press('Enter')
    await person.comeBack()
    await person.page.getByText('Stap 2 van 10.').last().waitFor()
    expect(await said(person)).toEqual(['Ja, ik ben cliënt', 'Ja, ik heb de brief', 'Gelukt'])
  })

  test('When a conversation gets long, then each answer is in sight from its first line to its last button', async () => {
    const person = await site.atStep1(phone)
    const place = () => person.page.locator('.scroller').evaluate((box) => {
      const { top, bottom } = box.getBoundingClientRect()
      const first = box.querySelector('[role=log]')?.lastElementChild?.querySelector('.bubble')?.getBoundingClientRect().top ?? 0
      const last = box.querySelector('.answers')?.lastElementChild?.getBoundingClientRect().bottom ?? 0
      return { first: first >= top, last: last <= bottom + 1 }
    })
    for (const title of ['Gelukt', 'Lukt niet', 'Welke knop?', 'Gelukt', 'Gelukt', 'JA', 'Gelukt']) {
      await person.pressAll((await person.answers()).includes(title) ? title : (await person.answers())[0] ?? '')
      await person.page.waitForTimeout(300)
      expect({ title, ...await place() }).toEqual({ title, first: true, last: true })
    }
  }, 40_000)
})
