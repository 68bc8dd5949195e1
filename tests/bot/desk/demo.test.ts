// The demo's desk: filled once, quickly, in an empty database only, with what could have happened.
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { fillDemoDesk } from '../../../bot/desk/demo/fill.ts'
import { scenes } from '../../../bot/desk/demo/scenes.ts'
import { createSealer } from '../../../bot/keys.ts'
import { createLog } from '../../../bot/log.ts'
import { routeA } from '../../../domain/journey.ts'
import { readLabels } from '../../../locales/index.ts'
import { startTestApp, type TestApp } from '../../support/app.ts'
import { Console } from '../../support/console.ts'

let bot: TestApp
let took = 0
const fill = (app: TestApp) => fillDemoDesk({ db: app.db, config: app.config, sealer: createSealer(app.app.store.keys.encryption), log: createLog('silent'), now: app.clock.now })
beforeAll(async () => {
  bot = await startTestApp()
  const before = performance.now()
  expect(await fill(bot)).toBe(true)
  took = performance.now() - before
})
afterAll(() => bot?.stop())

describe('the demo', () => {
  test('When it starts, then nobody waits for the desk to be filled', () => {
    expect(took).toBeLessThan(10_000)
  })

  test('When it starts again, or somebody was there already, then nothing is added', async () => {
    const before = await bot.db.prisma.conversation.count()
    expect(await fill(bot)).toBe(false)
    expect(await bot.db.prisma.conversation.count()).toBe(before)
    const other = await startTestApp()
    try {
      await other.db.prisma.conversation.create({ data: { id: randomUUID(), version: 1, seq: 0, state: {}, person: { create: { id: randomUUID() } } } })
      expect(await fill(other)).toBe(false)
    } finally {
      await other.stop()
    }
  })

  test('When Karin looks, then people wait, distress first, WhatsApp before the others; some are hers, and there is a history', async () => {
    const karin = await Console.demo(bot, 'karin')
    const { rows, counts } = await karin.rows('queue')
    expect(counts).toMatchObject({ queue: 7, mine: 2 })
    expect(rows.map(({ reason }) => reason).slice(0, 2)).toEqual(['distress', 'asked'])
    expect(rows[1]).toMatchObject({ channel: 'whatsapp', stepNumber: 9, role: 'representative', windowUntil: expect.any(String) })
    expect(rows.find(({ reason }) => reason === 'callMe')?.callMe).toBe(true)
    expect((await karin.rows('mine')).rows.map(({ owner }) => owner?.name)).toEqual(['Karin de Boer', 'Karin de Boer'])
    expect((await karin.rows('closed')).rows).toHaveLength(15)
  })

  test('When each conversation is opened, then its transcript, steps and history are whole, and a claim works', async () => {
    const mo = await Console.demo(bot, 'mo')
    for (const { id } of [...(await mo.rows('open')).rows, ...(await mo.rows('closed')).rows]) {
      const [{ row, steps, history }, { messages }] = await Promise.all([mo.conversation(id), mo.messages(id)])
      expect(messages.map(({ seq }) => seq)).toEqual(messages.map((_, index) => index + 1))
      expect(messages.every(({ text, event }) => (event ? text === '' : text !== '' && !/\{\{|^[a-zA-Z]+\.[a-zA-Z.]+$/.test(text)))).toBe(true)
      expect(messages.map(({ at }) => at)).toEqual(messages.map(({ at }) => at).toSorted())
      expect(steps.filter(({ current }) => current)).toHaveLength(1)
      expect([history.length, row.state === 'none']).toEqual([1, false])
      expect(routeA.map(({ name }) => name)).toContain(row.step)
    }
    const [first] = (await mo.rows('queue')).rows
    expect(await mo.claim(first?.id ?? '')).toMatchObject({ kind: 'done', row: { owner: { name: 'Mo Yilmaz' } } })
  })

  test('When the check was closed, then the desk shows the misses; the number of "Bel mij" is for who has it', async () => {
    const karin = await Console.demo(bot, 'karin')
    const { rows } = await karin.rows('queue')
    const of = (reason: string) => rows.find((row) => row.reason === reason)?.id ?? ''
    expect((await karin.conversation(of('checkClosed'))).check).toMatchObject({ misses: 3, closedUntil: expect.any(String) })
    await karin.claim(of('callMe'))
    expect((await karin.post(`/api/desk/conversations/${of('callMe')}/phone`)).body).toEqual({ phone: '+31612345678' })
  })

  test('When Els reads the log, then there is what happened, without words of anybody', async () => {
    const lines = await bot.db.prisma.auditEvent.findMany()
    expect(lines.length).toBeGreaterThan(100)
    const labels = Object.values(readLabels('demo-desk.nl'))
    expect(labels.filter((text) => JSON.stringify(lines).includes(text))).toEqual([])
  })

  test('When a sentence is written for the demo, then a scene has it', () => {
    const spoken = scenes.flatMap(({ happens }) => happens.flatMap((one) => ('person' in one ? `person.${one.person}` : 'human' in one ? `human.${one.human}` : [])))
    const used = new Set([...spoken, ...scenes.flatMap(({ note }) => (note ? `note.${note}` : []))])
    expect([...used].toSorted()).toEqual(Object.keys(readLabels('demo-desk.nl')).toSorted())
  })
})
