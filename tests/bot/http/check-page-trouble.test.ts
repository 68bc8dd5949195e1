// The check page when things go wrong around it: always a page, never a token in the log.
import { describe, expect, test } from '@jest/globals'
import { Writable } from 'node:stream'
import { pino } from 'pino'
import { createCheckPage, type CheckPageParts } from '../../../bot/http/check-page.ts'
import type { Incoming } from '../../../bot/http/exchange.ts'
import { keyedHash } from '../../../bot/keys.ts'
import { createLinks, makeToken } from '../../../bot/links.ts'
import { findAttempt } from '../../../bot/check-for.ts'
import { limits } from '../../../domain/limits.ts'
import { readCheckLabels } from '../../../locales/index.ts'
import { openDatabase } from '../../../prisma/client.ts'
import { createTestDatabase } from '../../support/database.ts'

const now = () => new Date('2026-11-21T12:00:00Z')
const pepper = Buffer.alloc(32, 1)

describe('no database', () => {
  test('When it is away, then a page asks to try again, and the log names the route and not the token', async () => {
    const { page, lines } = await stage({ closed: true })
    const token = makeToken()
    for (const handler of [page.show, page.submit]) {
      const answer = await handler(incoming(token))
      expect([answer.status, answer.headers?.['retry-after'], answer.headers?.['content-type']]).toEqual([503, '2', 'text/html; charset=utf-8'])
      expect(String(answer.content)).toContain('Het lukt nu niet.')
    }
    expect(lines).toHaveLength(2)
    expect(lines.every((line) => line.includes('"route":"/check/:token"') && !line.includes(token))).toBe(true)
  })
})

describe('too many', () => {
  test('When one network asks more than a care home would, then a page asks to wait, and another network is served', async () => {
    const { page, lines, stop } = await stage({ closed: false })
    for (let asked = 0; asked < limits.links.checkPage.requests; asked += 1) expect((await page.show(incoming('x'))).status).toBe(404)
    const busy = await page.show(incoming('x'))
    expect([busy.status, Number(busy.headers?.['retry-after']) > 0]).toEqual([429, true])
    expect(String(busy.content)).toMatch(/Wacht even\.[\s\S]*href="">Probeer opnieuw/)
    expect((await page.show({ ...incoming('x'), network: '192.0.2.2' })).status).toBe(404)
    expect(lines).toEqual([])
    await stop()
  })
})

async function stage({ closed }: { closed: boolean }) {
  const database = await createTestDatabase()
  const { sql, close } = await openDatabase(database.address)
  const stop = async () => {
    await close()
    await database.drop()
  }
  if (closed) await stop()
  const lines: string[] = []
  const log = pino({ base: null }, new Writable({ write: (chunk, _, done) => { lines.push(String(chunk)); done() } }))
  const parts: CheckPageParts = {
    log, now, labels: readCheckLabels(), whatsapp: null, links: createLinks({ sql, pepper, now }), hash: (value) => keyedHash(pepper, value),
    findAttempt: (turn) => findAttempt(sql, turn),
    turns: { run: () => Promise.reject(new Error('no turn comes this far')) },
  }
  return { page: createCheckPage(parts), lines, stop }
}

function incoming(token: string): Incoming {
  return {
    method: 'POST', params: { token }, query: () => '', search: '', header: () => undefined, network: '192.0.2.1', base: 'http://localhost',
    body: () => Promise.resolve({}), form: () => Promise.resolve({}),
  }
}
