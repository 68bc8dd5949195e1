// Two apps on one database with the same keys, as behind a load balancer without sticky sessions.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { randomBytes } from 'node:crypto'
import { startTestApp, type TestApp } from '../../../support/app.ts'
import { createTestDatabase, type TestDatabase } from '../../../support/database.ts'
import { answers, conversationsPath, directLine, isBot, openLine, type Opened } from './client.ts'

let database: TestDatabase
let apps: TestApp[]
let lines: ReturnType<typeof directLine>[]
beforeAll(async () => {
  database = await createTestDatabase()
  const env = { CODE_PEPPER: key(), ENCRYPTION_KEY: key(), SIGNING_KEY: key() }
  apps = [await startTestApp({ database, env }), await startTestApp({ database, env })]
  lines = apps.map(({ url }) => directLine(url))
})
afterAll(async () => {
  await Promise.all(apps.map((app) => app.stop()))
  await database.drop()
})
const key = () => randomBytes(32).toString('base64')
const both = () => {
  const [here, there] = lines
  if (!here || !there) throw new Error('two apps')
  return { here, there }
}

describe('two processes', () => {
  test('When a conversation begins here and goes on there, then a socket here hears all of it at once', async () => {
    const { here, there } = both()
    const opened = await here.begin()
    const stream = await openLine(opened.streamUrl)
    await stream.until(isBot)
    const started = Date.now()
    await there.say(opened, 'hoi', 'there')
    await answers(stream, 'there')
    expect(Date.now() - started).toBeLessThan(10_000)
    expect(stream.activities.map(({ id }) => id)).toEqual((await here.poll(opened)).body.activities.map(({ id }) => id))
    stream.socket.close()
  })
  test('When messages of one conversation come in at both, then all sockets hear the same order without a hole', async () => {
    const { here, there } = both()
    const opened = await here.begin()
    const { streamUrl } = (await there.call<Opened>(`${conversationsPath}/${opened.conversationId}`, { token: opened.token })).body
    const streams = [await openLine(opened.streamUrl), await openLine(streamUrl)]
    const ids = Array.from({ length: 12 }, (_, n) => `both-${n}`)
    const said = await Promise.all(ids.map((id, n) => (n % 2 ? here : there).say(opened, 'hoi', id)))
    expect(said.map(({ status }) => status)).toEqual(ids.map(() => 200))
    await Promise.all(streams.flatMap((stream) => ids.map((id) => answers(stream, id))))
    const all = (await here.poll(opened)).body.activities.map(({ id }) => id)
    await Promise.all(streams.map((stream) => stream.until(({ id }) => id === all.at(-1))))
    for (const stream of streams) expect(stream.activities.map(({ id }) => id)).toEqual(all)
    streams.forEach(({ socket }) => socket.close())
  })
  test('When the same message is posted at both at once, then it is one message', async () => {
    const { here, there } = both()
    const opened = await here.begin()
    const replies = await Promise.all([here.say(opened, 'hoi', 'same'), there.say(opened, 'hoi', 'same')])
    expect(new Set(replies.map(({ body }) => body.id)).size).toBe(1)
    const own = (await here.poll(opened)).body.activities.filter(({ channelData }) => channelData?.clientActivityID === 'same')
    expect(own.length).toBe(1)
  })
  test('When a conversation is erased here, then its sockets there close', async () => {
    const { here, there } = both()
    const opened = await here.begin()
    const { streamUrl } = (await there.call<Opened>(`${conversationsPath}/${opened.conversationId}`, { token: opened.token })).body
    const stream = await openLine(streamUrl)
    await stream.until(isBot)
    expect((await here.post('/api/web/erase', { token: opened.token })).status).toBe(204)
    expect(await stream.closed).toBe(4404)
  })
})
