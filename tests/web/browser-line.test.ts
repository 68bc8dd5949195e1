// The line between the widget and the app is cut in every way: nothing is lost, nothing is said twice, and the person knows.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals'
import type { Browser } from 'playwright-core'
import { wireTo } from '../bot/channels/directline/client-page.ts'
import { startTestApp, type TestApp } from '../support/app.ts'
import { visit, type Visitor } from '../support/browser.ts'
import { launchBrowser } from '../support/chromium.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'

let browser: Browser
let database: TestDatabase
let dataDir: string
let app: TestApp
beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'digimaatje-line-'))
  ;[browser, database] = await Promise.all([launchBrowser(), createTestDatabase()])
  app = await start('0')
}, 60_000)
afterEach(async () => {
  await Promise.all(browser.contexts().map((context) => context.close()))
})
afterAll(async () => {
  await browser.close()
  await app.stop()
  await database.drop()
  rmSync(dataDir, { recursive: true, force: true })
})

/** The same app each time: its database and its keys stay. */
const start = (port: string) => startTestApp({ database, env: { DATA_DIR: dataDir, PORT: port } })

const atStep1 = async (url = app.url) => {
  const person = await visit(browser, url)
  await person.open()
  expect(await person.pressAll('Ja, ik ben cliënt', 'Ja, ik heb de brief')).toContain('Stap 1 van 10.')
  return person
}
const lost = (person: Visitor) => person.page.getByText('Geen verbinding.').waitFor()
const back = (person: Visitor) => person.page.getByText('De verbinding is er weer.').waitFor({ timeout: 20_000 })
const times = async (person: Visitor, said: string) => (await person.transcript()).filter(({ text }) => text === said).length
/** How often the server has it. */
const stored = async (person: Visitor, text: string) => {
  const conversationId = await person.conversationId()
  return database.db.prisma.message.count({ where: { conversationId, author: 'person', activity: { path: ['text'], equals: text } } })
}

describe('the server', () => {
  test('When it stops and starts again, then the bar says so, and what was typed meanwhile is sent once, in order', async () => {
    const person = await atStep1()
    await app.stop()
    await lost(person)
    await person.type('gelukt')
    await person.type('klaar')
    await person.page.getByText('Nog niet verstuurd.').first().waitFor()
    app = await start(new URL(app.url).port)
    await back(person)
    await person.page.getByText('Stap 3 van 10.').waitFor()
    expect((await person.transcript()).slice(-4).map(({ text }) => text.split('\n')[0])).toEqual(['gelukt', 'Stap 2 van 10.', 'klaar', 'Stap 3 van 10.'])
    expect(await stored(person, 'gelukt')).toBe(1)
    await person.page.getByText('De verbinding is er weer.').waitFor({ state: 'detached' })
    expect(person.problems).toEqual([])
  }, 60_000)

  test('When it is away and the page is loaded again, then what was not sent goes out after the person is back', async () => {
    const person = await atStep1()
    await person.page.route('**/activities', (route) => route.abort())
    await person.type('gelukt')
    await person.page.getByText('Nog niet verstuurd.').waitFor()
    await person.page.unroute('**/activities')
    await person.comeBack()
    await person.page.getByText('Stap 2 van 10.').waitFor()
    expect(await times(person, 'gelukt')).toBe(1)
  })

  test('When its answer is lost on the way, then the message is not sent a second time', async () => {
    const person = await atStep1()
    let posts = 0
    await person.page.route('**/activities', async (route) => {
      posts += 1
      await route.fetch()
      await route.abort()
    })
    await person.type('gelukt')
    await person.page.getByText('Stap 2 van 10.').waitFor()
    await person.page.unroute('**/activities')
    expect(await person.press('Gelukt')).toContain('Stap 3 van 10.')
    expect([await times(person, 'gelukt'), await stored(person, 'gelukt')]).toEqual([1, 1])
    expect(posts).toBeLessThanOrEqual(2)
  })
})

describe('the socket', () => {
  test('When it drops again and again, then it comes back by itself, and nothing shows twice', async () => {
    const wire = await wireTo(app.url)
    const person = await atStep1(wire.url)
    const before = await person.transcript()
    for (let cuts = 0; cuts < 2; cuts += 1) {
      wire.cut()
      await lost(person)
      await back(person)
    }
    expect(await person.transcript()).toEqual(before)
    expect(await person.press('Gelukt')).toContain('Stap 2 van 10.')
    wire.close()
  }, 40_000)

  test('When this network has no sockets at all, then the conversation goes on by asking', async () => {
    const person = await visit(browser, app.url)
    await person.page.routeWebSocket(/\/stream/, (socket) => socket.close())
    await person.open()
    expect(await person.press('Ja, ik ben cliënt')).toContain('Heb je die brief nu bij je?')
    expect(await times(person, 'Ja, ik ben cliënt')).toBe(1)
  }, 40_000)
})

describe('the browser', () => {
  test('When it goes offline in the middle, then the person can go on typing, and all of it is sent once it is online', async () => {
    const person = await atStep1()
    await person.page.context().setOffline(true)
    await lost(person)
    await person.type('gelukt')
    await person.page.getByText('Nog niet verstuurd.').waitFor()
    await person.field().fill('half')
    await person.page.context().setOffline(false)
    await person.page.getByText('Stap 2 van 10.').waitFor()
    expect(await person.field().inputValue()).toBe('half')
    expect([await times(person, 'gelukt'), await stored(person, 'gelukt')]).toEqual([1, 1])
    expect(await person.page.getByText('Nog niet verstuurd.').count()).toBe(0)
  })

  test('When the very first opening finds no server, then what is typed waits, and the bot answers when it can', async () => {
    const person = await visit(browser, app.url)
    await person.page.route('**/api/web/session', (route) => route.abort())
    await person.launcher().click()
    await lost(person)
    await person.type('ja ik ben client')
    await person.page.unroute('**/api/web/session')
    await person.page.getByText('Heb je die brief nu bij je?').waitFor()
    expect((await person.transcript()).map(({ text }) => text.split('\n')[0])).toEqual([
      'Hoi, ik ben digimaatje-bot.', 'Ik wil eerst weten wie je bent.', 'ja ik ben client', expect.any(String),
    ])
  })
})
