import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, test } from '@jest/globals'
import { limits } from '../../../domain/limits.ts'
import { createSealer } from '../../../bot/keys.ts'
import { Console } from '../../support/console.ts'
import { makeConversations } from '../../support/desk-rows.ts'
import type { Person } from '../../support/person.ts'
import { useTalk } from '../../support/talk.ts'

const { bot, opened } = useTalk()
const nowhere = '/api/desk/conversations/00000000-0000-4000-8000-000000000000'
const idOf = (person: Person) => person.conversation().conversationId
const pathOf = (id: string, rest = '') => `/api/desk/conversations/${id}${rest}`
const audit = (action: string, actor?: string) => bot().db.prisma.auditEvent.findMany({ where: { action, ...(actor && { actor }) }, orderBy: { at: 'asc' } })
const subjectOf = async (id: string) => (await bot().db.prisma.conversation.findUniqueOrThrow({ where: { id }, include: { person: true } })).person.auditSubject

/** Of one minute. */
const at = (second: number) => new Date(`2026-11-22T10:00:0${second}.000Z`)
/** Somebody who asked for a human. */
const asked = async () => {
  const person = await opened()
  await person.press('client')
  await person.say('ik wil een mens')
  return person
}

let karin: Console
let mo: Console
beforeAll(async () => {
  [karin, mo] = await Promise.all([Console.demo(bot()), Console.demo(bot(), 'mo')])
})

describe('opening a conversation', () => {
  test('When a person is on their way, then the desk sees their steps and what went wrong', async () => {
    const person = await opened()
    await person.press('representative')
    for (let press = 0; press < 3; press += 1) await person.press(person.buttons()[0]?.value.choice ?? '')
    await person.say('lukt niet')
    const { row, form, steps, stuck, check, notes, history, ...rest } = await karin.conversation(idOf(person))
    expect(row).toMatchObject({ id: idOf(person), state: 'none', channel: 'web', role: 'representative', step: steps.find(({ current }) => current)?.step })
    expect(form).toBe('u')
    expect(steps.map(({ step }) => step)).not.toContain('ownName')
    expect(steps[0]).toMatchObject({ step: 'whoAreYou', finishedBy: 'person', startedAt: expect.stringMatching(/^\d{4}-.*Z$/), finishedAt: expect.stringMatching(/Z$/), current: false })
    expect(steps.find(({ current }) => current)).toMatchObject({ finishedAt: null, troubles: { fails: 1 } })
    expect(stuck).toMatchObject({ points: 2, by: { fails: 1 } })
    expect({ check, notes, history, rest }).toEqual({
      check: { misses: 0, closedUntil: null, codeClosed: false, referentie: null }, notes: [], history: [],
      rest: { manager: null, deliveries: { waiting: 0, parked: 0, failed: 0 }, canUndoHandBack: false, optedOut: false, hasTemplate: false },
    })
  })

  test('When it is opened and read, then the audit log has one line of each who did, again only after a while', async () => {
    const person = await opened()
    const id = idOf(person)
    const subject = await subjectOf(id)
    const lines = async () => (await audit('conversation.opened')).filter((line) => line.subject === subject).map(({ actor, origin }) => `${actor} ${origin}`)
    await Promise.all([karin.conversation(id), karin.messages(id), karin.conversation(id)])
    expect(await lines()).toEqual(['demo:karin 127.0.0.1'])
    await mo.messages(id)
    expect(await lines()).toEqual(['demo:karin 127.0.0.1', 'demo:mo 127.0.0.1'])
    bot().clock.forward(limits.desk.openedAgain + 1)
    expect((await karin.post(pathOf(id, '/read'), { seq: 1 })).status).toBe(200)
    expect(await lines()).toHaveLength(3)
  })

  test('When there is no such conversation, then 404 and no line', async () => {
    const before = (await audit('conversation.opened')).length
    for (const path of [nowhere, `${nowhere}/messages`, pathOf('x'), pathOf("1'%20or%20true")]) expect((await karin.get(path)).status).toBe(404)
    expect((await karin.post(`${nowhere}/notes`, { id: randomUUID(), text: 'x' })).status).toBe(404)
    expect((await karin.post(`${nowhere}/reminders`, { id: randomUUID(), at: '2026-12-01T09:00:00.000Z' })).status).toBe(404)
    expect(await audit('conversation.opened')).toHaveLength(before)
  })
})

