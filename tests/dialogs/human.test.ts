// "Hulp van een mens": what is said and asked, by how the desk stands; and no longer wanting one.
import { describe, expect, test } from '@jest/globals'
import type { Standing } from '../../dialogs/work.ts'
import { at, buttonsOf, type Talk, textsOf } from './by-hand.ts'

const open = (before = 0): Standing => ({ kind: 'open', before })
const closed = (opensAt: string | null = null): Standing => ({ kind: 'closed', opensAt: opensAt === null ? null : new Date(opensAt), before: 0 })
const eventsOf = ({ work }: Talk) => work.messages.flatMap(({ activity }) => (activity.type === 'event' ? [[activity.name, activity.value]] : []))
const waiting = async (standing: Standing, wishes: Parameters<typeof at>[1] = {}) => {
  const talk = await at('clientName', { standing, ...wishes })
  await talk.say('mens')
  return talk
}
const missed = async (standing: Standing, lines: string[]) => {
  const talk = await at('code', { channel: 'web', codeCheck: 'chat', standing })
  for (const line of lines) await talk.say(line)
  return talk
}

describe.each(['web', 'whatsapp'] as const)('asked on %s', (channel) => {
  test('When the desk is open, then a digimaatje is called, the place is told, and three ways on', async () => {
    const talk = await waiting(open(2), { channel })
    expect(textsOf(talk.said)).toBe('Ik roep een digimaatje.\nDat is een mens.\nJe hoeft niets opnieuw te vertellen.\nEr zijn nog 2 mensen eerder aan de beurt.\nJe plek blijft bewaard.\nWil je hier verder gaan?')
    expect(buttonsOf(talk.said)).toEqual(['continue', 'callMe', 'cancelHandoff'])
    expect(talk.snapshot.handoff).toMatchObject({ state: 'waiting', reason: 'asked', step: 'clientName', urgent: false })
    expect(eventsOf(talk)).toEqual([['handoff.initiate', expect.objectContaining({ reason: 'asked' })]])
    expect(talk.work.audit).toEqual([{ actor: 'person', action: 'handoff.asked', outcome: 'asked', detail: { step: 'clientName', urgent: false } }])
  })
  test('When it is asked again, then the place is told, and it is no second hand-over', async () => {
    const talk = await waiting(open(1), { channel })
    const { id } = talk.snapshot.handoff ?? {}
    expect(textsOf(await talk.say('ik wil een mens'))).toBe('Je wacht op een digimaatje.\nIk help je tot die er is.\nEr is nog 1 mens eerder aan de beurt.\nJe plek blijft bewaard.\nWil je hier verder gaan?')
    expect(eventsOf(talk)).toEqual([])
    expect([talk.work.audit, talk.snapshot.handoff?.id]).toEqual([[], id])
  })
  test('When nobody can come, then only the mail address', async () => {
    const talk = await waiting({ kind: 'none' }, { channel })
    expect(textsOf(talk.said)).toBe('Een digimaatje is een mens.\nMail naar caren@asvz.nl.\nJe plek blijft hier bewaard.\nWil je hier verder gaan?')
    expect(buttonsOf(talk.said)).toEqual(['continue'])
  })
  test('When they go on, then the bot goes on helping, and says at each finished step that the place is kept', async () => {
    const talk = await waiting(open(), { channel })
    expect(textsOf(await talk.press('continue'))).toMatch(/^Stap 3 van 10\./)
    expect(textsOf(await talk.say('lukt niet'))).not.toContain('bewaard')
    expect(textsOf(await talk.say('gelukt'))).toMatch(/^Je wacht op een digimaatje\.\nJe plek blijft bewaard\.\nStap 4 van 10\./)
  })
})

