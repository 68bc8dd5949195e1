import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { UnsecuredJWT } from 'jose'
import { startTestApp, type TestApp } from '../../../support/app.ts'
import { conversationsPath, directLine, openLine, type Opened } from './client.ts'

const minute = 60_000
let app: TestApp
let line: ReturnType<typeof directLine>
beforeAll(async () => {
  app = await startTestApp({ env: { TRUST_PROXY: '1' } })
  line = directLine(app.url)
})
afterAll(() => app.stop())

/** Every route that wants a token. */
const everywhere = ({ conversationId }: Opened) => [
  ['POST', `${conversationsPath}/${conversationId}/activities`], ['GET', `${conversationsPath}/${conversationId}/activities`],
  ['GET', `${conversationsPath}/${conversationId}`], ['POST', `${conversationsPath}/${conversationId}/upload`],
] as const
const tryAll = (opened: Opened, token?: string) => Promise.all(everywhere(opened).map(async ([method, path]) => {
  const { status, body } = await line.call(path, { method, ...(token === undefined ? {} : { token }), ...(method === 'POST' ? { json: { type: 'message', text: 'hoi' } } : {}) })
  return `${status} ${body.error.code}`
}))
const later = async <T>(ahead: number, work: () => Promise<T>): Promise<T> => {
  app.clock.forward(ahead)
  return work().finally(() => app.clock.forward(-ahead))
}

describe('tokens at the door', () => {
  test('When there is no token, then 401 everywhere', async () => {
    expect(await tryAll(await line.begin())).toEqual(Array.from({ length: 4 }, () => '401 MissingToken'))
  })
  test('When the token is of another conversation, then 403 everywhere and nothing is said', async () => {
    const [mine, other] = [await line.begin(), await line.begin()]
    const before = (await line.poll(other)).body
    expect(await tryAll(other, mine.token)).toEqual(Array.from({ length: 4 }, () => '403 ForeignConversation'))
    expect((await line.poll(other)).body).toEqual(before)
  })
  test('When the token is tampered with, unsigned or nonsense, then 403 everywhere', async () => {
    const opened = await line.begin()
    const [head = '', payload = '', signature = ''] = opened.token.split('.')
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString())
    const other = Buffer.from(JSON.stringify({ ...claims, exp: claims.exp + 9_999 })).toString('base64url')
    const unsigned = new UnsecuredJWT(claims).encode()
    for (const token of [`${head}.${other}.${signature}`, unsigned, `${unsigned}${signature}`, 'x', 'x'.repeat(4_000)]) {
      expect(await tryAll(opened, token)).toEqual(Array.from({ length: 4 }, () => '403 BadToken'))
    }
  })
  test('When a token has expired, then it still refreshes, reconnects and reads for some hours, and says nothing', async () => {
    const opened = await line.begin()
    const half = await later(31 * minute, () => tryAllStatus(opened))
    expect(half).toEqual({ refresh: 200, reconnect: 200, poll: 200, post: 403, start: 403, erase: 403 })
    const long = await later(7 * 60 * minute, () => tryAllStatus(opened))
    expect(new Set(Object.values(long))).toEqual(new Set([403]))
  })
  test('When a token of no conversation has expired, then it gives no new one', async () => {
    const { token } = await line.generate()
    expect((await line.post('/v3/directline/tokens/refresh', { token })).status).toBe(200)
    const { status, body } = await later(31 * minute, () => line.post('/v3/directline/tokens/refresh', { token }))
    expect([status, body.error.code]).toEqual([404, 'ConversationNotFound'])
  })
  test('When a stream address is older than a minute, then it opens nothing', async () => {
    const { streamUrl } = await line.begin()
    await later(minute + 1, () => expect(openLine(streamUrl)).rejects.toThrow('refused 403'))
  })
})

const tryAllStatus = async ({ conversationId, token }: Opened) => ({
  refresh: (await line.post('/v3/directline/tokens/refresh', { token })).status,
  reconnect: (await line.call(`${conversationsPath}/${conversationId}`, { token })).status,
  poll: (await line.call(`${conversationsPath}/${conversationId}/activities`, { token })).status,
  post: (await line.post(`${conversationsPath}/${conversationId}/activities`, { token, json: { type: 'message', text: 'hoi' } })).status,
  start: (await line.post(conversationsPath, { token, json: {} })).status,
  erase: (await line.post('/api/web/erase', { token })).status,
})

