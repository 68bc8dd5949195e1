// Two digimaatjes signed in at an issuer, people in the widget: who has whom, and what is said, is never in doubt.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals'
import type { Browser } from 'playwright-core'
import { startTestApp, type TestApp } from '../support/app.ts'
import type { Visitor } from '../support/browser.ts'
import { launchBrowser } from '../support/chromium.ts'
import { asking, ConsolePage } from '../support/console-page.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'
import { DeskVisitor } from '../support/desk-visitor.ts'
import { type OidcProvider, startOidc } from '../support/oidc.ts'

const names = { karin: 'Karin de Boer', mo: 'Mo Yilmaz' }
let browser: Browser
let oidc: OidcProvider
let database: TestDatabase
let app: TestApp
/** They stay at the desk all day, each in a browser of their own. */
let karin: ConsolePage
let mo: ConsolePage
const dataDir = mkdtempSync(join(tmpdir(), 'digimaatje-two-'))

beforeAll(async () => {
  [browser, oidc, database] = await Promise.all([launchBrowser(), startOidc(), createTestDatabase()])
  app = await startTestApp({ database, env: { ...oidc.env, DATA_DIR: dataDir } })
  oidc.serve(app.url);
  [karin, mo] = await Promise.all([signedIn('karin'), signedIn('mo')])
}, 60_000)
afterEach(async () => {
  const atDesk = [karin, mo].map(({ page }) => page.context())
  await Promise.all(browser.contexts().filter((context) => !atDesk.includes(context)).map((context) => context.close()))
})
afterAll(async () => {
  await browser.close()
  await app.stop()
  await Promise.all([oidc.stop(), database.drop()])
  rmSync(dataDir, { recursive: true, force: true })
})

async function signedIn(who: keyof typeof names): Promise<ConsolePage> {
  const visitor = await DeskVisitor.open(browser, `${app.url}/desk`, { reducedMotion: 'reduce' })
  await visitor.page.getByRole('link', { name: names[who] }).click()
  await visitor.page.getByRole('status').filter({ hasText: 'Verbonden' }).waitFor()
  return new ConsolePage(visitor)
}

const heard = (person: Visitor, text: string) => person.page.getByText(text, { exact: true }).first().waitFor()
/** Somebody with Karin. */
const withKarin = async () => {
  const someone = await asking(browser, app.url)
  await karin.open(someone.id)
  await karin.claim()
  await heard(someone.person, 'Je praat nu met Karin.')
  return someone
}
const said = async (person: Visitor, texts: readonly string[]) => (await person.transcript()).map(({ text }) => text).filter((text) => texts.includes(text))

describe('who has it', () => {
  test('When both press at once, then one has it, the other reads who, and the person hears one name', async () => {
    const { person, id } = await asking(browser, app.url)
    await Promise.all([karin.open(id), mo.open(id)])
    await Promise.all([karin.seen('Mo kijkt ook'), mo.seen('Karin kijkt ook')])
    await Promise.all([karin, mo].map((one) => one.action('Overnemen').click()))
    await karin.page.getByText(/heeft dit gesprek( al)?\.|Bij jou/).first().waitFor()
    await mo.page.getByText(/heeft dit gesprek( al)?\.|Bij jou/).first().waitFor()
    const has = await Promise.all([karin, mo].map((one) => one.field().count()))
    expect(has.toSorted()).toEqual([0, 1])
    const [winner, loser, name] = has[0] === 1 ? [karin, mo, names.karin] : [mo, karin, names.mo]
    await loser.seen(new RegExp(`${name} heeft dit gesprek`))
    expect(await winner.page.getByText(/heeft dit gesprek/).count()).toBe(0)
    await heard(person, `Je praat nu met ${name.split(' ')[0]}.`)
    expect(await person.page.getByText('Een digimaatje is er:').count()).toBe(1)
  })

  test('When it is handed to a colleague, then they can write, the person knows it, and what was being typed is kept', async () => {
    const { person, id } = await withKarin()
    await mo.open(id, 'Alle open')
    await karin.field().fill('Ik was net bezig')
    await karin.action('Overdragen').click()
    await karin.page.getByRole('radio', { name: /^Mo Yilmaz/ }).check()
    await karin.confirm('Overdragen')
    await mo.reply('Ik neem het over')
    await heard(person, 'Je praat nu met Mo.')
    await heard(person, 'Ik neem het over')
    await karin.seen('Wat je typte, is bewaard.')
    expect(await karin.field().count()).toBe(0)
    await mo.desk.list('Van mij').click()
    await mo.page.locator(`[data-row="${id}"]`).waitFor()
  })
})