describe('its messages', () => {
  test('When they are read, then in order, from where I was, masked, with the buttons the person saw', async () => {
    const person = await opened()
    await person.say('mijn wachtwoord is Zonnebloem7')
    const { messages, more, readSeq } = await karin.messages(idOf(person))
    expect([more, readSeq]).toEqual([false, 0])
    expect(messages.map(({ seq }) => seq)).toEqual(messages.map((_, index) => index + 1))
    expect(messages[0]).toMatchObject({ author: 'bot', by: null, attachments: 0, attachmentKinds: [], event: null, delivery: null, at: expect.stringMatching(/Z$/) })
    expect(messages.find(({ buttons }) => buttons.length > 0)?.buttons.length).toBeGreaterThanOrEqual(2)
    const own = messages.filter(({ author }) => author === 'person')
    expect(own).toHaveLength(1)
    expect(JSON.stringify(messages)).not.toContain('Zonnebloem7')
    const after = await karin.messages(idOf(person), own[0]?.seq)
    expect(after.messages[0]?.seq).toBe((own[0]?.seq ?? 0) + 1)
    expect((await karin.get(pathOf(idOf(person), '/messages?after=-1'))).status).toBe(400)
  })

  test('When there are more than a page holds, then it says so', async () => {
    const [id = ''] = await makeConversations(bot().db, [{}])
    const { messagesPage } = limits.desk
    await bot().db.prisma.message.createMany({ data: Array.from({ length: messagesPage }, (_, index) => ({ conversationId: id, seq: index + 2, author: 'bot' as const, activity: { type: 'message', text: 'x' } })) })
    const first = await karin.messages(id)
    expect([first.messages.length, first.more]).toEqual([messagesPage, true])
    expect(await karin.messages(id, messagesPage)).toMatchObject({ messages: [{ seq: messagesPage + 1 }], more: false })
  })

  test('When messages went out on WhatsApp, then each shows the worst of its parts', async () => {
    const [id = ''] = await makeConversations(bot().db, [{ wroteAt: bot().clock.now }])
    const hash = (await bot().db.prisma.conversation.findUniqueOrThrow({ where: { id } })).replyTo ?? new Uint8Array()
    const { prisma } = bot().db
    await prisma.message.createMany({ data: [2, 3, 4, 5].map((seq) => ({ conversationId: id, seq, author: seq === 5 ? 'human' as const : 'bot' as const, activity: { type: 'message', text: `m${seq}`, channelData: { by: 'Karin' } }, createdAt: at(seq === 3 ? 2 : seq) })) })
    const statuses = { 3: ['delivered', 'sent'], 4: ['cancelled'], 5: ['read', 'failed'] } as const
    await prisma.delivery.createMany({ data: Object.entries(statuses).flatMap(([seq, all]) => all.map((status) => ({
      conversationId: id, seq: Number(seq), author: 'bot' as const, channel: 'whatsapp' as const, addressHash: new Uint8Array(hash), status, dueAt: at(0), createdAt: at(seq === '3' ? 2 : Number(seq)),
    }))) })
    const { messages } = await karin.messages(id, 1)
    // 2 and 3 were said in one turn, and 3's part shows them both.
    expect(messages.map(({ delivery }) => delivery)).toEqual(['sent', 'sent', 'cancelled', 'failed'])
    expect(messages.at(-1)).toMatchObject({ author: 'human', by: 'Karin' })
    expect((await karin.conversation(id)).deliveries).toEqual({ waiting: 0, parked: 0, failed: 1 })
  })
})

