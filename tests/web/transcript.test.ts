import { describe, expect, test } from '@jest/globals'
import { addActivity, addOwn, lastProgress, lastSaid, openActions, setStatus, type Entry } from '../../web/widget/transcript.ts'
import type { Activity } from '../../web/widget/wire.ts'

const bot = (n: number, more: Partial<Activity> = {}): Activity =>
  ({ type: 'message', id: `c|${n}`, timestamp: '2026-11-21T09:00:00Z', from: { id: 'digimaatje-bot', role: 'bot' }, text: `bot ${n}`, ...more })
const echo = (n: number, clientActivityID: string, text: string): Activity =>
  ({ type: 'message', id: `c|${n}`, from: { id: 'u', role: 'user' }, text, channelData: { clientActivityID } })
const own = (key: string) => ({ key, text: `own ${key}`, at: 0 })
const all = (...activities: Activity[]): readonly Entry[] => activities.reduce<readonly Entry[]>(addActivity, [])
const keys = (entries: readonly Entry[]): string[] => entries.map(({ key }) => key)

describe('addActivity', () => {
  test('When the same activity comes twice then it is there once, and the very same list', () => {
    const once = all(bot(1))
    expect(addActivity(once, bot(1))).toBe(once)
  })

  test('When an activity is no message, or has no id, then nothing changes', () => {
    const entries = all(bot(1))
    for (const odd of [{ type: 'typing', id: 'c|2' }, { type: 'event', id: 'c|3' }, { type: 'message' }, {}]) expect(addActivity(entries, odd)).toBe(entries)
  })

  test('When the echo of an own message comes then its bubble stays and takes the masked text', () => {
    const entries = addActivity(addOwn(all(bot(1)), own('a')), echo(2, 'a', '•••'))
    expect(entries.map(({ key, text, status }) => [key, text, status])).toEqual([['c|1', 'bot 1', 'known'], ['a', '•••', 'known']])
  })

  test('When the bot speaks before an own message has arrived then it comes before it', () => {
    expect(keys(addActivity(addOwn(all(bot(1)), own('a')), bot(2)))).toEqual(['c|1', 'c|2', 'a'])
  })

  test('When another tab speaks then its message shows as an own one', () => {
    expect(all(echo(1, 'elsewhere', 'hoi'))[0]).toMatchObject({ key: 'elsewhere', author: 'self', text: 'hoi' })
  })

  test('When somebody else than the bot answers then the entry says it is a human', () => {
    expect(all(bot(1, { from: { id: 'anna', name: 'Anna', role: 'bot' } }))[0]).toMatchObject({ author: 'human', name: 'Anna' })
  })
})

describe('addOwn and setStatus', () => {
  test('When an own message is restored twice then it is there once', () => {
    expect(addOwn(addOwn([], own('a')), own('a'))).toHaveLength(1)
  })

  test('When the server knows a message then a late failure no longer marks it', () => {
    const entries = addActivity(addOwn([], own('a')), echo(1, 'a', 'x'))
    expect(setStatus(entries, 'a', 'failed')[0]?.status).toBe('known')
    expect(setStatus(addOwn([], own('b')), 'b', 'failed')[0]?.status).toBe('failed')
  })
})

describe('what the views ask', () => {
  const actions = ['Gelukt', 'Lukt niet', 'Leg uit', 'Nog een'].map((title) => ({ title, value: { choice: title } }))
  const asking = bot(1, { suggestedActions: { actions }, channelData: { progress: { step: 3, of: 10, label: 'Stap 3 van 10' } } })

  test('When the bot spoke last then its answers show, three at most', () => {
    expect(openActions(all(asking)).map(({ title }) => title)).toEqual(['Gelukt', 'Lukt niet', 'Leg uit'])
  })

  test('When the person answered, or the bot went on, then the old answers are gone', () => {
    expect(openActions(addOwn(all(asking), own('a')))).toEqual([])
    expect(openActions(all(asking, bot(2)))).toEqual([])
    expect(openActions([])).toEqual([])
  })

  test('When a later message names no step then the last one named stays', () => {
    expect(lastProgress(all(asking, bot(2)))).toMatchObject({ step: 3 })
    expect(lastProgress(all(bot(1)))).toBeNull()
  })

  test('When asked to read aloud then all that was said since the person spoke is read', () => {
    expect(keys(lastSaid(all(bot(1), echo(2, 'a', 'ja'), bot(3), bot(4))))).toEqual(['c|3', 'c|4'])
    expect(keys(lastSaid(all(bot(1), bot(2))))).toEqual(['c|1', 'c|2'])
    expect(keys(lastSaid(addOwn(all(bot(1), bot(2)), own('a'))))).toEqual(['c|2'])
  })
})
