// Looking for what the webhook missed, when that itself goes wrong.
import { afterAll, afterEach, beforeAll, beforeEach, expect, jest, test } from '@jest/globals'
import { createLog } from '../../bot/log.ts'
import type { Store } from '../../bot/open.ts'
import { createMissed } from '../../bot/outside.ts'
import { limits } from '../../domain/limits.ts'
import { createTestDatabase, type TestDatabase } from '../support/database.ts'

const { missedEvery, missedBack, missedAfter, sweep } = limits.delivery
let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.drop())
beforeEach(() => {
  jest.useFakeTimers({ now: new Date('2026-11-21T12:00:00Z'), doNotFake: ['nextTick', 'setImmediate', 'clearImmediate', 'queueMicrotask', 'performance'] })
})
afterEach(() => {
  jest.useRealTimers()
})

/** Looks with these outcomes; what each was asked, as milliseconds after the begin. */
async function looks(outcomes: (() => { taken: number; left: number })[], store: Pick<Store, 'db'> = { db: database.db }): Promise<number[]> {
  const asked: number[] = []
  const begin = Date.now()
  const missed = createMissed({ store: store as Store, log: createLog('silent'), now: () => new Date() }, async (since) => {
    asked.push(since.getTime() - begin)
    return outcomes[asked.length - 1]?.() ?? { taken: 0, left: 0 }
  })
  missed.start()
  for (const wait of [0, missedAfter + sweep, missedEvery]) {
    await jest.advanceTimersByTimeAsync(wait)
    await quiet()
  }
  await missed.stop()
  return asked.map((time) => Math.round(time / 1_000))
}
/** The database takes real time, and its own time-outs are not to pass meanwhile. */
async function quiet(): Promise<void> {
  const end = performance.now() + 200
  while (performance.now() < end) await new Promise(setImmediate)
}
const fails = () => {
  throw new Error('no list')
}

test('When Twilio cannot be asked, or a message cannot be taken, then it is looked for again from the same moment', async () => {
  const start = -missedBack / 1_000
  expect(await looks([fails, fails])).toEqual([start, start, start])
  const [first, second, third = 0] = await looks([() => ({ taken: 1, left: 1 }), () => ({ taken: 1, left: 0 })])
  expect([first, second]).toEqual([start, start])
  expect(third).toBeGreaterThanOrEqual(start + (missedAfter + sweep) / 1_000)
})

test('When the database is away at the start, then that ends nothing, and it is looked at later', async () => {
  let away = true
  const sql = { query: (...args: unknown[]) => {
    if (!away) return (database.db.sql.query as (...all: unknown[]) => Promise<unknown>)(...args)
    away = false
    return Promise.reject(new Error('away'))
  } }
  expect(await looks([], { db: { ...database.db, sql: sql as unknown as Store['db']['sql'] } })).toHaveLength(2)
})