describe('moves', () => {
  test('When a digimaatje claims and answers, then the answer has the fresh row, a second click is a duplicate, and a colleague hears who has it', async () => {
    const person = await asked()
    const id = idOf(person)
    expect(await karin.row('queue', id)).toMatchObject({ state: 'waiting', reason: 'asked', askedAt: expect.any(String) })
    const turn = randomUUID()
    expect(await karin.move(id, { kind: 'claim' }, turn)).toMatchObject({ kind: 'done', row: { id, state: 'human', owner: { id: 'demo:karin', name: 'Karin de Boer' } } })
    expect(await karin.move(id, { kind: 'claim' }, turn)).toMatchObject({ kind: 'duplicate', row: { state: 'human' } })
    expect(await mo.claim(id)).toMatchObject({ kind: 'refused', code: 'taken', by: { id: 'demo:karin', name: 'Karin de Boer' }, row: { id } })
    expect(await mo.reply(id, 'Hallo')).toMatchObject({ kind: 'refused', code: 'taken' })
    expect((await audit('desk.refused', 'demo:mo')).map(({ outcome, subject, detail }) => ({ outcome, known: subject !== null, detail }))).toEqual([{ outcome: 'taken', known: true, detail: { move: 'claim' } }, { outcome: 'taken', known: true, detail: { move: 'reply' } }])
    expect(await karin.reply(id, 'Hallo, ik ben Karin.\u0007')).toMatchObject({ kind: 'done', row: { personAt: null } })
    expect((await person.read()).at(-1)).toMatchObject({ text: 'Hallo, ik ben Karin.' })
    const { messages } = await karin.messages(id)
    expect(messages.at(-1)).toMatchObject({ author: 'human', by: 'Karin', text: 'Hallo, ik ben Karin.', event: null })
    expect(messages.flatMap(({ event }) => event?.name ?? [])).toEqual(expect.arrayContaining(['accepted']))
    expect((await audit('handoff.claim', 'demo:karin')).at(-1)).toMatchObject({ outcome: 'done', origin: '127.0.0.1', subject: await subjectOf(id) })
  })

  test('When it goes to a colleague, then only to one who is there', async () => {
    const id = idOf(await asked())
    await karin.claim(id)
    expect(await karin.move(id, { kind: 'transfer', to: 'demo:nobody' })).toMatchObject({ kind: 'refused', code: 'targetAway', row: { owner: { id: 'demo:karin' } } })
    await mo.post('/api/desk/me', { presence: 'away' })
    expect(await karin.move(id, { kind: 'transfer', to: 'demo:mo' })).toMatchObject({ kind: 'refused', code: 'targetAway' })
    await mo.post('/api/desk/me', { presence: 'online', capacity: 3 })
    expect(await karin.move(id, { kind: 'transfer', to: 'demo:mo' })).toMatchObject({ kind: 'done', row: { owner: { id: 'demo:mo', name: 'Mo Yilmaz' } } })
    const colleagues = (await karin.get<{ id: string }[]>('/api/desk/colleagues')).body
    expect(colleagues.find(({ id: who }) => who === 'demo:mo')).toEqual({ id: 'demo:mo', name: 'Mo Yilmaz', roles: ['digimaatje', 'coordinator'], presence: 'online', capacity: 3, here: true, busy: 1 })
    const { steps } = await mo.conversation(id)
    expect(await mo.move(id, { kind: 'handBack', step: steps.find(({ current }) => current)?.step ?? '', done: [] })).toMatchObject({ kind: 'done', row: { state: 'back' } })
    expect((await mo.conversation(id)).canUndoHandBack).toBe(true)
    expect((await karin.conversation(id)).canUndoHandBack).toBe(false)
    bot().clock.forward(limits.desk.undoHandBack)
    expect((await mo.conversation(id)).canUndoHandBack).toBe(false)
  })

  test('When a move cannot be read, or its conversation is gone, then nothing happens', async () => {
    const id = idOf(await asked())
    const turn = (body: object) => karin.post(pathOf(id, '/turns'), body)
    for (const body of [{}, { id: 'x', move: { kind: 'claim' } }, { id: randomUUID(), move: { kind: 'own' } }, { id: randomUUID(), move: { kind: 'reply', text: '  ' } }, { id: randomUUID(), move: { kind: 'reply', text: '\u0000' } }, { id: randomUUID(), move: { kind: 'close', reason: 'bored' } }]) {
      expect((await turn(body)).status).toBe(400)
    }
    expect((await karin.post(`${nowhere}/turns`, { id: randomUUID(), move: { kind: 'claim' } })).body).toEqual({ kind: 'refused', code: 'gone', by: null, row: null })
    expect(await karin.row('queue', id)).toMatchObject({ state: 'waiting' })
  })
})

