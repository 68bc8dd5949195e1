// What happens by itself at the desk, once, however many processes look.
import { beforeEach, describe, expect, test } from '@jest/globals'
import { createStanding } from '../../../bot/desk/standing.ts'
import { createDeskSweep } from '../../../bot/desk/sweep.ts'
import { createLog } from '../../../bot/log.ts'
import type { Signal } from '../../../bot/turn/types.ts'
import { limits } from '../../../domain/limits.ts'
import { type OpeningHours, readOpeningHours } from '../../../domain/opening-hours.ts'
import { deskView, idOf, karin, mo, type Move, seat, take, write } from '../../support/desk-turns.ts'
import { textOf, useTalk } from '../../support/talk.ts'

const { bot, opened } = useTalk()
beforeEach(async () => {
  bot().clock.forward(60_000)
  await seat(bot(), karin)
})

const sweepOf = (hours: OpeningHours | null = null, signals: Signal[] = []) => {
  const { db: { sql }, app: { turns }, clock } = bot()
  const now = () => clock.now
  return createDeskSweep({ sql, turns, standing: createStanding({ sql, desk: { kind: 'demo' }, hours, now }), hours, signal: (signal) => signals.push(signal), log: createLog('silent'), now })
}
/** As many processes would. */
const sweep = (hours?: OpeningHours | null, signals?: Signal[]) => Promise.all([1, 2, 3].map(() => sweepOf(hours, signals).sweep()))
const waiting = async () => {
  const sam = await opened()
  await sam.say('mens')
  await sam.read()
  return sam
}
const withKarin = async () => {
  const sam = await waiting()
  await take(bot(), idOf(sam), { who: karin, move: 'claim' })
  await sam.read()
  return sam
}

const heard = async (sam: Awaited<ReturnType<typeof waiting>>) => (await sam.read()).length
const time = (at: Date) => new Intl.DateTimeFormat('nl-NL', { hour: '2-digit', minute: '2-digit', timeZone: 'Europe/Amsterdam' }).format(at)

describe('a digimaatje who left', () => {
  test('When the person waits for 10 minutes and she is gone, then they are back in the queue, told once', async () => {
    const sam = await withKarin()
    const asked = (await deskView(bot(), idOf(sam))).handoff?.createdAt
    bot().clock.forward(limits.desk.absentAfter)
    await sweep()
    expect(await deskView(bot(), idOf(sam))).toMatchObject({ owner: 'bot', handoff: { state: 'waiting', createdAt: asked } })
    const told = await sam.read()
    expect(textOf(told)).toContain('Karin is er nu niet.')
    await sweep()
    expect(await sam.read()).toEqual([])
    expect((await deskView(bot(), idOf(sam))).audit.at(-1)).toMatchObject({ actor: 'system', action: 'handoff.absent', origin: null })
  })

  test('When she is there, or has answered, then it stays hers', async () => {
    const [slow, answered] = [await withKarin(), await withKarin()]
    await write(bot(), idOf(answered), { who: karin, text: 'Hoi' })
    bot().clock.forward(limits.desk.absentAfter)
    await seat(bot(), karin)
    await sweep()
    await seat(bot(), karin, 'gone')
    await write(bot(), idOf(slow), { who: karin, text: 'Hoi' })
    await sweep()
    for (const sam of [slow, answered]) expect((await deskView(bot(), idOf(sam))).owner).toBe('human')
  })
})

describe('who waited long before she came', () => {
  test('When she claims and is gone, then 10 minutes count from then, not from when they asked', async () => {
    const sam = await waiting()
    bot().clock.forward(limits.desk.absentAfter)
    await take(bot(), idOf(sam), { who: karin, move: 'claim' })
    bot().clock.forward(limits.desk.awayAfter)
    await sweep()
    expect((await deskView(bot(), idOf(sam))).owner).toBe('human')
    bot().clock.forward(limits.desk.absentAfter)
    await sweep()
    expect((await deskView(bot(), idOf(sam))).owner).toBe('bot')
  })
})

describe('the number of "Bel mij"', () => {
  test('When it is handed back, then it is there again when that is undone, and gone once it cannot be', async () => {
    const sam = await waiting()
    const phoneOf = async () => (await deskView(bot(), idOf(sam))).handoff?.phone
    await sam.say('bel mij op 06-12345678')
    await sam.say('ja')
    const given = await phoneOf()
    expect(given).toBeInstanceOf(Uint8Array)
    await take(bot(), idOf(sam), { who: karin, move: 'claim' })
    const handBack: Move = { kind: 'handBack', step: 'clientName', done: [] }
    await take(bot(), idOf(sam), { who: karin, move: handBack })
    const lone = sweepOf()
    await lone.sweep()
    await take(bot(), idOf(sam), { who: karin, move: 'undoHandBack' })
    expect(await phoneOf()).toEqual(given)
    await take(bot(), idOf(sam), { who: karin, move: handBack })
    bot().clock.forward(limits.desk.undoHandBack - 60_000)
    await lone.sweep()
    expect(await phoneOf()).toEqual(given)
    bot().clock.forward(60_000)
    await lone.sweep()
    expect(await phoneOf()).toBeNull()
  })
  test('When it is closed, then it is gone at once', async () => {
    const sam = await waiting()
    await sam.say('bel mij op 06-12345678')
    await sam.say('ja')
    await take(bot(), idOf(sam), { who: karin, move: 'claim' })
    await take(bot(), idOf(sam), { who: karin, move: { kind: 'close', reason: 'solved' } })
    expect((await deskView(bot(), idOf(sam))).handoff?.phone).toBeNull()
  })
})

