// Every move at the desk, from every state, by everybody: the table of domain/handoff.ts as the desk meets it.
import { beforeEach, describe, expect, test } from '@jest/globals'
import { deskView, fleur, type Helper, idOf, karin, mo, type Move, seat, take, write } from '../../support/desk-turns.ts'
import type { Person } from '../../support/person.ts'
import { textOf, useTalk } from '../../support/talk.ts'

const { bot, opened } = useTalk()
// A minute later: one address may start so many conversations a minute.
beforeEach(async () => {
  bot().clock.forward(60_000)
  await Promise.all([karin, mo, fleur].map((who) => seat(bot(), who)))
})

type State = 'none' | 'waiting' | 'human' | 'back' | 'cancelled' | 'closed'
const moves: Move[] = [
  { kind: 'claim' }, { kind: 'start' }, { kind: 'release' }, { kind: 'transfer', to: { id: fleur.id, name: fleur.name } }, { kind: 'handBack', step: 'clientName', done: ['openSite'] },
  { kind: 'undoHandBack' }, { kind: 'close', reason: 'solved' }, { kind: 'reopen' }, { kind: 'reply', text: 'Hoi' },
]
const everyone = { karin, mo, fleur }
const no = 'notPossible'
/** In the order of `moves`; a state: where it ends. Karin has it, or had it. */
const table: [State, keyof typeof everyone, (State | 'notPossible' | 'taken' | 'notYours')[]][] = [
  ['none', 'karin', [no, 'human', no, no, no, no, no, no, no]],
  ['waiting', 'mo', ['human', no, no, no, no, no, no, no, no]],
  ['waiting', 'fleur', ['human', no, no, no, no, no, no, no, no]],
  ['human', 'karin', [no, no, 'waiting', 'human', 'back', no, 'closed', no, 'human']],
  ['human', 'mo', ['taken', 'taken', 'notYours', 'notYours', 'notYours', 'taken', 'notYours', 'taken', 'taken']],
  ['human', 'fleur', ['taken', 'taken', 'waiting', 'human', 'back', 'taken', 'closed', 'taken', 'taken']],
  ['back', 'karin', [no, 'human', no, no, no, 'human', no, no, no]],
  ['back', 'mo', [no, 'human', no, no, no, 'notYours', no, no, no]],
  ['back', 'fleur', [no, 'human', no, no, no, 'human', no, no, no]],
  ['cancelled', 'mo', [no, 'human', no, no, no, no, no, 'waiting', no]],
  ['closed', 'karin', [no, 'human', no, no, no, no, no, 'human', no]],
  ['closed', 'mo', [no, 'human', no, no, no, no, no, 'human', no]],
]

/** Somebody whose conversation is in that state. */
async function inState(state: State): Promise<Person> {
  const sam = await opened()
  if (state === 'none') return sam
  await sam.say('mens')
  if (state === 'cancelled') await bot().db.prisma.handoff.updateMany({ where: { conversationId: idOf(sam) }, data: { state: 'cancelled', closedAt: bot().clock.now } })
  if (state === 'waiting' || state === 'cancelled') return sam
  await by(sam, karin, 'claim')
  if (state === 'back') await by(sam, karin, { kind: 'handBack', step: 'acceptTerms', done: [] })
  if (state === 'closed') await by(sam, karin, { kind: 'close', reason: 'solved' })
  return sam
}
const by = (person: Person, who: Helper | null, move: Move | Move['kind']) => take(bot(), idOf(person), { who, move })
const viewOf = (person: Person) => deskView(bot(), idOf(person))
/** Somebody talks with Karin. */
const withKarin = async () => {
  const sam = await inState('human')
  await sam.read()
  return sam
}

