// Many at once, at two processes that share a database: one wins, nothing is half done.
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { wakeChannel } from '../../../bot/turn/commit-statement.ts'
import { startTestApp, type TestApp } from '../../support/app.ts'
import { deskView, type Helper, idOf, type Move, seat, take, write } from '../../support/desk-turns.ts'
import { Person } from '../../support/person.ts'

let one: TestApp
let two: TestApp
const helpers: Helper[] = Array.from({ length: 20 }, (_, index) => ({ id: `tenant:${index}`, name: `Helper${index} Jansen`, coordinator: false }))
beforeAll(async () => {
  one = await startTestApp()
  two = await startTestApp({ database: one.database, env: { DATA_DIR: one.config.dataDir } })
  await Promise.all(helpers.map((who) => seat(one, who)))
})
afterAll(async () => {
  await two.stop()
  await one.stop()
})

const at = (index: number) => (index % 2 ? one : two)
const waiting = async () => {
  const sam = new Person(one.url)
  await sam.open()
  await sam.say('mens')
  return sam
}

describe('a race', () => {
  test('When 20 claim at once at two processes, then one has it, and the others hear who', async () => {
    const sam = await waiting()
    const outcomes = await Promise.all(helpers.map((who, index) => take(at(index), idOf(sam), { who, move: 'claim' })))
    const winners = helpers.filter((_, index) => outcomes[index]?.kind === 'done')
    expect(winners).toHaveLength(1)
    const [winner] = winners
    for (const outcome of outcomes.filter(({ kind }) => kind !== 'done')) expect(outcome).toEqual({ kind: 'refused', code: 'taken', by: { id: winner?.id, name: winner?.name } })
    const { events, audit, handoff } = await deskView(one, idOf(sam))
    expect(handoff?.claimedById).toBe(winner?.id)
    expect(events.filter(({ name }) => name === 'handoff.status')).toHaveLength(1)
    expect(audit.filter(({ action }) => action === 'handoff.claim')).toHaveLength(1)
  })

  test('When she claims while turns of the bot run, then it says nothing after her', async () => {
    const [karin] = helpers as [Helper]
    for (const _ of Array.from({ length: 8 })) {
      const sam = await waiting()
      const says = (text: string, index: number) => {
        const there = new Person(at(index).url)
        there.session = sam.session
        return there.say(text)
      }
      await Promise.all([says('wat is een code?', 0), says('hoi', 1), take(one, idOf(sam), { who: karin, move: 'claim' }), says('terug', 1), says('lukt niet', 0)])
      const { said } = await deskView(one, idOf(sam))
      const claimed = said.findIndex(({ name }) => name === 'handoff.status')
      // The event, then the notice, and from there on only people.
      expect(said.slice(claimed + 2).filter(({ author }) => author === 'bot')).toEqual([])
      expect(said.filter(({ author }) => author === 'person')).toHaveLength(5)
    }
  })

  test('When she hands back and answers at once at two processes, then each happens before or after the other, never between', async () => {
    const [karin] = helpers as [Helper]
    const sam = await waiting()
    await take(one, idOf(sam), { who: karin, move: 'claim' })
    const [, answered] = await Promise.all([take(one, idOf(sam), { who: karin, move: { kind: 'handBack', step: 'openSite', done: [] } }), write(two, idOf(sam), { who: karin, text: 'Nog iets' })])
    const { said, owner } = await deskView(one, idOf(sam))
    expect(owner).toBe('bot')
    const [back, mine] = [said.findIndex(({ value }) => value?.['move'] === 'handedBack'), said.findIndex(({ text }) => text === 'Nog iets')]
    expect(answered.kind === 'done' ? mine < back && mine > 0 : mine === -1).toBe(true)
  })

  test('When one reply is sent by both at once, and again later, then it is said once', async () => {
    const [karin] = helpers as [Helper]
    const sam = await waiting()
    await take(one, idOf(sam), { who: karin, move: 'claim' })
    const id = randomUUID()
    const outcomes = await Promise.all([0, 1, 2, 3, 4, 5].map((index) => write(at(index), idOf(sam), { who: karin, text: 'Dag Sam', id })))
    expect(outcomes.map(({ kind }) => kind).toSorted()).toEqual(['done', ...Array.from({ length: 5 }, () => 'duplicate')])
    expect(await write(two, idOf(sam), { who: karin, text: 'Dag Sam', id })).toMatchObject({ kind: 'duplicate' })
    expect((await deskView(one, idOf(sam))).said.filter(({ text }) => text === 'Dag Sam')).toHaveLength(1)
  })

  test('When moves that exclude each other are made at once, then one is', async () => {
    const [karin, mo] = helpers as [Helper, Helper]
    const pairs: [Move, Move][] = [
      [{ kind: 'transfer', to: mo }, { kind: 'handBack', step: 'openSite', done: [] }], [{ kind: 'close', reason: 'solved' }, { kind: 'transfer', to: mo }], [{ kind: 'release' }, { kind: 'close', reason: 'other' }],
    ]
    for (const pair of pairs) {
      const sam = await waiting()
      await take(one, idOf(sam), { who: karin, move: 'claim' })
      const outcomes = await Promise.all(pair.map((move, index) => take(at(index), idOf(sam), { who: karin, move })))
      expect(outcomes.map(({ kind }) => kind).toSorted()).toEqual(['done', 'refused'])
      expect((await deskView(one, idOf(sam))).events.filter(({ name }) => name === 'handoff.status')).toHaveLength(2)
    }
  })

  test('When she closes while the person writes at the other process, then it is kept, and answered only after', async () => {
    const [karin] = helpers as [Helper]
    for (const _ of Array.from({ length: 4 })) {
      const sam = await waiting()
      await take(one, idOf(sam), { who: karin, move: 'claim' })
      const there = new Person(two.url)
      there.session = sam.session
      await Promise.all([take(one, idOf(sam), { who: karin, move: { kind: 'close', reason: 'solved' } }), there.say('wat is een code?')])
      const { said, owner } = await deskView(one, idOf(sam))
      const [closed, asked] = [said.findIndex(({ value }) => value?.['move'] === 'closed'), said.findIndex(({ text }) => text === 'wat is een code?')]
      // The event and the notice of closing come together.
      expect([owner, said.slice(asked + 1).filter(({ author }) => author === 'bot').length]).toEqual(['bot', asked < closed ? 2 : expect.any(Number)])
      if (asked > closed) expect(said.at(-1)).toMatchObject({ author: 'bot', type: 'message' })
    }
  })

  test('When the clock of the one is behind, then whoever asks there again is the newest all the same', async () => {
    const [karin] = helpers as [Helper]
    const sam = await waiting()
    await take(one, idOf(sam), { who: karin, move: 'claim' })
    await take(one, idOf(sam), { who: karin, move: { kind: 'close', reason: 'solved' } })
    two.clock.forward(-60_000)
    const there = new Person(two.url)
    there.session = sam.session
    await there.say('mens')
    two.clock.forward(60_000)
    expect(await take(one, idOf(sam), { who: karin, move: 'claim' })).toMatchObject({ kind: 'done' })
    expect((await deskView(one, idOf(sam))).handoffs.map(({ state }) => state)).toEqual(['human', 'closed'])
  })

  test('When she claims at the other process before "ja" to the read-back comes, then it is for her, and no attempt at the check', async () => {
    const [karin] = helpers as [Helper]
    const sam = await waiting()
    const id = idOf(sam)
    await one.db.prisma.journey.updateMany({ where: { conversationId: id }, data: { step: 'code', role: 'client', manager: 'client' } })
    // What was remembered of it no longer holds.
    await one.db.prisma.conversation.update({ where: { id }, data: { version: { increment: 1 } } })
    await sam.say('ga verder')
    await sam.say(`${one.app.letters[0]?.code}`)
    expect((await sam.say('1 januari 1950')).map(({ text }) => text).join()).toContain('1 januari 1950')
    const ear = await one.db.sql.connect()
    const told = new Promise((resolve) => { ear.once('notification', resolve) })
    await ear.query(`listen ${wakeChannel}`)
    await take(two, id, { who: karin, move: 'claim' })
    await told
    await ear.query('unlisten *')
    ear.release()
    await sam.say('ja')
    expect((await deskView(one, id)).said.at(-1)).toMatchObject({ author: 'person', text: 'ja' })
    expect(await one.db.prisma.codeAttempt.count({ where: { conversationId: id } })).toBe(0)
  })
})