describe('who is given a person by somebody else', () => {
  test('When a colleague takes over and leaves without a word, then they are back in the queue', async () => {
    const sam = await withKarin()
    await write(bot(), idOf(sam), { who: karin, text: 'Mo helpt je verder' })
    await seat(bot(), mo)
    await take(bot(), idOf(sam), { who: karin, move: { kind: 'transfer', to: mo } })
    bot().clock.forward(limits.desk.absentAfter)
    await sweep()
    expect(await deskView(bot(), idOf(sam))).toMatchObject({ owner: 'bot', handoff: { state: 'waiting' } })
  })

  test('When it is opened again for her and she left, then so', async () => {
    const sam = await withKarin()
    await take(bot(), idOf(sam), { who: karin, move: { kind: 'close', reason: 'solved' } })
    await take(bot(), idOf(sam), { who: mo, move: 'reopen' })
    bot().clock.forward(limits.desk.absentAfter)
    await sweep()
    expect(await deskView(bot(), idOf(sam))).toMatchObject({ owner: 'bot', handoff: { state: 'waiting' } })
  })
})

describe('a server that was away itself', () => {
  test('When it starts, then consoles get time to come back before anybody counts as gone', async () => {
    const sam = await withKarin()
    bot().clock.forward(limits.desk.absentAfter)
    const started = sweepOf()
    started.start()
    await started.sweep()
    expect((await deskView(bot(), idOf(sam))).owner).toBe('human')
    bot().clock.forward(limits.desk.awayAfter)
    await started.sweep()
    await started.stop()
    expect((await deskView(bot(), idOf(sam))).owner).toBe('bot')
  })
})

describe('nobody came', () => {
  test('When somebody waits for 10 minutes while digimaatjes are there, then they are told once, and the place is kept', async () => {
    const sam = await waiting()
    bot().clock.forward(limits.desk.nobodyAfter - 1_000)
    await seat(bot(), karin)
    await sweep()
    expect(await heard(sam)).toBe(0)
    bot().clock.forward(1_000)
    await sweep()
    expect(textOf(await sam.read())).toContain('Je plek blijft bewaard.')
    await sweep()
    expect(await heard(sam)).toBe(0)
    expect((await deskView(bot(), idOf(sam))).handoff).toMatchObject({ state: 'waiting', nobodyAt: expect.any(Date) })
  })

  test('When nobody is at the desk, then nothing was promised and nothing is said', async () => {
    const sam = await waiting()
    bot().clock.forward(limits.desk.nobodyAfter)
    await sweep()
    expect(await heard(sam)).toBe(0)
  })

  test('When she releases it, then 10 minutes begin anew', async () => {
    const sam = await withKarin()
    bot().clock.forward(limits.desk.nobodyAfter)
    await seat(bot(), karin)
    await take(bot(), idOf(sam), { who: karin, move: 'release' })
    await sam.read()
    await sweep()
    expect(await heard(sam)).toBe(0)
    bot().clock.forward(limits.desk.nobodyAfter)
    await seat(bot(), karin)
    await sweep()
    expect(await heard(sam)).toBe(1)
  })

  test('When they asked while it was closed, then they are not told so the moment it opens', async () => {
    // Open every day, from the minute that is now in the Netherlands.
    const sam = await waiting()
    bot().clock.forward(limits.desk.nobodyAfter)
    const [now, day] = [bot().clock.now, new Intl.DateTimeFormat('nl-NL', { weekday: 'short', timeZone: 'Europe/Amsterdam' })]
    const hours = readOpeningHours(`${day.format(now).slice(0, 2)} ${time(now)}-24:00`)
    await sweep(hours)
    expect(await heard(sam)).toBe(0)
  })
})

describe('reminders', () => {
  test('When one is due, then she is told until it is done; a colleague is not', async () => {
    const sam = await opened()
    await seat(bot(), mo)
    const id = crypto.randomUUID()
    await bot().db.prisma.deskReminder.create({ data: { id, conversationId: idOf(sam), digimaatjeId: karin.id, dueAt: new Date(bot().clock.now.getTime() + 1_000), createdAt: bot().clock.now } })
    const signals: Signal[] = []
    await sweep(null, signals)
    expect(signals).toEqual([])
    bot().clock.forward(1_000)
    await sweepOf(null, signals).sweep()
    expect(signals).toEqual([{ kind: 'reminder', digimaatje: karin.id, conversation: idOf(sam), id }])
    await bot().db.prisma.deskReminder.update({ where: { id }, data: { doneAt: bot().clock.now } })
    await sweepOf(null, signals).sweep()
    expect(signals).toHaveLength(1)
  })
})
