import { describe, expect, test } from '@jest/globals'
import { createHealth } from '../../../bot/http/health.ts'
import type { Incoming } from '../../../bot/http/exchange.ts'

const now = () => new Date('2026-11-21T10:00:00Z')
const request = {} as Incoming

describe('health', () => {
  test('When the database answers, then 200', async () => {
    expect(await createHealth({ ping: async () => 1, now, demo: true })(request)).toEqual({ status: 200, json: { status: 'ok', database: 'ok', demo: true, upSeconds: 0 } })
  })
  test('When it fails, then 503 without the reason, and when to ask again', async () => {
    const answer = await createHealth({ ping: () => Promise.reject(new Error('password authentication failed')), now, demo: false })(request)
    expect(answer).toMatchObject({ status: 503, json: { status: 'unavailable', database: 'unavailable' }, headers: { 'retry-after': '2' } })
    expect(JSON.stringify(answer)).not.toContain('password')
  })
  test('When it does not answer at all, then 503 within seconds', async () => {
    expect(await createHealth({ ping: () => new Promise(() => {}), now, demo: true })(request)).toMatchObject({ status: 503 })
  })
  test('When many ask at once, then the database is asked once', async () => {
    let asked = 0
    const health = createHealth({ ping: async () => { asked += 1 }, now, demo: true })
    await Promise.all(Array.from({ length: 20 }, () => health(request)))
    expect(asked).toBe(1)
    await health(request)
    expect(asked).toBe(2)
  })
})