describe('what is said', () => {
  test('When both write, then all of it arrives once and in order, with typing and reading, also after a double click', async () => {
    const { person } = await withKarin()
    await person.field().pressSequentially('een')
    await karin.seen('De persoon typt…')
    await person.field().press('Enter')
    await karin.line('een').waitFor()
    await karin.field().pressSequentially('twee')
    await person.page.locator('.dots').waitFor()
    await karin.desk.button('Versturen').dblclick()
    await heard(person, 'twee')
    await karin.message('twee').getByText('Gelezen').waitFor()
    for (const text of ['drie', 'vier']) await person.type(text)
    for (const text of ['vijf', 'zes']) await karin.reply(text)
    await Promise.all([karin.line('vier').waitFor(), heard(person, 'zes')])
    const all = ['een', 'twee', 'drie', 'vier', 'vijf', 'zes']
    const [read, shown] = [await said(person, all), await karin.order(all)]
    expect([read.toSorted(), shown.toSorted()]).toEqual([all.toSorted(), all.toSorted()])
    for (const own of [['een', 'twee'], ['drie', 'vier'], ['vijf', 'zes']]) expect([read, shown].map((list) => list.filter((text) => own.includes(text)))).toEqual([own, own])
    expect(await person.page.locator('.dots').count()).toBe(0)
  })

  test('When Karin takes it while the bot is answering, then the bot says nothing after her name', async () => {
    const { person, id } = await asking(browser, app.url)
    await karin.open(id)
    const before = await person.page.locator('.entry.self').count()
    await Promise.all([karin.claim(), person.type('wat is een code?')])
    await karin.reply('Daar ben ik')
    await heard(person, 'Daar ben ik')
    await karin.line('wat is een code?').waitFor()
    const entries = (await person.transcript()).map(({ text }) => text)
    const [name, hers] = [entries.findIndex((text) => text.includes('Je praat nu met Karin.')), entries.indexOf('Daar ben ik')]
    expect(entries.slice(name + 1, hers).filter((text) => text !== 'wat is een code?')).toEqual([])
    expect(await person.page.locator('.entry.self').count()).toBe(before + 1)
  })

  test('When Karin gives it back with what they did, then the person reads it, the bot goes on there, and it can be undone', async () => {
    const { person } = await withKarin()
    await karin.action('Teruggeven').click()
    const dialog = karin.page.getByRole('dialog')
    await dialog.getByRole('checkbox').first().check()
    await dialog.getByText('Karin heeft stap 1 met je gedaan.').waitFor()
    await karin.confirm('Teruggeven')
    await heard(person, 'Karin heeft stap 1 met je gedaan.')
    await person.page.getByText('Stap 2 van 10.').waitFor()
    await person.answer('Gelukt').waitFor()
    await karin.action('Teruggeven ongedaan maken').click()
    await karin.field().waitFor()
    await person.page.getByText('Karin is er weer.').waitFor()
    expect(await person.answers()).toEqual([])
  })
})

describe('a lost connection', () => {
  test('When Karin is offline for a moment, then what both wrote is there, once', async () => {
    const { person } = await withKarin()
    await karin.page.context().setOffline(true)
    await karin.reply('Zonder lijn')
    await karin.message('Zonder lijn').getByText('Wordt nog verstuurd').waitFor()
    await person.type('Ik schrijf ook')
    await karin.page.context().setOffline(false)
    await Promise.all([heard(person, 'Zonder lijn'), karin.line('Ik schrijf ook').waitFor(), karin.message('Zonder lijn').getByText('Gelezen').waitFor()])
    expect([await karin.order(['Zonder lijn', 'Ik schrijf ook']), await said(person, ['Zonder lijn', 'Ik schrijf ook'])].map((list) => list.toSorted())).toEqual([['Ik schrijf ook', 'Zonder lijn'], ['Ik schrijf ook', 'Zonder lijn']])
  })

  test('When the server is started anew, then nobody signs in again, nothing is lost and nothing doubled', async () => {
    const { person } = await withKarin()
    await karin.reply('Voor de pauze')
    await heard(person, 'Voor de pauze')
    const { port } = new URL(app.url)
    await app.stop()
    await karin.reply('In de pauze')
    await person.type('Ook in de pauze')
    app = await startTestApp({ database, env: { ...oidc.env, DATA_DIR: dataDir, PORT: port } })
    await Promise.all([heard(person, 'In de pauze'), karin.line('Ook in de pauze').waitFor(), karin.page.getByRole('status').filter({ hasText: 'Verbonden' }).waitFor()])
    await karin.message('In de pauze').getByText('Gelezen').waitFor()
    const all = ['Voor de pauze', 'In de pauze', 'Ook in de pauze']
    expect([await karin.order(all), await said(person, all)].map((list) => list.toSorted())).toEqual([all.toSorted(), all.toSorted()])
    expect([...karin.problems, ...mo.problems, ...person.problems]).toEqual([])
  }, 40_000)
})
