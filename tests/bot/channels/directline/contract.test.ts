// Direct Line 3.0 as real clients use it: the numbers are those of the checklist in stack.md.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { randomUUID } from 'node:crypto'
import { startTestApp, type TestApp } from '../../../support/app.ts'
import { answers, conversationsPath, directLine, isBot, openLine, type Opened } from './client.ts'

let app: TestApp
let line: ReturnType<typeof directLine>
beforeAll(async () => {
  app = await startTestApp()
  line = directLine(app.url)
})
afterAll(() => app.stop())

describe('Direct Line 3.0', () => {
  test('1. When a token is asked, then it comes with a new conversation id, and nothing is written yet', async () => {
    const { status, body } = await line.post<Opened>('/v3/directline/tokens/generate')
    expect(status).toBe(200)
    expect(body).toEqual({ conversationId: expect.stringMatching(/^[\da-f-]{36}$/), token: expect.any(String), expires_in: 1800 })
    expect(await app.database.db.prisma.conversation.count({ where: { id: body.conversationId } })).toBe(0)
  })
  test('2. When the conversation is begun it is 201, with the same token again 200 and no second one', async () => {
    const { token, conversationId } = await line.generate()
    const first = await line.post<Opened>(conversationsPath, { token, json: { user: { id: 'someone' }, locale: 'en-US' } })
    const again = await line.post<Opened>(conversationsPath, { token, json: {} })
    expect([first.status, again.status]).toEqual([201, 200])
    expect(first.body).toEqual({ conversationId, token: expect.any(String), expires_in: 1800, streamUrl: expect.stringMatching(/^ws:/) })
    expect(again.body.conversationId).toBe(conversationId)
    const { body } = await line.poll(again.body)
    expect(body.activities.filter(isBot).length).toBe(Number(body.watermark))
  })
  test('3. When the stream is opened without token or subprotocol, with compression offered and an origin, then it works uncompressed', async () => {
    const { streamUrl } = await line.begin()
    const stream = await openLine(streamUrl, { perMessageDeflate: true, origin: 'http://localhost:8080' })
    expect(stream.socket.extensions).toBe('')
    expect(stream.socket.protocol).toBe('')
    await stream.until(isBot)
    stream.socket.close()
  })
  test('4. When frames come, then they hold activities and a watermark; empty frames from the client change nothing', async () => {
    const opened = await line.begin()
    const stream = await openLine(opened.streamUrl)
    stream.socket.send('')
    stream.socket.send('')
    await stream.until(isBot)
    await line.say(opened, 'hoi', 'four')
    await answers(stream, 'four')
    expect(stream.frames.every((frame) => { const { activities, watermark, ...rest } = JSON.parse(frame); return activities.length > 0 && /^\d+$/.test(watermark) && Object.keys(rest).length === 0 })).toBe(true)
    expect(stream.watermark()).toBe(String(Number(stream.activities.at(-1)?.id.split('|')[1])))
    stream.socket.close()
  })
  test('5. When a message is posted, then its id comes back, and who sent it, where and when is not taken from it', async () => {
    const opened = await line.begin()
    const forged = { type: 'message', text: 'hoi', id: 'forged', channelId: 'teams', timestamp: '1999-01-01', from: { id: 'admin', role: 'bot', name: 'x' }, conversation: { id: 'other' } }
    const { status, body } = await line.post<{ id: string }>(`${conversationsPath}/${opened.conversationId}/activities`, { token: opened.token, json: forged })
    expect(status).toBe(200)
    expect(body.id).toMatch(new RegExp(`^${opened.conversationId}\\|\\d{7}$`))
    const stored = (await line.poll(opened)).body.activities.find(({ id }) => id === body.id)
    expect(stored).toMatchObject({ text: 'hoi', channelId: 'directline', locale: 'nl-NL', conversation: { id: opened.conversationId }, from: { role: 'user', id: expect.stringMatching(/^dl_/) } })
    expect(Date.parse(stored?.timestamp ?? '')).toBeGreaterThan(Date.parse('2020-01-01'))
  })
  test('6. When a message is posted, then it is echoed with the id its client gave it, before the answer', async () => {
    const opened = await line.begin()
    const stream = await openLine(opened.streamUrl)
    const id = randomUUID()
    await line.say(opened, 'hoi', id)
    const answer = await answers(stream, id)
    const echo = await stream.until(({ channelData }) => channelData?.clientActivityID === id)
    expect(echo).toMatchObject({ type: 'message', text: 'hoi', from: { role: 'user' } })
    expect(echo.id < answer.id).toBe(true)
    stream.socket.close()
  })
  test('6. When the same message is posted twice, then it is one message with one answer', async () => {
    const opened = await line.begin()
    const first = await line.say(opened, 'hoi', 'twice')
    const seen = (await line.poll(opened)).body
    const second = await line.say(opened, 'hoi', 'twice')
    expect(second).toMatchObject({ status: 200, body: first.body })
    expect((await line.poll(opened)).body).toEqual(seen)
  })
  test('7. When it polls, then an empty watermark is from the start, a number is what came after, and nothing new repeats the number', async () => {
    const opened = await line.begin()
    const all = (await line.poll(opened)).body
    await line.say(opened, 'hoi')
    const rest = (await line.poll(opened, all.watermark)).body
    const whole = (await line.poll(opened)).body
    expect(all.activities.length).toBeGreaterThan(0)
    expect(whole.activities).toEqual([...all.activities, ...rest.activities])
    expect((await line.poll(opened, rest.watermark)).body).toEqual({ activities: [], watermark: rest.watermark })
    expect((await line.poll(opened, '-')).body).toEqual(whole)
    expect((await line.poll(opened, '99999999999999999999')).body).toEqual(whole)
    expect((await line.poll(opened, '9999999999')).body.activities).toEqual([])
  })
  test('8. When a file is uploaded, then it is not read, and answered kindly all the same', async () => {
    const opened = await line.begin()
    const form = new FormData()
    form.set('activity', new Blob([JSON.stringify({ type: 'message' })], { type: 'application/vnd.microsoft.activity' }))
    form.append('file', new Blob([Buffer.alloc(300_000, 'GEHEIM')]), 'brief.jpg')
    const { status, body } = await line.post<{ id: string }>(`${conversationsPath}/${opened.conversationId}/upload?userId=x`, { token: opened.token, raw: form })
    expect(status).toBe(200)
    const { activities } = (await line.poll(opened)).body
    const at = activities.findIndex(({ id }) => id === body.id)
    expect(activities[at]).toMatchObject({ from: { role: 'user' }, attachments: [{ contentType: 'application/octet-stream' }] })
    expect(activities.slice(at + 1).some(isBot)).toBe(true)
  })
  test('9. When a token is refreshed without a body, then the new one works in the same conversation', async () => {
    const opened = await line.begin()
    const { status, body } = await line.post<Opened>('/v3/directline/tokens/refresh', { token: opened.token })
    expect([status, body.conversationId, body.expires_in]).toEqual([200, opened.conversationId, 1800])
    expect((await line.say({ ...opened, token: body.token }, 'hoi')).status).toBe(200)
  })
  test('10. When a socket ended, then reconnecting gives a new stream from the last watermark: nothing lost, nothing double', async () => {
    const opened = await line.begin()
    const stream = await openLine(opened.streamUrl)
    await stream.until(isBot)
    stream.socket.terminate()
    await stream.closed
    await line.say(opened, 'hoi', 'missed')
    const { status, body } = await line.call<Opened>(`${conversationsPath}/${opened.conversationId}?watermark=${stream.watermark()}`, { token: opened.token })
    expect(status).toBe(200)
    const next = await openLine(body.streamUrl)
    await answers(next, 'missed')
    const ids = [...stream.activities, ...next.activities].map(({ id }) => id)
    expect(ids).toEqual((await line.poll(opened)).body.activities.map(({ id }) => id))
    next.socket.close()
  })
  test('11. When a page is reloaded, then reconnecting without a watermark gives everything again', async () => {
    const opened = await line.begin()
    await line.say(opened, 'hoi', 'before')
    const { body } = await line.call<Opened>(`${conversationsPath}/${opened.conversationId}`, { token: opened.token })
    const stream = await openLine(body.streamUrl)
    await answers(stream, 'before')
    expect(stream.activities).toEqual((await line.poll(opened)).body.activities)
    stream.socket.close()
  })
  test('12. When a client would end the conversation, then there is no such request', async () => {
    const opened = await line.begin()
    const { status, body, headers } = await line.call(`${conversationsPath}/${opened.conversationId}`, { method: 'DELETE', token: opened.token })
    expect([status, body.error.code, headers.get('allow')]).toEqual([405, 'MethodNotAllowed', 'GET, OPTIONS'])
  })
  test('13. When a token carries a user, then that decides from.id; one outside a token does not', async () => {
    const { token } = await line.generate({ user: { id: 'dl_jan' } })
    const { body: opened } = await line.post<Opened>(conversationsPath, { token, json: { user: { id: 'dl_piet' } } })
    await line.say(opened, 'hoi', 'mine')
    const mine = (await line.poll(opened)).body.activities.find(({ channelData }) => channelData?.clientActivityID === 'mine')
    expect(mine?.from.id).toBe('dl_jan')
    const other = await line.generate({ user: { id: 'admin' } })
    const claims = JSON.parse(Buffer.from(other.token.split('.')[1] ?? '', 'base64url').toString())
    expect(claims.user).toMatch(/^dl_/)
  })
  test('14. When a browser asks first, then the headers its client sends are allowed, for a while', async () => {
    const { status, headers } = await line.call(`${conversationsPath}/x/activities`, { method: 'OPTIONS', headers: { origin: 'http://localhost:8080', 'access-control-request-method': 'POST' } })
    expect(status).toBe(204)
    expect(headers.get('access-control-allow-origin')).toBe('http://localhost:8080')
    for (const name of ['authorization', 'content-type', 'x-ms-bot-agent', 'x-requested-with']) expect(headers.get('access-control-allow-headers')).toContain(name)
    expect(Number(headers.get('access-control-max-age'))).toBeGreaterThan(600)
  })
})