describe('who cannot wait', () => {
  test.each(['wanneer ben ik aan de beurt', 'hoe lang duurt het nog', 'hoe lang nog', 'Hoelang nog?', 'schiet eens op', 'is er al iemand?', 'waar blijft dat digimaatje'])('When a person who waits says "%s", then their place is told', async (typed) => {
    const talk = await waiting(open(1))
    await talk.press('continue')
    expect(textsOf(await talk.say(typed))).toBe('Je wacht op een digimaatje.\nIk help je tot die er is.\nEr is nog 1 mens eerder aan de beurt.\nJe plek blijft bewaard.\nWil je hier verder gaan?')
  })
  test.each([['schiet eens op', 'Ik snap dat dit vervelend is.'], ['hoe lang nog', 'Dat begrijp ik niet.'], ['is er al iemand', 'Dat begrijp ik niet.']])('When nobody waits and "%s" is said, then it means what it did', async (typed, said) => {
    const talk = await at('clientName', { standing: open() })
    expect(textsOf(await talk.say(typed))).toContain(said)
    expect(talk.snapshot.handoff).toBeNull()
  })
  test('When it is open but nobody is there, then it is not said that one comes now', async () => {
    expect(textsOf((await waiting({ kind: 'open', before: 0, away: true })).said)).toMatch(/^Ik vraag een digimaatje om hulp\.\nDat is een mens\.\nSoms duurt dat even\.\nJe bent als eerste/)
  })
})

describe('when a digimaatje answers', () => {
  // It is Monday 23 November 2026, one o'clock in the afternoon.
  test.each([
    ['today', '2026-11-23T14:30:00Z', 'Om 15.30 uur is er weer een digimaatje.'], ['tomorrow', '2026-11-24T08:00:00Z', 'Morgen om 9 uur is er weer een digimaatje.'],
    ['this week', '2026-11-27T08:00:00Z', 'Op vrijdag om 9 uur is er weer een digimaatje.'], ['later', '2026-12-01T08:00:00Z', 'Op dinsdag 1 december is er weer een digimaatje.'],
    ['at a time that nobody knows', null, 'Nu is er geen digimaatje.'],
  ])('When it is %s, then that is said, with the mail address, and the place is kept', async (_, opensAt, said) => {
    const talk = await waiting(closed(opensAt))
    expect(textsOf(talk.said)).toBe(`Een digimaatje is een mens.\n${said}\nJe kunt ook mailen: caren@asvz.nl.\nJe plek blijft bewaard.\nWil je hier verder gaan?`)
    expect(talk.snapshot.handoff).toMatchObject({ state: 'waiting' })
  })
  test('When it is a representative, then with u', async () => {
    const talk = await waiting(open(), { role: 'representative' })
    expect(textsOf(talk.said)).toBe('Ik roep een digimaatje.\nDat is een mens.\nU hoeft niets opnieuw te vertellen.\nU bent als eerste aan de beurt.\nUw plek blijft bewaard.\nWilt u hier verder gaan?')
  })
})

describe('no human any more', () => {
  test.each(['laat maar', 'ik heb geen mens meer nodig', 'hoeft niet meer', 'Laat maar hoor'])('When a person who waits says "%s", then that is over, and the bot goes on', async (typed) => {
    const talk = await waiting(open())
    await talk.press('continue')
    expect(textsOf(await talk.say(typed))).toMatch(/^Goed, je wacht niet meer op een digimaatje\.\nWe gaan hier verder\.\nStap 3 van 10\./)
    expect(talk.snapshot.handoff).toMatchObject({ state: 'cancelled', closedAt: talk.now.toISOString() })
    expect(talk.work.audit).toEqual([{ actor: 'person', action: 'handoff.cancel', outcome: 'done', detail: { step: 'clientName' } }])
    expect(eventsOf(talk)).toEqual([['handoff.status', { state: 'failed', move: 'cancelled' }]])
  })
  test('When the button or the menu says so, then too; and asked again it is a new one', async () => {
    const talk = await waiting(open())
    const { id } = talk.snapshot.handoff ?? {}
    await talk.press('cancelHandoff')
    expect(talk.snapshot.handoff?.state).toBe('cancelled')
    expect(textsOf(await talk.say('mens'))).toContain('Ik roep een digimaatje.')
    expect(talk.snapshot.handoff?.id).not.toBe(id)
    await talk.say('menu')
    expect(buttonsOf(talk.said)).toEqual(['explain', 'repeat', 'back', 'human', 'noHuman', 'restart', 'stop', 'toWeb'])
    await talk.press('noHuman')
    expect(talk.snapshot.handoff?.state).toBe('cancelled')
  })
  test('When a yes or no is asked, then it answers that', async () => {
    const talk = await waiting(open())
    await talk.say('opnieuw beginnen')
    expect(textsOf(await talk.say('laat maar'))).toMatch(/^Stap 3 van 10\./)
    expect(talk.snapshot.handoff?.state).toBe('waiting')
  })
  test('When nobody was asked, then "laat maar" is not understood', async () => {
    const talk = await at('clientName', { standing: open() })
    expect(textsOf(await talk.say('laat maar'))).toContain('Dat begrijp ik niet.')
    expect(talk.snapshot.handoff).toBeNull()
  })
  test('When it was an emergency, then a digimaatje still sees it, and that is said', async () => {
    const talk = await at('clientName', { standing: open() })
    expect(textsOf(await talk.say('hij slaat me'))).toMatch(/Bel 112[^]*Een digimaatje kan dit ook lezen\.\nIk weet niet wanneer\./)
    expect(textsOf(await talk.say('laat maar'))).toMatch(/^Goed, we gaan hier verder\.\nEen digimaatje leest je bericht later nog wel\./)
    expect(talk.snapshot.handoff).toMatchObject({ state: 'waiting', urgent: true })
    await talk.say('mens')
    expect(buttonsOf(talk.said)).toEqual(['continue', 'callMe'])
  })
})

