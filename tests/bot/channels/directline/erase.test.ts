import { describe, expect, test } from '@jest/globals'
import { randomBytes } from 'node:crypto'
import { conversationsPath, isBot, openLine, useDirectLine, type Opened } from './client.ts'

type Session = { secret: string; conversation: Opened; resumed: boolean }
const site = useDirectLine()

const session = async (json: unknown = { start: 'new' }) => (await site.line.post<Session>('/api/web/session', { json })).body
const erase = (token?: string) => site.line.post('/api/web/erase', token === undefined ? {} : { token })

describe('Wis dit gesprek', () => {
  test('When a conversation is erased, then all that hangs on it is gone, and the log knows that it was', async () => {
    const { secret, conversation } = await session()
    const id = conversation.conversationId
    await site.line.say(conversation, 'hoi')
    const { personId, person } = await site.app.database.db.prisma.conversation.findUniqueOrThrow({ where: { id }, include: { person: true } })
    await site.app.database.db.prisma.handoff.create({ data: { conversationId: id, reason: 'asked' } })
    expect((await erase(conversation.token)).status).toBe(204)
    const where = { conversationId: id }
    const { prisma } = site.app.database.db
    expect(await Promise.all([
      prisma.conversation.count({ where: { id } }), prisma.message.count({ where }), prisma.inbound.count({ where }), prisma.handoff.count({ where }),
      prisma.journey.count({ where }), prisma.person.count({ where: { id: personId } }), prisma.channelIdentity.count({ where: { personId } }),
    ])).toEqual([0, 0, 0, 0, 0, 0, 0])
    expect(await prisma.stepProgress.count({ where: { journey: { conversationId: null } } })).toBe(0)
    expect(await prisma.auditEvent.findMany({ where: { action: 'erase', subject: person.auditSubject } })).toMatchObject([{ actor: 'person', outcome: 'done' }])
    expect(await session({ secret, start: 'resume' })).toMatchObject({ resumed: false })
  })
  test('When a person has another conversation, then that, the person and the browser stay', async () => {
    const first = await session()
    const second = await session({ secret: first.secret, start: 'new' })
    await erase(first.conversation.token)
    expect(await session({ secret: first.secret, start: 'resume' })).toMatchObject({ resumed: true, conversation: { conversationId: second.conversation.conversationId } })
  })
  test('When the conversation now open is erased, then the browser does not fall back on an older one', async () => {
    const first = await session()
    const second = await session({ secret: first.secret, start: 'new' })
    await erase(second.conversation.token)
    const next = await session({ secret: first.secret, start: 'resume' })
    expect(next.resumed).toBe(false)
    expect(next.conversation.conversationId).not.toBe(first.conversation.conversationId)
  })
  test('When it is erased, then its sockets close and its token opens nothing any more', async () => {
    const { conversation } = await session()
    const id = conversation.conversationId
    const stream = await openLine(conversation.streamUrl)
    await stream.until(isBot)
    const { streamUrl } = (await site.line.call<Opened>(`${conversationsPath}/${id}`, { token: conversation.token })).body
    await erase(conversation.token)
    expect(await stream.closed).toBe(4404)
    const { token } = conversation
    const replies = await Promise.all([
      site.line.say(conversation, 'hoi'), site.line.poll(conversation), site.line.call(`${conversationsPath}/${id}`, { token }), site.line.post('/v3/directline/tokens/refresh', { token }),
      site.line.post(conversationsPath, { token, json: {} }), site.line.post(`${conversationsPath}/${id}/upload`, { token }), erase(token),
    ])
    expect(replies.map(({ status }) => status)).toEqual([404, 404, 404, 404, 404, 404, 404])
    expect(replies[0].body.error.code).toBe('ConversationNotFound')
    const late = await openLine(streamUrl)
    expect(await late.closed).toBe(4404)
    expect(await site.app.database.db.prisma.conversation.count({ where: { id } })).toBe(0)
  })
  test('When it is erased while messages come in, then nothing of it is left and nobody gets an error', async () => {
    const { conversation } = await session()
    const says = Array.from({ length: 8 }, (_, n) => site.line.say(conversation, `bericht ${n}`))
    const [erased, ...said] = await Promise.all([erase(conversation.token), ...says])
    expect(erased.status).toBe(204)
    expect(said.every(({ status }) => status === 200 || status === 404)).toBe(true)
    expect(await site.app.database.db.prisma.message.count({ where: { conversationId: conversation.conversationId } })).toBe(0)
  })
  test('When attempts at the check were made, then they stay until their window ends', async () => {
    const { conversation } = await session()
    const hash = new Uint8Array(randomBytes(32))
    const attempt = { inboundKey: 'erase-test', conversationId: conversation.conversationId, identityHash: hash, addressHash: hash, codeHash: hash }
    await site.app.database.db.prisma.codeAttempt.create({ data: { ...attempt, outcome: 'miss' } })
    await erase(conversation.token)
    expect(await site.app.database.db.prisma.codeAttempt.count({ where: { inboundKey: 'erase-test' } })).toBe(1)
  })
  test('When somebody erases without a token, or twice at once, then one erasing happens', async () => {
    const { conversation } = await session()
    expect((await erase()).status).toBe(401)
    const both = await Promise.all([erase(conversation.token), erase(conversation.token)])
    expect(both.map(({ status }) => status).sort()).toEqual([204, 404])
  })
})
