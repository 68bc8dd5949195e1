// The desk in a real browser, with people on WhatsApp: what waits is called back, the 24 hours, opening hours, and keys only.
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals'
import { limits } from '../../domain/limits.ts'
import type { Browser } from 'playwright-core'
import { launchBrowser } from '../support/chromium.ts'
import { asking, atDesk, type AtDesk, type ConsolePage } from '../support/console-page.ts'
import { useWhatsApp } from '../support/use-whatsapp.ts'
import { until } from '../support/until.ts'
import { bodiesOf } from '../support/whatsapp-person.ts'
import { conversationOf, statusesOf } from '../bot/delivery/rows.ts'

const hour = 3_600_000
const stage = useWhatsApp({ env: { OPENING_HOURS: 'ma-vr 9:00-17:00' } })
let browser: Browser
beforeAll(async () => {
  browser = await launchBrowser()
  // The next Saturday at 12:00: the desk opens on Monday.
  const { clock } = stage.app()
  const noon = new Date(clock.now).setUTCHours(12, 0, 0, 0)
  clock.forward(noon - clock.now.getTime() + ((6 - clock.now.getUTCDay() + 7) % 7 || 7) * 24 * hour)
})
afterEach(() => Promise.all(browser.contexts().map((context) => context.close())))
afterAll(() => browser.close())

const karinAt = (options: AtDesk = {}) => atDesk(browser, stage.app(), options)
/** Somebody who waits, and Karin looking at it. */
const waiting = async (options: AtDesk = {}) => {
  const sam = stage.person()
  await sam.say('hoi')
  const answer = bodiesOf(await sam.say('mens'))
  const { id } = await conversationOf(stage.app(), sam)
  const karin = await karinAt({ hash: `#queue/${id}`, ...options })
  return { sam, id, karin, answer }
}
const received = (sam: ReturnType<typeof stage.person>, text: string) => until(() => sam.received().some(({ body }) => body === text))
/** An action that has the focus: for a moment after others stood there it does nothing. */
const enter = async (karin: ConsolePage, name: string) => {
  await karin.action(name).and(karin.page.locator(':focus:not([aria-disabled=true])')).waitFor()
  await karin.page.keyboard.press('Enter')
}
const focus = (karin: ConsolePage, key: string, name: RegExp) => until(async () => {
  if (name.test(await karin.page.evaluate(() => `${document.activeElement?.textContent ?? ''} ${document.activeElement?.getAttribute('aria-label') ?? ''}`.trim()))) return true
  await karin.page.keyboard.press(key)
  return false
})

describe('on WhatsApp', () => {
  test('When Karin takes it while the bot\'s message waits to be tried again, then it is never sent, and the desk says so', async () => {
    const { sam, karin } = await waiting()
    stage.fake().fault({ kind: 'status', status: 429, next: 1, to: `whatsapp:${sam.phone}` })
    const before = sam.received().length
    await sam.say('wat is een code?', { expect: 0, quiet: 0 })
    await until(async () => (await statusesOf(stage.app(), sam)).at(-1) === 'due')
    await karin.claim()
    await karin.reply('Ik ben er')
    await received(sam, 'Ik ben er')
    await karin.seen('Niet meer verstuurd: een digimaatje nam het over')
    expect(sam.received().slice(before).map(({ body }) => body)).toEqual([expect.stringContaining('Je praat nu met Karin.'), 'Ik ben er'])
    expect(await statusesOf(stage.app(), sam)).toContain('cancelled')
  })

  test('When both write, then all arrives in order, and the desk sees what arrived and was read', async () => {
    const { sam, karin } = await waiting()
    await karin.claim()
    Object.assign(stage.fake().callbacks, { statuses: ['sent', 'delivered', 'read'] })
    for (const text of ['een', 'twee', 'drie']) await karin.reply(text)
    await received(sam, 'drie')
    for (const body of ['vier', 'vijf']) await sam.say(body, { expect: 0, quiet: 0 })
    await karin.line('vijf').waitFor()
    await karin.message('drie').getByText('Gelezen').waitFor()
    stage.fake().fault({ kind: 'later', code: 63_049, next: 1 })
    await karin.reply('zes')
    await karin.message('zes').getByText('Niet aangekomen').waitFor()
    expect(sam.received().slice(-4).map(({ body }) => body)).toEqual(['een', 'twee', 'drie', 'zes'])
    expect(await karin.order(['een', 'twee', 'drie', 'vier', 'vijf', 'zes'])).toEqual(['een', 'twee', 'drie', 'vier', 'vijf', 'zes'])
  })

  test('When 24 hours went by, then a reply is refused and kept, the template goes out once, and an answer opens it again', async () => {
    const { sam, id, karin } = await waiting()
    await karin.claim()
    await karin.reply('Tot morgen')
    await received(sam, 'Tot morgen')
    await karin.page.context().close()
    stage.app().clock.forward(limits.whatsapp.window - 60_000)
    const nextDay = await karinAt({ hash: `#mine/${id}` })
    await nextDay.field().fill('Ben je er nog?')
    stage.app().clock.forward(2 * 60_000)
    const before = sam.received().length
    await nextDay.field().press('Enter')
    await nextDay.seen('Het venster van WhatsApp is dicht. Je bericht is niet verstuurd.')
    await nextDay.page.reload()
    await nextDay.seen('Het venster van WhatsApp is dicht. De persoon schreef langer dan 24 uur geleden.')
    await nextDay.seen('Wat je typte, is bewaard.')
    await nextDay.desk.button('Stuur sjabloon').dblclick()
    await nextDay.seen('Het sjabloon is verstuurd.')
    await until(() => sam.received().length === before + 1)
    expect(sam.received().at(-1)?.body).toBe('Er is een bericht voor je. Stuur een woord terug.')
    await sam.say('ja', { expect: 0, quiet: 0 })
    await nextDay.field().waitFor()
    expect(await nextDay.field().inputValue()).toBe('Ben je er nog?')
    await nextDay.field().press('Enter')
    await received(sam, 'Ben je er nog?')
    expect(sam.received()).toHaveLength(before + 2)
    expect(nextDay.problems).toEqual([])
  }, 40_000)
})