describe('every move from every state', () => {
  test.each(table)('When it is %s and %s tries each move, then the table decides', async (state, name, expected) => {
    const found: string[] = []
    let sam = await inState(state)
    for (const move of moves) {
      const before = await viewOf(sam)
      const outcome = await by(sam, everyone[name], move)
      const after = await viewOf(sam)
      if (outcome.kind === 'refused') expect([after.version, after.messages.length, after.audit.length]).toEqual([before.version, before.messages.length, before.audit.length])
      else sam = await inState(state)
      expect(after.owner).toBe(after.handoff?.state === 'human' ? 'human' : 'bot')
      found.push(outcome.kind === 'refused' ? outcome.code : after.handoff?.state ?? 'none')
      if (outcome.kind === 'refused' && outcome.code === 'taken') expect(outcome.by).toEqual({ id: karin.id, name: karin.name })
    }
    expect(found).toEqual(expected)
  })

  test('When a timer tries what only people do, then it is refused', async () => {
    const sam = await inState('waiting')
    expect(await by(sam, null, 'claim')).toEqual({ kind: 'refused', code: 'notPossible', by: null })
    expect(await by(sam, karin, 'absent')).toEqual({ kind: 'refused', code: 'notPossible', by: null })
  })

  test('When the conversation does not exist, then it is gone', async () => {
    expect(await take(bot(), crypto.randomUUID(), { who: karin, move: 'claim' })).toEqual({ kind: 'gone' })
  })
})

describe('once', () => {
  test('When a reply comes twice, then it is said once', async () => {
    const sam = await withKarin()
    const id = crypto.randomUUID()
    const outcomes = await Promise.all([1, 2].map(() => write(bot(), idOf(sam), { who: karin, text: 'Wat zie je?', id })))
    expect(outcomes.map(({ kind }) => kind).toSorted()).toEqual(['done', 'duplicate'])
    expect((await sam.read()).map(({ text }) => text)).toEqual(['Wat zie je?'])
  })
})

describe('what is written of a move', () => {
  test('When she claims, then the person hears her first name, and the audit log her id and address', async () => {
    const sam = await inState('waiting')
    await sam.read()
    await by(sam, karin, 'claim')
    const shown = await sam.read()
    expect(textOf(shown)).toContain('Karin')
    expect(textOf(shown)).not.toContain('Boer')
    const { handoff, events, audit } = await viewOf(sam)
    expect(handoff).toMatchObject({ state: 'human', claimedById: karin.id, reason: 'asked' })
    expect(events.at(-1)).toMatchObject({ name: 'handoff.status', value: { state: 'accepted', move: 'accepted' }, channelData: { by: 'Karin' } })
    expect(audit.at(-1)).toMatchObject({ actor: karin.id, action: 'handoff.claim', outcome: 'done', origin: '192.0.2.7', detail: { reason: 'asked', step: 'whoAreYou' } })
  })

  test('When a reply holds a BSN, then neither the database nor the person has it', async () => {
    const sam = await withKarin()
    await write(bot(), idOf(sam), { who: karin, text: 'Is je BSN 111222333?' })
    expect(textOf(await sam.read())).not.toContain('111222333')
    expect(JSON.stringify((await viewOf(sam)).messages)).not.toContain('111222333')
  })

  test('When she answers, then the first answer counts and nobody waits any more', async () => {
    const sam = await withKarin()
    await sam.say('Ik zie niks')
    expect((await viewOf(sam)).handoff).toMatchObject({ firstAnswerAt: null, personAt: expect.any(Date) })
    await write(bot(), idOf(sam), { who: karin, text: 'Hoi' })
    const first = (await viewOf(sam)).handoff
    expect(first).toMatchObject({ firstAnswerAt: expect.any(Date), personAt: null })
    await write(bot(), idOf(sam), { who: karin, text: 'Ben je er?' })
    expect((await viewOf(sam)).handoff?.firstAnswerAt).toEqual(first?.firstAnswerAt)
  })
})

describe('how long they wait', () => {
  test('When she claims and gives it back without a word, then they wait since they asked', async () => {
    const sam = await inState('waiting')
    const asked = (await viewOf(sam)).handoff?.createdAt
    bot().clock.forward(60_000)
    await by(sam, karin, 'claim')
    expect((await viewOf(sam)).handoff?.personAt).toEqual(asked)
    await by(sam, karin, 'release')
    bot().clock.forward(60_000)
    await by(sam, mo, 'claim')
    expect((await viewOf(sam)).handoff?.personAt).toEqual(asked)
  })

  test('When she answered and gives it back, then they wait from then on', async () => {
    const sam = await withKarin()
    await write(bot(), idOf(sam), { who: karin, text: 'Hoi' })
    bot().clock.forward(60_000)
    const released = bot().clock.now
    await by(sam, karin, 'release')
    await by(sam, mo, 'claim')
    expect((await viewOf(sam)).handoff?.personAt?.getTime()).toBeGreaterThanOrEqual(released.getTime())
  })
})

