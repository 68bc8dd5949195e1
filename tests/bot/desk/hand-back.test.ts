// Back to the bot, with what was done together; and undoing it.
import { describe, expect, test } from '@jest/globals'
import { createDeskDecide } from '../../../bot/desk/decide.ts'
import { readAll } from '../../../bot/turn/read.ts'
import type { DeskTurn } from '../../../bot/turn/types.ts'
import { handoffAfter, startWork } from '../../../bot/turn/unit-of-work.ts'
import { limits } from '../../../domain/limits.ts'
import { createTexts } from '../../../locales/index.ts'
import { deskView, idOf, karin, write } from '../../support/desk-turns.ts'
import { fieldsOf, lastLink, sendForm, untilCheckLink } from '../../support/one-time-links.ts'
import type { Person } from '../../support/person.ts'
import { useKarin } from './use-karin.ts'

const { app, onWebsite, onPhone, did } = useKarin()

/** Somebody at step 6 with Karin. */
const atSix = async () => {
  const sam = await onWebsite()
  await app().db.prisma.journey.updateMany({ where: { conversationId: idOf(sam) }, data: { step: 'managerEmail', role: 'client', manager: 'client' } })
  return sam
}
const stepsOf = async (sam: Person) => Object.fromEntries((await deskView(app(), idOf(sam))).journeys[0]?.steps.map(({ step, finishedBy, finishedAt }) => [step, finishedAt && finishedBy]) ?? [])

describe('handing back', () => {
  test('When step 6 was done together, then the bot says so and goes on at step 7, in the same turn', async () => {
    const sam = await atSix()
    await did(idOf(sam), { kind: 'handBack', step: 'haveCode', done: ['managerEmail'] })
    const shown = (await sam.read()).map(({ text }) => text).join('\n')
    expect(shown).toContain('Karin heeft stap 6 met je gedaan.')
    expect(shown).toContain('Stap 7 van 10.')
    expect(await stepsOf(sam)).toMatchObject({ managerEmail: 'human', haveCode: null })
    expect(await deskView(app(), idOf(sam))).toMatchObject({ owner: 'bot', handoff: { state: 'back' } })
    expect((await sam.press('done')).map(({ text }) => text).join('\n')).toContain('Stap 8 van 10.')
  })

  test('When steps were done together, then the person is less stuck by each', async () => {
    const sam = await atSix()
    await app().db.prisma.journey.updateMany({ where: { conversationId: idOf(sam) }, data: { stuck: 9 } })
    await did(idOf(sam), { kind: 'handBack', step: 'code', done: ['managerEmail', 'haveCode'] })
    expect((await deskView(app(), idOf(sam))).journeys[0]?.stuck).toBe(2)
  })

  test('When it is handed back on WhatsApp, then the bot goes on there, with a link that works', async () => {
    const { sam, id } = await onPhone((person) => untilCheckLink(person))
    await write(app(), id, { who: karin, text: 'We doen het zo' })
    await did(id, { kind: 'handBack', step: 'code', done: ['haveCode'] })
    const heard = await sam.hear(2)
    expect(heard.map(({ body }) => body)).toEqual(['We doen het zo', expect.stringMatching(/Karin heeft stap 7 met je gedaan\.[^]*Stap 8 van 10\./)])
    const letter = app().app.letters.findLast(({ kind }) => kind === 'active')
    if (!letter) throw new Error('no letter')
    expect((await sendForm(lastLink(sam, 'check'), fieldsOf(letter))).html).toContain('De code klopt.')
    expect((await sam.hear()).map(({ body }) => body).join()).toContain('De code en de datum kloppen!')
  })

  test('When the bot cannot go on there and asks for a human, then they wait again, in their old place', async () => {
    const sam = await atSix()
    const { handoff } = await deskView(app(), idOf(sam))
    const decide = createDeskDecide({ texts: createTexts(), helpEmail: '', isHere: async () => true, hasTemplate: () => false, templateSent: async () => false })
    const [read] = await readAll(app().db.sql, [{ conversationId: idOf(sam), channel: 'desk', externalId: 'x' }])
    if (read?.kind !== 'loaded') throw new Error('not there')
    const turn: DeskTurn = { actor: { kind: 'digimaatje', ...karin }, move: { kind: 'handBack', step: 'code', done: [] }, origin: null }
    const unit = startWork(read.snapshot, { channel: 'desk', conversationId: idOf(sam), externalId: 'x', identityHash: Buffer.alloc(32), addressHash: Buffer.alloc(32), activity: { type: 'event' }, desk: turn }, { activity: { type: 'event' }, found: [], at: app().clock.now })
    await decide(unit, turn, async () => {
      unit.handoff = { reason: 'checkClosed', step: 'code', urgent: false }
    })
    expect(handoffAfter(unit)).toMatchObject({ id: handoff?.id, state: 'waiting', reason: 'checkClosed', closedAt: null, back: null })
  })

  test('When it is undone, then she has the word again and the step is open', async () => {
    const sam = await atSix()
    await did(idOf(sam), { kind: 'handBack', step: 'haveCode', done: ['managerEmail'] })
    await sam.read()
    expect(await did(idOf(sam), 'undoHandBack')).toMatchObject({ kind: 'done' })
    expect((await sam.read()).map(({ text }) => text).join('\n')).toContain('Karin is er weer.')
    expect(await stepsOf(sam)).toMatchObject({ managerEmail: null })
    expect(await deskView(app(), idOf(sam))).toMatchObject({ owner: 'human', handoff: { state: 'human', back: null, closedAt: null }, journeys: [{ step: 'managerEmail' }] })
    expect(await sam.say('ok')).toEqual([])
  })

  test('When it is undone after the person went on, then what they did stays done', async () => {
    const sam = await atSix()
    await did(idOf(sam), { kind: 'handBack', step: 'haveCode', done: ['managerEmail'] })
    await sam.read()
    await sam.press('done')
    expect(await did(idOf(sam), 'undoHandBack')).toMatchObject({ kind: 'done' })
    expect(await stepsOf(sam)).toMatchObject({ managerEmail: 'human', haveCode: 'person' })
    expect(await deskView(app(), idOf(sam))).toMatchObject({ owner: 'human', journeys: [{ step: 'code' }] })
  })

  test('When it is undone too late, then it is refused', async () => {
    const sam = await atSix()
    await did(idOf(sam), { kind: 'handBack', step: 'haveCode', done: [] })
    app().clock.forward(limits.desk.undoHandBack + 1)
    expect(await did(idOf(sam), 'undoHandBack')).toMatchObject({ kind: 'refused', code: 'notPossible' })
  })

  test.each([['nowhere', []], ['haveCode', ['nothing']], ['ownName', []]])('When the step %s or the done %j is none of theirs, then it is refused', async (step, done) => {
    const sam = await atSix()
    expect(await did(idOf(sam), { kind: 'handBack', step, done })).toMatchObject({ kind: 'refused', code: 'unknownStep' })
    expect((await deskView(app(), idOf(sam))).owner).toBe('human')
  })
})