describe('why a digimaatje is asked', () => {
  test.each([['lost', ['asdf', 'asdf', 'asdf', 'ja']], ['angry', ['wat een rotzooi', 'ja']], ['nothing else helps', ['lukt niet', 'iets anders']]])('When the bot offered it (%s), then they are stuck', async (_, lines) => {
    const talk = await at('clientName', { standing: open() })
    for (const line of lines) await talk.say(line)
    expect(talk.snapshot.handoff).toMatchObject({ state: 'waiting', reason: 'stuck' })
  })
  test('When who waits is in distress, then the same hand-over is urgent', async () => {
    const talk = await waiting(open())
    const { id } = talk.snapshot.handoff ?? {}
    await talk.say('ik wil niet meer leven')
    expect(talk.snapshot.handoff).toMatchObject({ id, urgent: true, reason: 'distress' })
    await talk.say('mens')
    expect(talk.snapshot.handoff).toMatchObject({ id, urgent: true, reason: 'distress' })
  })
  test('When there is no desk, then an emergency names nobody who reads it', async () => {
    const talk = await at('clientName')
    expect(textsOf(await talk.say('hij slaat me'))).not.toContain('digimaatje')
  })
})

describe('the check is closed', () => {
  const misses = ['KX7P-22QD', '4 mei 1980', 'ja', 'KX7P-22QD 5 mei 1980', 'ja', 'KX7P-22QD 6 mei 1980', 'ja']
  test('When it closes, then the bot asks a digimaatje by itself, once', async () => {
    const talk = await missed(open(), misses)
    expect(textsOf(talk.said)).toMatch(/niet meer controleren\.\nIk vraag hulp aan een digimaatje\.\nJe plek blijft bewaard\.\nJe kunt het ook zelf proberen/)
    expect(talk.snapshot.handoff).toMatchObject({ state: 'waiting', reason: 'checkClosed', step: 'code' })
    await talk.say('herhaal')
    await talk.say('terug')
    expect(textsOf(await talk.say('gelukt'))).toContain('Je wacht op een digimaatje.')
    await talk.say('mens')
    await talk.press('cancelHandoff')
    expect(textsOf(talk.said)).toMatch(/Mail een digimaatje: caren@asvz\.nl/)
    expect(talk.snapshot.handoff?.state).toBe('cancelled')
  })
  test('When the desk is closed, then when it opens is said', async () => {
    const talk = await missed(closed('2026-11-24T08:00:00Z'), misses)
    expect(textsOf(talk.said)).toMatch(/Ik vraag hulp aan een digimaatje\.[^]*Morgen om 9 uur is er weer een digimaatje\.[^]*zelf proberen/)
  })
})
