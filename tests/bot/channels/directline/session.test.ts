import { describe, expect, test } from '@jest/globals'
import { randomBytes } from 'node:crypto'
import { answers, conversationsPath, isBot, openLine, useDirectLine, type ErrorBody, type Opened } from './client.ts'

type Session = { secret: string; conversation: Opened; resumed: boolean }
const day = 24 * 60 * 60_000
const site = useDirectLine()

const session = async (json: unknown) => (await site.line.post<Session>('/api/web/session', { json })).body
const identities = () => site.app.database.db.prisma.channelIdentity.count()

describe('a session of the widget', () => {
  test('When a browser comes for the first time, then it gets a secret of 32 bytes and a conversation that has begun', async () => {
    const { secret, conversation, resumed } = await session({ start: 'resume' })
    expect(secret).toMatch(/^[\w-]{43}$/)
    expect(resumed).toBe(false)
    expect(conversation).toEqual({ conversationId: expect.any(String), token: expect.any(String), expires_in: 1800, streamUrl: expect.stringContaining(conversation.conversationId) })
    const stream = await openLine(conversation.streamUrl)
    await stream.until(isBot)
    stream.socket.close()
  })
  test('When it comes back, then it goes on with the same conversation and nothing is said or run', async () => {
    const first = await session({ start: 'new' })
    await site.line.say(first.conversation, 'hoi')
    const before = (await site.line.poll(first.conversation)).body
    const back = await session({ secret: first.secret, start: 'resume' })
    expect(back).toMatchObject({ secret: first.secret, resumed: true, conversation: { conversationId: first.conversation.conversationId } })
    const after = (await site.line.poll(back.conversation)).body
    expect(after.activities.map(({ id, text }) => [id, text])).toEqual(before.activities.map(({ id, text }) => [id, text]))
  })
  test('When a new conversation is asked, then it is the same person, and the browser goes on with the new one', async () => {
    const first = await session({ start: 'new' })
    const second = await session({ secret: first.secret, start: 'new' })
    expect(second).toMatchObject({ secret: first.secret, resumed: false })
    expect(second.conversation.conversationId).not.toBe(first.conversation.conversationId)
    const people = await site.app.database.db.prisma.conversation.findMany({ where: { id: { in: [first.conversation.conversationId, second.conversation.conversationId] } }, select: { personId: true } })
    expect(new Set(people.map(({ personId }) => personId)).size).toBe(1)
    expect((await session({ secret: first.secret, start: 'resume' })).conversation.conversationId).toBe(second.conversation.conversationId)
  })
  test('When the secret is one that we did not make, then it is not adopted', async () => {
    const chosen = randomBytes(32).toString('base64url')
    const { secret, resumed } = await session({ secret: chosen, start: 'resume' })
    expect(secret).not.toBe(chosen)
    expect(resumed).toBe(false)
    expect((await session({ secret: chosen, start: 'resume' })).resumed).toBe(false)
  })
  test.each(['', 'kort', "' or 1=1 --", 'x'.repeat(200)])('When the secret is "%s", then a new one is made', async (secret) => {
    expect((await session({ secret, start: 'resume' })).secret).toMatch(/^[\w-]{43}$/)
  })
  test('When the database is looked at, then the secret is nowhere in it', async () => {
    const { secret } = await session({ start: 'new' })
    const rows = await site.app.database.db.prisma.channelIdentity.findMany()
    const kept = rows.map((row) => Buffer.from(row.addressHash).toString('base64url') + JSON.stringify(row))
    expect(kept.some((text) => text.includes(secret))).toBe(false)
    expect(rows.every(({ addressHash }) => addressHash.length === 32)).toBe(true)
  })
  test('When the browser stays away 90 days it is forgotten, and each return begins the 90 days anew', async () => {
    const { secret } = await session({ start: 'new' })
    const comeBack = async (after: number) => {
      site.app.clock.forward(after)
      const back = await session({ secret, start: 'resume' })
      return [back.resumed, back.secret === secret]
    }
    try {
      expect([await comeBack(80 * day), await comeBack(80 * day), await comeBack(91 * day)]).toEqual([[true, true], [true, true], [false, false]])
    } finally {
      site.app.clock.forward(-251 * day)
    }
  })
  test.each([{}, { start: 'other' }, { start: 'new', secret: 7 }, { start: 'new', secret: 'x'.repeat(201) }, []])('When the body is %j, then it is not understood and nothing is made', async (json) => {
    const before = await identities()
    const { status, body } = await site.line.post<ErrorBody>('/api/web/session', { json })
    expect([status, body.error.code]).toEqual([400, 'BadArgument'])
    expect(await identities()).toBe(before)
  })
  test('When two tabs of a browser open at once, then both go on with one conversation', async () => {
    const { secret } = await session({ start: 'new' })
    const tabs = await Promise.all([1, 2].map(() => session({ secret, start: 'resume' })))
    expect(new Set(tabs.map(({ conversation }) => conversation.conversationId)).size).toBe(1)
    const streams = await Promise.all(tabs.map(({ conversation }) => openLine(conversation.streamUrl)))
    if (tabs[0]) await site.line.say(tabs[0].conversation, 'hoi', 'tab')
    await Promise.all(streams.map((stream) => answers(stream, 'tab')))
    streams.forEach(({ socket }) => socket.close())
  })
  test('When the token of a session is used for Direct Line, then it is an ordinary one', async () => {
    const { conversation } = await session({ start: 'new' })
    expect((await site.line.call(`${conversationsPath}/${conversation.conversationId}`, { token: conversation.token })).status).toBe(200)
    expect((await site.line.post(conversationsPath, { token: conversation.token, json: {} })).status).toBe(200)
  })
})