describe('giving it away', () => {
  test('When she releases it, then the place in the queue is kept', async () => {
    const sam = await withKarin()
    const asked = (await viewOf(sam)).handoff?.createdAt
    bot().clock.forward(60_000)
    await by(sam, karin, 'release')
    expect((await viewOf(sam)).handoff).toMatchObject({ state: 'waiting', createdAt: asked })
    expect(textOf(await sam.read())).toContain('Je plek blijft bewaard.')
    expect(textOf(await sam.say('hoi'))).toContain('Ben je zelf cliënt bij ASVZ?')
  })

  test('When she transfers it, then only the colleague may answer', async () => {
    const sam = await withKarin()
    await by(sam, karin, { kind: 'transfer', to: { id: mo.id, name: mo.name } })
    expect(textOf(await sam.read())).toContain('Je praat nu met Mo.')
    expect(await write(bot(), idOf(sam), { who: karin, text: 'Nog iets' })).toMatchObject({ kind: 'refused', code: 'taken', by: { id: mo.id } })
    expect(await write(bot(), idOf(sam), { who: mo, text: 'Hoi' })).toMatchObject({ kind: 'done' })
    expect(await by(sam, mo, { kind: 'transfer', to: mo })).toMatchObject({ kind: 'refused', code: 'notPossible' })
  })

  test('When she closes it, then the next message starts at the current step, and is no answer to the old question', async () => {
    const sam = await withKarin()
    await by(sam, karin, { kind: 'close', reason: 'elsewhere' })
    expect((await viewOf(sam)).handoff).toMatchObject({ state: 'closed', closeReason: 'elsewhere', closedAt: expect.any(Date) })
    const shown = textOf(await sam.say('ja'))
    expect(shown).toContain('Ben je zelf cliënt bij ASVZ?')
    expect((await viewOf(sam)).journeys[0]?.step).toBe('whoAreYou')
  })
})

describe('opening it again', () => {
  test('When she who had it is gone and a colleague opens it, then it waits in the queue', async () => {
    const sam = await inState('closed')
    await seat(bot(), karin, 'gone')
    await by(sam, mo, 'reopen')
    await seat(bot(), karin)
    expect(await viewOf(sam)).toMatchObject({ owner: 'bot', handoff: { state: 'waiting', closedAt: null, closeReason: null } })
  })

  test('When she who had it is there, then it is hers again', async () => {
    const sam = await inState('closed')
    await by(sam, mo, 'reopen')
    expect((await viewOf(sam)).handoff).toMatchObject({ state: 'human', claimedById: karin.id })
    expect(textOf(await sam.read())).toContain('Je praat nu met Karin.')
  })

  test('When the check is opened again, then the audit log says so', async () => {
    const sam = await opened()
    expect(await by(sam, mo, 'reopenCheck')).toMatchObject({ kind: 'done' })
    expect(await viewOf(sam)).toMatchObject({ checkReopenedAt: expect.any(Date), audit: [{ action: 'check.reopened', actor: mo.id }] })
  })

  test('When somebody else has the person, then only a coordinator may open the check, and the person is told', async () => {
    const sam = await withKarin()
    expect(await by(sam, mo, 'reopenCheck')).toEqual({ kind: 'refused', code: 'notYours', by: { id: karin.id, name: karin.name } })
    expect((await viewOf(sam)).checkReopenedAt).toBeNull()
    expect(await by(sam, fleur, 'reopenCheck')).toMatchObject({ kind: 'done' })
    expect(textOf(await sam.read())).toBe('Je mag je code weer proberen.')
    expect(await viewOf(sam)).toMatchObject({ owner: 'human', handoff: { claimedById: karin.id } })
  })
})
