// What lasts a moment, between the website and the desk: who is typing, and how far was read.
import { describe, expect, test } from '@jest/globals'
import { randomUUID } from 'node:crypto'
import { createFeed, type LiveFeed } from '../../../../bot/turn/feed.ts'
import type { Signal } from '../../../../bot/turn/types.ts'
import { createLog } from '../../../../bot/log.ts'
import { createSealer } from '../../../../bot/keys.ts'
import { conversationsPath, openLine, useDirectLine, type Line, type Opened } from './client.ts'

const site = useDirectLine()
const db = () => site.app.database.db

/** Another process of the same app, as far as its ears go. */
async function withEars(act: (feed: LiveFeed, heard: Signal[]) => Promise<void>): Promise<void> {
  const feed = createFeed({ db: db(), sealer: createSealer(Buffer.alloc(32)), log: createLog('silent'), processId: 'ears' })
  const heard: Signal[] = []
  feed.subscribeSignals((signal) => heard.push(signal))
  await feed.start()
  await act(feed, heard).finally(feed.stop)
}
/** What comes after it was heard before it. */
async function fence(feed: LiveFeed, heard: Signal[]): Promise<Signal[]> {
  const id = randomUUID()
  const passed = new Promise<void>((resolve) => { feed.subscribeSignals((signal) => signal.kind === 'reminder' && signal.id === id && resolve()) })
  feed.signal({ kind: 'reminder', digimaatje: '', conversation: '', id })
  await passed
  return heard.filter(({ kind }) => kind !== 'reminder')
}
const post = (opened: Opened, json: object) =>
  site.line.post<{ id: string }>(`${conversationsPath}/${opened.conversationId}/activities`, { token: opened.token, json })

/** A digimaatje has them, and said one thing. The number of that. */
async function withHuman({ conversationId }: Opened): Promise<number> {
  const { prisma } = db()
  const { seq } = await prisma.conversation.findUniqueOrThrow({ where: { id: conversationId } })
  await prisma.$transaction([
    prisma.message.create({ data: { conversationId, seq: seq + 1, author: 'bot', activity: { type: 'event', name: 'handoff.status', value: { state: 'accepted', secret: 'packet' }, channelData: { by: 'Karin' } } } }),
    prisma.message.create({ data: { conversationId, seq: seq + 2, author: 'bot', activity: { type: 'event', name: 'check', value: { outcome: 'miss' } } } }),
    prisma.message.create({ data: { conversationId, seq: seq + 3, author: 'human', activity: { type: 'message', text: 'Dag.', channelData: { by: 'Karin' } } } }),
    prisma.handoff.create({ data: { conversationId, state: 'human', reason: 'asked' } }),
    prisma.conversation.update({ where: { id: conversationId }, data: { owner: 'human', seq: seq + 3, version: { increment: 1 } } }),
    prisma.$executeRaw`select pg_notify('digimaatje_wake', ${`another ${conversationId}`})`,
  ])
  return seq + 3
}
const spoken = (line: Line) => line.until(({ text }) => text === 'Dag.')

const rowOf = ({ conversationId }: Opened) => db().prisma.conversation.findUniqueOrThrow({ where: { id: conversationId } })
const read = (opened: Opened, seq: number) => post(opened, { type: 'event', name: 'read', value: { seq } })

describe('the person types', () => {
  test('When a digimaatje has them, then every process hears it, at most once in two seconds', async () => {
    const opened = await site.line.begin()
    await withHuman(opened)
    await withEars(async (feed, heard) => {
      const replies = [await post(opened, { type: 'typing' }), await post(opened, { type: 'typing' })]
      expect(replies.map(({ status, body }) => [status, body.id])).toEqual([[200, `${opened.conversationId}|0000000`], [200, `${opened.conversationId}|0000000`]])
      expect(await fence(feed, heard)).toEqual([{ kind: 'typing', conversation: opened.conversationId, who: 'person' }])
      site.app.clock.forward(2_000)
      await post(opened, { type: 'typing' })
      expect(await fence(feed, heard)).toHaveLength(2)
    })
  })
  test('When the bot has them, then nobody hears it', async () => {
    const opened = await site.line.begin()
    await withEars(async (feed, heard) => {
      expect((await post(opened, { type: 'typing' })).status).toBe(200)
      expect(await fence(feed, heard)).toEqual([])
    })
  })
})

describe('a digimaatje types', () => {
  test('When they do, then the website shows who, and the watermark stays where it is', async () => {
    const opened = await site.line.begin()
    const line = await openLine(opened.streamUrl)
    const seq = await withHuman(opened)
    await spoken(line)
    await withEars(async (feed) => {
      feed.signal({ kind: 'typing', conversation: opened.conversationId, who: 'human', id: 'k', by: 'Karin' })
      const typing = await line.until(({ type }) => type === 'typing')
      expect(typing.from).toEqual({ id: 'digimaatje', name: 'Karin', role: 'bot' })
      expect(line.watermark()).toBe(String(seq))
    })
    line.socket.close()
  })
  test('When they only look on while another has the conversation, then the person sees nothing of it', async () => {
    const opened = await site.line.begin()
    const line = await openLine(opened.streamUrl)
    await withHuman(opened)
    await spoken(line)
    await withEars(async (feed) => {
      feed.signal({ kind: 'typing', conversation: opened.conversationId, who: 'human', id: 'm', by: '' })
      feed.signal({ kind: 'typing', conversation: opened.conversationId, who: 'human', id: 'k', by: 'Karin' })
      await line.until(({ type }) => type === 'typing')
      expect(line.activities.filter(({ type }) => type === 'typing')).toHaveLength(1)
    })
    line.socket.close()
  })
})

describe('how far was read', () => {
  test('When the widget says so, then it is kept without a turn and told, forward only and no further than what was said', async () => {
    const opened = await site.line.begin()
    const seq = await withHuman(opened)
    const { version } = await rowOf(opened)
    await withEars(async (feed, heard) => {
      await read(opened, seq - 1)
      await read(opened, seq + 1_000)
      await read(opened, 1)
      expect(await fence(feed, heard)).toEqual([seq - 1, seq].map((at) => ({ kind: 'read', conversation: opened.conversationId, seq: at })))
    })
    expect(await rowOf(opened)).toMatchObject({ readSeq: seq, version })
  })
  test('When no digimaatje ever had them, then it is not kept', async () => {
    const opened = await site.line.begin()
    await read(opened, 1)
    expect((await rowOf(opened)).readSeq).toBe(0)
  })
})

describe('what clients get of a hand-over', () => {
  test('When a digimaatje has them, then they hear who by Bot Framework\'s event, without the packet; other events stay inside', async () => {
    const opened = await site.line.begin()
    const line = await openLine(opened.streamUrl)
    const seq = await withHuman(opened)
    const { from } = await spoken(line)
    expect(from).toEqual({ id: 'digimaatje', name: 'Karin', role: 'bot' })
    const [event, ...more] = line.activities.filter(({ type }) => type === 'event')
    expect(event).toMatchObject({ name: 'handoff.status', value: { state: 'accepted' }, channelData: { by: 'Karin' }, from: { id: 'digimaatje-bot' } })
    expect(JSON.stringify(line.frames)).not.toContain('packet')
    expect([more, line.watermark()]).toEqual([[], String(seq)])
    expect((await site.line.poll(opened)).body).toEqual({ activities: line.activities, watermark: String(seq) })
    line.socket.close()
  })
})