const from = (address: string) => ({ headers: { 'x-forwarded-for': address } })
const statuses = (replies: { status: number }[]) => Object.groupBy(replies, ({ status }) => String(status))

describe('limits at the door', () => {
  test('When one address begins conversation after conversation, then it must wait, and others need not', async () => {
    const tokens = await Promise.all(Array.from({ length: 63 }, () => line.generate()))
    const replies = await Promise.all(tokens.map(({ token }) => line.post(conversationsPath, { token, json: {}, ...from('198.51.100.1') })))
    const { 201: made = [], 429: refused = [] } = statuses(replies)
    expect(made.length).toBeGreaterThanOrEqual(60)
    expect(refused.length).toBeGreaterThanOrEqual(1)
    expect(made.length + refused.length).toBe(63)
    expect(Number(replies.find(({ status }) => status === 429)?.headers.get('retry-after'))).toBeGreaterThan(0)
    expect((await line.post(conversationsPath, { token: (await line.generate()).token, json: {}, ...from('198.51.100.2') })).status).toBe(201)
  })
  test('When one conversation posts faster than anyone types, then 429 with the time to wait, and reading goes on', async () => {
    const opened = await line.begin()
    const replies = []
    for (let n = 0; n < 62; n += 1) replies.push(await line.post(`${conversationsPath}/${opened.conversationId}/activities`, { token: opened.token, json: { type: 'message', text: 'hoi' } }))
    const refused = replies.find(({ status }) => status === 429)
    expect(refused?.body.error.code).toBe('TooManyRequests')
    expect(Number(refused?.headers.get('retry-after'))).toBeGreaterThan(0)
    expect((await line.poll(opened)).status).toBe(200)
  })
  test('When an address asks too much altogether, then it must wait; its polls come back later and empty, never refused', async () => {
    const opened = await line.begin()
    const path = `${conversationsPath}/${opened.conversationId}`
    const busy = from('198.51.100.9')
    const crowd = { asking: true, refused: 0 }
    const hammer = async () => {
      while (crowd.asking) crowd.refused += (await line.call(`${conversationsPath}/x`, busy)).status === 429 ? 1 : 0
    }
    const hammers = Array.from({ length: 8 }, hammer)
    while (crowd.refused === 0) await line.call(`${conversationsPath}/x`, busy)
    const polls = await Promise.all(Array.from({ length: 20 }, () => line.call<{ activities: unknown[]; watermark: string }>(`${path}/activities?watermark=`, { token: opened.token, ...busy })))
    crowd.asking = false
    await Promise.all(hammers)
    expect(new Set(polls.map(({ status }) => status))).toEqual(new Set([200]))
    expect(polls.some(({ body }) => body.activities.length === 0 && body.watermark === '0')).toBe(true)
  })
})

describe('without a database', () => {
  test('When it cannot be read, then posts and starts are told to come back, and polls hear of nothing', async () => {
    const [opened, { token }] = [await line.begin(), await line.generate()]
    await app.database.db.prisma.$executeRawUnsafe('alter table "Conversation" rename to "Away"')
    try {
      const post = await line.say(opened, 'hoi')
      const start = await line.post(conversationsPath, { token, json: {} })
      const reconnect = await line.call(`${conversationsPath}/${opened.conversationId}`, { token: opened.token })
      for (const { status, body, headers } of [post, start, reconnect]) {
        expect([status, body.error.code, Number(headers.get('retry-after')) > 0]).toEqual([503, 'Unavailable', true])
      }
      expect(await line.poll(opened, '3')).toMatchObject({ status: 200, body: { activities: [], watermark: '3' } })
    } finally {
      await app.database.db.prisma.$executeRawUnsafe('alter table "Away" rename to "Conversation"')
    }
    expect((await line.say(opened, 'hoi')).status).toBe(200)
  })
})