describe('beside the conversation', () => {
  test('When a note is written twice, then it is one, masked, for colleagues only', async () => {
    const person = await opened()
    const id = idOf(person)
    const note = { id: randomUUID(), text: 'Wachtwoord is Zonnebloem7, belt morgen terug.' }
    expect((await karin.post(pathOf(id, '/notes'), note)).body).toMatchObject({ id: note.id, by: 'Karin de Boer', text: expect.not.stringContaining('Zonnebloem7') })
    await karin.post(pathOf(id, '/notes'), note)
    const { notes } = await mo.conversation(id)
    expect(notes).toEqual([{ id: note.id, by: 'Karin de Boer', text: expect.stringMatching(/belt morgen terug/), at: expect.stringMatching(/Z$/) }])
    expect(JSON.stringify(notes)).not.toContain('Zonnebloem7')
    expect(await person.read()).toEqual([])
    const subject = await subjectOf(id)
    expect((await audit('note.added')).filter((line) => line.subject === subject)).toMatchObject([{ actor: 'demo:karin', detail: {} }])
  })

  test('When "Bel mij" left a number, then only who has the conversation sees it, and every look is noted', async () => {
    const phone = createSealer(bot().app.store.keys.encryption).seal('0612345678')
    const [id = ''] = await makeConversations(bot().db, [{ handoffs: [{ state: 'human', askedAt: bot().clock.now, claimedById: 'demo:karin', phone }] }])
    expect((await karin.post(pathOf(id, '/phone'))).body).toEqual({ phone: '0612345678' })
    expect(await mo.post(pathOf(id, '/phone'))).toMatchObject({ status: 403, body: { error: { code: 'NotYours' } } })
    expect(JSON.stringify([await mo.conversation(id), await mo.rows('open')])).not.toContain('0612345678')
    const subject = await subjectOf(id)
    expect((await audit('phone.shown')).filter((line) => line.subject === subject).map(({ actor, outcome }) => `${actor} ${outcome}`)).toEqual(['demo:karin done', 'demo:mo refused'])
  })

  test('When I want to be reminded, then the row says when, to me, until I say it is done', async () => {
    const [id = ''] = await makeConversations(bot().db, [{ handoffs: [{ state: 'human', askedAt: bot().clock.now, claimedById: 'demo:karin' }] }])
    const reminder = { id: randomUUID(), at: '2026-12-01T09:00:00.000Z' }
    for (let click = 0; click < 2; click += 1) expect((await karin.post(pathOf(id, '/reminders'), reminder)).status).toBe(200)
    expect(await karin.row('mine', id)).toMatchObject({ remindAt: reminder.at })
    expect((await mo.conversation(id)).row.remindAt).toBeNull()
    await mo.post(pathOf(id, `/reminders/${reminder.id}/done`))
    expect(await karin.row('mine', id)).toMatchObject({ remindAt: reminder.at })
    await karin.post(pathOf(id, `/reminders/${reminder.id}/done`))
    expect(await karin.row('mine', id)).toMatchObject({ remindAt: null })
  })
})

describe('a reminder', () => {
  test.each([['now', 0], ['over a year from now', 366 * 24 * 3_600_000 + 60_000]])('When it is for %s, then it is refused', async (_, wait) => {
    const [id = ''] = await makeConversations(bot().db, [{}])
    expect((await karin.post(pathOf(id, '/reminders'), { id: randomUUID(), at: new Date(bot().clock.now.getTime() + wait).toISOString() })).status).toBe(400)
  })
})

describe('a code that too many misses closed', () => {
  test('When it is opened again by its referentie, then it may be tried, and the log knows who did', async () => {
    const [id = ''] = await makeConversations(bot().db, [{}])
    const { codeHash } = await bot().db.prisma.activationCode.findUniqueOrThrow({ where: { referentie: 'DEMO-3' } })
    const misses = Array.from({ length: limits.check.missesPerCode }, () => ({
      inboundKey: randomUUID(), conversationId: id, identityHash: new Uint8Array(32).fill(9), addressHash: new Uint8Array(32).fill(8), codeHash, outcome: 'miss' as const, createdAt: bot().clock.now,
    }))
    await bot().db.prisma.codeAttempt.createMany({ data: misses })
    expect((await karin.conversation(id)).check).toEqual({ misses: limits.check.missesPerConversation, closedUntil: expect.stringMatching(/Z$/), codeClosed: true, referentie: 'DEMO-3' })
    bot().clock.forward(1_000)
    const reopen = async (referentie: string) => (await karin.post(`/api/desk/codes/${referentie}/reopen`)).body
    expect([await reopen('DEMO-3'), await reopen('DEMO-3'), await reopen('DEMO-99')]).toEqual([{ kind: 'reopened' }, { kind: 'notClosed' }, { kind: 'notFound' }])
    expect((await karin.conversation(id)).check).toMatchObject({ codeClosed: false })
    expect((await audit('code.reopened')).map(({ actor, outcome, detail }) => ({ actor, outcome, detail }))).toEqual([
      { actor: 'demo:karin', outcome: 'reopened', detail: { referentie: 'DEMO-3' } }, { actor: 'demo:karin', outcome: 'notClosed', detail: { referentie: 'DEMO-3' } }, { actor: 'demo:karin', outcome: 'notFound', detail: { referentie: 'DEMO-99' } },
    ])
  })
})

describe('erasing', () => {
  test('When the person asked for it, then a coordinator erases all of it, once, and the log knows who', async () => {
    const person = await asked()
    const id = idOf(person)
    const subject = await subjectOf(id)
    expect((await karin.post(pathOf(id, '/erase'))).status).toBe(403)
    expect([(await mo.post(pathOf(id, '/erase'))).status, (await mo.post(pathOf(id, '/erase'))).status]).toEqual([200, 404])
    expect(await bot().db.prisma.conversation.count({ where: { id } })).toBe(0)
    expect(await bot().db.prisma.auditEvent.findMany({ where: { action: 'erase', subject }, select: { actor: true, origin: true, outcome: true } })).toEqual([{ actor: 'demo:mo', origin: '127.0.0.1', outcome: 'done' }])
  })
})
