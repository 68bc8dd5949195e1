import { randomUUID } from 'node:crypto'
import { describe, expect, test } from '@jest/globals'
import { limits } from '../../../domain/limits.ts'
import { readRows } from '../../../bot/desk/rows/read-rows.ts'
import { sortQueue } from '../../../bot/desk/rows/lists.ts'
import type { DeskRow } from '../../../bot/desk/contract.ts'
import { Console } from '../../support/console.ts'
import { type Made, makeConversations, makeManyConversations } from '../../support/desk-rows.ts'
import { useApp } from '../../support/use-app.ts'

const bot = useApp()
const minute = 60_000
const ago = (minutes: number) => new Date(bot().clock.now.getTime() - minutes * minute)
const waiting = (minutes: number, more: object = {}): Made => ({ handoffs: [{ state: 'waiting', askedAt: ago(minutes), ...more }] })

const row = (askedAt: string, windowUntil: string | null = null, urgent = false) => ({ askedAt, windowUntil, urgent }) as DeskRow

describe('the queue', () => {
  test('When people wait, then distress comes first, then a window that closes soon, then who waits longest', async () => {
    const karin = await Console.demo(bot())
    const closesIn = (minutes: number) => new Date(bot().clock.now.getTime() - limits.whatsapp.window + minutes * minute)
    const ids = await makeConversations(bot().db, [
      waiting(5), waiting(60), { ...waiting(3), wroteAt: closesIn(100) }, { ...waiting(4), wroteAt: closesIn(20) }, waiting(1, { urgent: true, reason: 'distress' }),
      { ...waiting(2), wroteAt: closesIn(600) }, { handoffs: [{ state: 'closed', askedAt: ago(90), closedAt: ago(80) }] },
    ])
    const { rows, counts, next } = await karin.rows('queue')
    expect(rows.map(({ id }) => ids.indexOf(id))).toEqual([4, 3, 2, 1, 0, 5])
    expect([counts.queue, next]).toEqual([6, null])
    expect(rows[0]).toEqual({
      id: ids[4], version: 1, state: 'waiting', urgent: true, reason: 'distress', channel: 'web', windowUntil: null, role: null, step: 'managerEmail', stepNumber: 6,
      askedAt: expect.any(String), personAt: null, lastMessageAt: expect.any(String), owner: null, flag: null, callMe: false,
      closedAt: null, closeReason: null, remindAt: null,
    })
  })

  test('When a window closed already, then waiting time counts alone; equal ones keep their order of asking', () => {
    const at = new Date('2026-11-22T10:00:00Z')
    const sorted = sortQueue([row('2026-11-22T09:30'), row('2026-11-22T09:00', '2026-11-22T09:59:00Z'), row('2026-11-22T09:45', '2026-11-22T11:00:00Z'), row('2026-11-22T09:50', null, true), row('2026-11-22T09:40', null, true)], at)
    expect(sorted.map(({ askedAt }) => askedAt?.slice(-5))).toEqual(['09:40', '09:50', '09:45', '09:00', '09:30'])
  })
})

describe('the other lists', () => {
  test('When a digimaatje has conversations, then they are theirs, and open to all', async () => {
    const [karin, mo] = await Promise.all([Console.demo(bot()), Console.demo(bot(), 'mo')])
    const [own = '', other = '', flagged = '', quiet = ''] = await makeConversations(bot().db, [
      { handoffs: [{ state: 'human', askedAt: ago(9), claimedById: 'demo:karin', personAt: ago(2), phone: Buffer.from('x') }] }, { handoffs: [{ state: 'human', askedAt: ago(9), claimedById: 'demo:mo' }] },
      { flag: 'deliveryFailed' }, {},
    ])
    expect((await karin.rows('mine')).rows).toMatchObject([{ id: own, owner: { id: 'demo:karin', name: 'Karin de Boer' }, callMe: true, personAt: expect.any(String) }])
    expect((await mo.rows('mine')).rows.map(({ id }) => id)).toEqual([other])
    const { rows, counts } = await karin.rows('open')
    const ids = rows.map(({ id }) => id)
    expect([own, other, flagged, quiet].map((id) => ids.includes(id))).toEqual([true, true, true, false])
    expect(rows.find(({ id }) => id === flagged)).toMatchObject({ state: 'none', flag: 'deliveryFailed', reason: null, askedAt: null })
    expect(counts).toMatchObject({ mine: 1, open: rows.length })
  })

  test('When many are closed, then they come by pages, each once, and only by how they ended last', async () => {
    const { rowsPage } = limits.desk
    const karin = await Console.demo(bot())
    // Those of the tests before are older than all of these.
    await bot().db.prisma.handoff.updateMany({ where: { state: 'closed' }, data: { closedAt: ago(100_000) } })
    // Many of them at the same instant.
    const ended = Array.from({ length: rowsPage + 5 }, (_, index): Made => ({ handoffs: [{ state: 'closed', askedAt: ago(500), closedAt: ago(index < 20 ? 3 : 10 + (index % 7)) }] }))
    const ids = await makeConversations(bot().db, [
      { handoffs: [{ state: 'closed', askedAt: ago(300), closedAt: ago(200) }, { state: 'waiting', askedAt: ago(1) }] },
      { handoffs: [{ state: 'back', askedAt: ago(300), closedAt: ago(200), claimedById: 'demo:karin' }, { state: 'cancelled', askedAt: ago(100), closedAt: ago(90) }] }, ...ended,
    ])
    const first = await karin.rows('closed')
    const second = await karin.rows('closed', first.next ?? '')
    const found = [...first.rows, ...second.rows].map(({ id }) => id).filter((id) => ids.includes(id))
    expect(found).toHaveLength(rowsPage + 6)
    expect([first.rows.length, second.next]).toEqual([rowsPage, null])
    expect(new Set(found)).toEqual(new Set(ids.slice(1)))
    expect(second.rows.find(({ id }) => id === ids[1])).toMatchObject({ state: 'cancelled' })
    expect((await karin.get('/api/desk/rows?list=closed&before=yesterday')).status).toBe(400)
    expect((await karin.get('/api/desk/rows?list=everything')).status).toBe(400)
  })

  test('When rows are asked by id, then those that are gone are left out, and reminders are mine', async () => {
    const [first = ''] = await makeConversations(bot().db, [waiting(1)])
    const karin = await Console.demo(bot())
    await karin.post(`/api/desk/conversations/${first}/reminders`, { id: randomUUID(), at: '2026-12-01T09:00:00.000Z' })
    const rows = await readRows(bot().db.sql, [first, randomUUID()], 'demo:karin')
    expect(rows).toMatchObject([{ id: first, remindAt: '2026-12-01T09:00:00.000Z' }])
    expect(await readRows(bot().db.sql, [first], 'demo:mo')).toMatchObject([{ remindAt: null }])
    expect(await readRows(bot().db.sql, [], 'demo:mo')).toEqual([])
  })
})

describe('among 5,000 conversations with 200 open', () => {
  test('When a list is asked, then the database reads only what is in it', async () => {
    const karin = await Console.demo(bot())
    await makeManyConversations(bot().db, { all: 5_000, waiting: 150, human: 50, owner: 'demo:karin' })
    for (const list of ['queue', 'mine', 'open', 'closed'] as const) {
      await karin.rows(list)
      const times: number[] = []
      for (let turn = 0; turn < 9; turn += 1) {
        const started = performance.now()
        await karin.rows(list)
        times.push(performance.now() - started)
      }
      // Some ms each; far more says that a table is read from end to end.
      expect(times.toSorted((one, other) => one - other)[4]).toBeLessThan(1_000)
    }
  })
})