test('When the desk is closed, then that is said; with keys only Karin takes it, answers, and closes it with a reason', async () => {
  const { sam, id, karin, answer } = await waiting({ hash: '' })
  expect(answer).toMatch(/^(Op|Morgen).* is er weer een digimaatje\.$/m)
  await karin.page.locator(`[data-row="${id}"]`).waitFor()
  await focus(karin, 'j', /Vraagt om een mens/)
  while (await karin.page.evaluate(() => document.activeElement?.getAttribute('data-row')) !== id) await karin.page.keyboard.press('j')
  await karin.page.keyboard.press('Enter')
  await karin.action('Overnemen').waitFor()
  await focus(karin, 'Tab', /^Overnemen/)
  await enter(karin, 'Overnemen')
  await focus(karin, 'F8', /Antwoord$/)
  await karin.page.keyboard.type('Ik ben er toch')
  await karin.page.keyboard.press('Enter')
  await received(sam, 'Ik ben er toch')
  await focus(karin, 'Shift+Tab', /^Sluiten$/)
  await enter(karin, 'Sluiten')
  await karin.page.getByRole('dialog', { name: 'Gesprek sluiten' }).waitFor()
  await karin.page.keyboard.press('Space')
  expect(await karin.page.getByRole('radio', { name: 'Opgelost' }).isChecked()).toBe(true)
  await karin.page.keyboard.press('ArrowDown')
  await karin.page.keyboard.press('Enter')
  await karin.action('Heropenen').waitFor()
  expect(bodiesOf(await sam.hear())).toContain('Het gesprek met Karin is klaar.')
  await karin.desk.list('Gesloten').click()
  await karin.desk.row('Verder geholpen door een ander').waitFor()
  expect(karin.problems).toEqual([])
})

test('When Karin types, then a short word becomes its reply in the person\'s form, and what is better not sent is told first', async () => {
  const { person, id } = await asking(browser, stage.app().url)
  const karin = await karinAt({ hash: `#queue/${id}` })
  await karin.claim()
  await karin.field().pressSequentially('/sch')
  await karin.page.getByRole('option', { name: /^\/scherm/ }).waitFor()
  await karin.page.keyboard.press('Enter')
  expect(await karin.field().inputValue()).toBe('Kijk goed naar het scherm van Caren.\nWat zie je boven op de pagina?')
  await karin.page.keyboard.press('Enter')
  await person.page.getByText('Wat zie je boven op de pagina?').waitFor()

  await karin.field().fill('Kunt u nu even heel goed naar uw scherm kijken en mij daarna vertellen wat daar boven staat')
  await karin.seen('Je schrijft u of uw. Bij deze persoon past je.')
  await karin.seen(/Een zin heeft \d+ woorden/)
  await karin.reply('Je wachtwoord is Appel-123!')
  await karin.seen('Weet je het zeker? Druk dan op Toch versturen.')
  await karin.desk.button('Toch versturen').waitFor()
  await karin.reply('Nee dus')
  await person.page.getByText('Nee dus').waitFor()
  expect(JSON.stringify(await person.transcript())).not.toContain('Appel')
})
