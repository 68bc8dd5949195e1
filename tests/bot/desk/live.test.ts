// The desk's live line: rows, transcripts, and who else is there.
import { beforeAll, describe, expect, test } from '@jest/globals'
import { randomUUID } from 'node:crypto'
import { limits } from '../../../domain/limits.ts'
import type { Person } from '../../support/person.ts'
import { demoTokens, deskMove, type DemoTokens, LiveConsole } from '../../support/live-console.ts'
import { useTalk } from '../../support/talk.ts'
import { conversationsPath, openLine, type Opened } from '../channels/directline/client.ts'

const { bot, opened } = useTalk()
let tokens: DemoTokens
beforeAll(async () => {
  tokens = await demoTokens(bot())
})

const idOf = (person: Person) => person.conversation().conversationId
const console = (who: keyof DemoTokens = 'karin') => LiveConsole.open(bot().url, tokens[who])
const asking = async () => {
  const person = await opened()
  await person.say('mens')
  return person
}
const claim = (person: Person) => deskMove(bot().url, tokens.karin, { conversation: idOf(person), move: { kind: 'claim' } })
const reply = (person: Person, text: string) => deskMove(bot().url, tokens.karin, { conversation: idOf(person), move: { kind: 'reply', text } })

describe('rows', () => {
  test('When a person asks for a human, then the row comes; while the bot has the others, nothing of them', async () => {
    const line = await console()
    const other = await opened()
    await other.say('hoi')
    const person = await asking()
    expect(await line.row(idOf(person))).toMatchObject({ state: 'waiting', channel: 'web', owner: null, urgent: false })
    await claim(person)
    expect(await line.row(idOf(person), ({ state }) => state === 'human')).toMatchObject({ owner: { name: 'Karin de Boer' } })
    await line.until('colleagues', ({ people }) => people.some(({ name, busy }) => name === 'Karin de Boer' && busy > 0))
    expect(line.of('rows').flatMap(({ rows }) => rows).some(({ id }) => id === idOf(other))).toBe(false)
    line.close()
  })
  test('When it is erased, then it is gone', async () => {
    const line = await console()
    const person = await asking()
    await line.row(idOf(person))
    await person.request('/api/web/erase', {}, person.conversation().token)
    await line.until('rows', ({ gone }) => gone.includes(idOf(person)))
    line.close()
  })
  test('When a flag is taken away, then the row says so', async () => {
    const line = await console()
    const person = await opened()
    const flag = async (flagReason: string | null) => {
      await bot().db.prisma.conversation.update({ where: { id: idOf(person) }, data: { flagReason, flaggedAt: flagReason && new Date(), version: { increment: 1 } } })
      await bot().db.prisma.$executeRaw`select pg_notify('digimaatje_wake', ${`another ${idOf(person)}`})`
    }
    await flag('deliveryFailed')
    expect(await line.row(idOf(person))).toMatchObject({ flag: 'deliveryFailed', state: 'none' })
    await flag(null)
    await line.row(idOf(person), (row) => row.flag === null)
    line.close()
  })
  test('When a notification was lost, then the change comes with the next reading of everything', async () => {
    const line = await console()
    const person = await asking()
    await line.row(idOf(person))
    await bot().db.prisma.handoff.updateMany({ where: { conversationId: idOf(person) }, data: { urgent: true } })
    bot().clock.forward(limits.desk.reread)
    await line.row(idOf(person), ({ urgent }) => urgent)
    line.close()
  })
  test('When an auditor connects, then they get no rows and no messages', async () => {
    const [line, other] = [await console('els'), await console()]
    const person = await asking()
    line.say({ kind: 'watch', conversation: idOf(person), after: 0 })
    await other.row(idOf(person))
    await reply(person, 'nee').catch(() => null)
    await line.ping()
    expect(line.frames.filter(({ kind }) => !['welcome', 'colleagues', 'pong'].includes(kind))).toEqual([])
    line.close()
    other.close()
  })
})

