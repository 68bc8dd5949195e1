import { describe, expect, test } from '@jest/globals'
import { startTestApp } from '../../../support/app.ts'
import { limits } from '../../../../domain/limits.ts'
import { answers, conversationsPath, directLine, isBot, openLine, useDirectLine, type Opened } from './client.ts'

const site = useDirectLine()

const another = async (opened: Opened, watermark = '') =>
  (await site.line.call<Opened>(`${conversationsPath}/${opened.conversationId}?watermark=${watermark}`, { token: opened.token })).body.streamUrl

describe('the stream', () => {
  test('When two tabs are open, then both hear everything, in the same order', async () => {
    const opened = await site.line.begin()
    const tabs = [await openLine(opened.streamUrl), await openLine(await another(opened))]
    for (const id of ['a', 'b', 'c']) await site.line.say(opened, 'hoi', id)
    await Promise.all(tabs.map((tab) => answers(tab, 'c')))
    expect(tabs[0]?.activities).toEqual(tabs[1]?.activities)
    expect(tabs[0]?.activities).toEqual((await site.line.poll(opened)).body.activities)
    tabs.forEach(({ socket }) => socket.close())
  })
  test('When messages are posted at once, then each is heard once and the numbers have no hole', async () => {
    const opened = await site.line.begin()
    const stream = await openLine(opened.streamUrl)
    const ids = Array.from({ length: 10 }, (_, n) => `at-once-${n}`)
    await Promise.all(ids.map((id) => site.line.say(opened, 'hoi', id)))
    await Promise.all(ids.map((id) => stream.until(({ channelData }) => channelData?.clientActivityID === id)))
    const all = (await site.line.poll(opened)).body.activities
    await stream.until(({ id }) => id === all.at(-1)?.id)
    expect(stream.activities.map(({ id }) => Number(id.split('|')[1]))).toEqual(all.map((_, index) => index + 1))
    stream.socket.close()
  })
  test('When a stream address is used a second time, then it is refused and the first goes on', async () => {
    const opened = await site.line.begin()
    const stream = await openLine(opened.streamUrl)
    await expect(openLine(opened.streamUrl)).rejects.toThrow('refused 403')
    await site.line.say(opened, 'hoi', 'goes-on')
    await answers(stream, 'goes-on')
    stream.socket.close()
  })
  test('When a ticket is put into the address of another conversation, then it is refused', async () => {
    const [mine, other] = [await site.line.begin(), await site.line.begin()]
    await expect(openLine(mine.streamUrl.replace(mine.conversationId, other.conversationId))).rejects.toThrow('refused 403')
  })
  test('When the ticket is missing, a token or altered, or the address unknown, then it is refused', async () => {
    const { streamUrl, token } = await site.line.begin()
    const bare = streamUrl.slice(0, streamUrl.indexOf('t=') + 2)
    for (const ticket of ['', token, `${streamUrl.slice(bare.length, -4)}AAAA`]) await expect(openLine(bare + ticket)).rejects.toThrow('refused 403')
    await expect(openLine(streamUrl.replace('/stream?', '/nothing?'))).rejects.toThrow('refused 404')
  })
  test('When a page of another site opens the stream, then it is refused, and the address is not used up', async () => {
    const { streamUrl } = await site.line.begin()
    await expect(openLine(streamUrl, { origin: 'https://evil.example' })).rejects.toThrow('refused 403')
    const stream = await openLine(streamUrl)
    stream.socket.close()
  })
  test('When a seventh socket comes, then the oldest goes', async () => {
    const opened = await site.line.begin()
    const first = await openLine(opened.streamUrl)
    const rest = []
    for (let n = 0; n < 6; n += 1) rest.push(await openLine(await another(opened)))
    expect(await first.closed).toBe(4429)
    await site.line.say(opened, 'hoi', 'six')
    await Promise.all(rest.map((stream) => answers(stream, 'six')))
    rest.forEach(({ socket }) => socket.close())
  })
  test('When a client sends a frame that is no ping but a book, then its socket closes', async () => {
    const { streamUrl } = await site.line.begin()
    const stream = await openLine(streamUrl)
    stream.socket.send('x'.repeat(5_000))
    expect(await stream.closed).toBe(1009)
  })
  test('When another process commits, then its messages come over this process\'s sockets', async () => {
    const opened = await site.line.begin()
    const stream = await openLine(opened.streamUrl)
    const first = await stream.until(isBot)
    const { version, seq } = await site.app.database.db.prisma.conversation.findUniqueOrThrow({ where: { id: opened.conversationId } })
    const activity = { type: 'message', text: 'van elders' }
    await site.app.database.db.prisma.$transaction([
      site.app.database.db.prisma.message.create({ data: { conversationId: opened.conversationId, seq: seq + 1, author: 'human', activity } }),
      site.app.database.db.prisma.conversation.update({ where: { id: opened.conversationId }, data: { seq: seq + 1, version: version + 1 } }),
      site.app.database.db.prisma.$executeRaw`select pg_notify('digimaatje_wake', ${`another ${opened.conversationId}`})`,
    ])
    const heard = await stream.until(({ text }) => text === 'van elders')
    expect(heard.from).toEqual({ id: 'digimaatje', name: 'digimaatje', role: 'bot' })
    expect(heard.from.id).not.toBe(first.from.id)
    stream.socket.close()
  })
  test('When the app stops, then sockets are told that it goes away, and the stop does not wait for clients that are silent', async () => {
    const other = await startTestApp()
    const polite = await openLine((await directLine(other.url).begin()).streamUrl)
    const silent = await openLine((await directLine(other.url).begin()).streamUrl)
    silent.socket.pause()
    const started = Date.now()
    await other.stop()
    expect(await polite.closed).toBe(1001)
    expect(Date.now() - started).toBeLessThan(limits.server.shutdown)
    silent.socket.terminate()
  })
})