describe('a transcript', () => {
  test('When a console watches, then it gets what it has not, then everything new in order, and it is audited', async () => {
    const person = await asking()
    await claim(person)
    const line = await console()
    line.say({ kind: 'watch', conversation: idOf(person), after: 2 })
    await line.message(({ event }) => event?.name === 'accepted')
    await person.say('eerste')
    await reply(person, 'tweede')
    await person.say('derde')
    await line.message(({ text }) => text === 'derde')
    const seqs = line.messages().map(({ seq }) => seq)
    expect(seqs).toEqual(seqs.map((_, index) => index + 3))
    expect(line.messages().slice(-3)).toMatchObject([{ author: 'person', text: 'eerste' }, { author: 'human', by: 'Karin', text: 'tweede', delivery: null }, { author: 'person' }])
    await line.until('changed', ({ conversation }) => conversation === idOf(person))
    const { personId } = await bot().db.prisma.conversation.findUniqueOrThrow({ where: { id: idOf(person) } })
    const { auditSubject } = await bot().db.prisma.person.findUniqueOrThrow({ where: { id: personId } })
    expect(await bot().db.prisma.auditEvent.count({ where: { subject: auditSubject, action: 'conversation.opened', actor: 'demo:karin' } })).toBe(1)
    line.close()
  })
  test('When what was said is secret, then the desk gets it masked, the moment it is said too', async () => {
    const person = await asking()
    const line = await console()
    line.say({ kind: 'watch', conversation: idOf(person), after: 0 })
    await person.say('mijn bsn is 111222333')
    await line.message(({ author, text }) => author === 'person' && text.startsWith('mijn bsn'))
    expect(JSON.stringify(line.frames)).not.toContain('111222333')
    line.close()
  })
  test('When the person reads or types, then who watches hears it; when nobody watches any more, no longer', async () => {
    const person = await asking()
    await claim(person)
    await reply(person, 'Dag.')
    const line = await console()
    line.say({ kind: 'watch', conversation: idOf(person), after: 0 })
    const { seq } = await line.message(({ text }) => text === 'Dag.')
    await person.post({ type: 'typing' })
    await line.until('personTyping')
    await person.post({ type: 'event', name: 'read', value: { seq } })
    await line.until('messages', ({ readSeq, messages }) => readSeq === seq && messages.length === 0)
    line.say({ kind: 'unwatch' })
    await line.ping()
    const before = line.messages().length
    await person.say('nog iets')
    await line.row(idOf(person), ({ personAt }) => personAt !== null)
    expect(line.messages()).toHaveLength(before)
    line.close()
  })
  test('When a message of a digimaatje is delivered later, then it comes again with the same number', async () => {
    const person = await asking()
    await claim(person)
    await reply(person, 'Dag.')
    const conversationId = idOf(person)
    const { seq, createdAt: at } = await bot().db.prisma.message.findFirstOrThrow({ where: { conversationId, author: 'human' } })
    const { id } = await bot().db.prisma.delivery.create({
      data: { conversationId, seq, author: 'human', channel: 'whatsapp', addressHash: new Uint8Array(32), status: 'sent', dueAt: at, createdAt: at, updatedAt: at },
    })
    const become = async (status: 'delivered' | 'read') => {
      await bot().db.prisma.delivery.update({ where: { id }, data: { status } })
      await bot().db.prisma.$executeRaw`select pg_notify('digimaatje_wake', ${`another ${conversationId}`})`
    }
    const line = await console()
    line.say({ kind: 'watch', conversation: conversationId, after: seq })
    await line.message((message) => message.seq === seq && message.delivery === 'sent')
    for (const status of ['delivered', 'read'] as const) {
      await become(status)
      await line.message((message) => message.seq === seq && message.delivery === status)
    }
    expect(line.messages().filter((message) => message.seq === seq).map(({ delivery }) => delivery)).toEqual(['sent', 'delivered', 'read'])
    line.close()
  })
})

describe('who else is there', () => {
  test('When two look at one conversation, then each sees the other, and who types; the person sees it of who has them', async () => {
    const person = await asking()
    await claim(person)
    const [karin, mo] = [await console(), await console('mo')]
    const watch = { kind: 'watch', conversation: idOf(person), after: 0 } as const
    const line = await openLine((await (await fetch(`${bot().url}${conversationsPath}/${idOf(person)}`, { headers: { authorization: `Bearer ${person.conversation().token}` } })).json() as Opened).streamUrl)
    karin.say(watch)
    mo.say(watch)
    mo.say({ kind: 'typing' })
    await karin.until('looking', ({ people }) => people.some(({ name, typing }) => name === 'Mo Yilmaz' && typing))
    karin.say({ kind: 'typing' })
    await mo.until('looking', ({ people }) => people.some(({ name, typing }) => name === 'Karin de Boer' && typing))
    expect((await line.until(({ type }) => type === 'typing')).from).toMatchObject({ name: 'Karin' })
    expect(line.activities.filter(({ type }) => type === 'typing')).toHaveLength(1)
    line.socket.close()
    bot().clock.forward(limits.desk.typingShown)
    await mo.until('looking', () => mo.of('looking').at(-1)?.people.some(({ typing }) => !typing) ?? false)
    mo.close()
    await karin.until('looking', () => karin.of('looking').at(-1)?.people.length === 0)
    karin.close()
  })
  test('When another process says who looks, then they are shown, until nothing more is heard of it', async () => {
    const person = await asking()
    const line = await console()
    line.say({ kind: 'watch', conversation: idOf(person), after: 0 })
    const looking = { kind: 'looking', process: 'another', conversation: idOf(person), people: [{ id: 'x', name: 'Noor Bos' }, { id: 'demo:karin', name: 'Karin de Boer' }] }
    await bot().db.prisma.$executeRaw`select pg_notify('digimaatje_signal', ${JSON.stringify(looking)})`
    await line.until('looking', ({ people }) => people.length === 1 && people[0]?.name === 'Noor Bos')
    bot().clock.forward(limits.desk.lookingForgotten)
    await line.until('looking', () => line.of('looking').at(-1)?.people.length === 0)
    line.close()
  })
  test('When a reminder is due, then it comes to whose it is', async () => {
    const [karin, mo] = [await console(), await console('mo')]
    const id = randomUUID()
    await bot().db.prisma.$executeRaw`select pg_notify('digimaatje_signal', ${JSON.stringify({ kind: 'reminder', digimaatje: 'demo:mo', conversation: id, id })})`
    expect(await mo.until('reminder')).toEqual({ kind: 'reminder', conversation: id, id })
    await karin.ping()
    expect(karin.of('reminder')).toEqual([])
    karin.close()
    mo.close()
  })
})
