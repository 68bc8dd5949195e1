import { describe, expect, test } from '@jest/globals'
import { botHelps, nextHelper } from '../../web/widget/helper.ts'
import { lastOfHuman, addActivity, type Entry } from '../../web/widget/transcript.ts'
import { createStore } from '../../web/widget/store.ts'
import type { Activity } from '../../web/widget/wire.ts'

const idOf = (n: number) => `c|${String(n).padStart(7, '0')}`
const event = (n: number, name: string, more: Partial<Activity> = {}): Activity => ({ type: 'event', id: idOf(n), name, ...more })
const from = (n: number, id: string, role = 'bot'): Activity => ({ type: 'message', id: idOf(n), from: { id, role }, text: 'x' })
const asked = event(3, 'handoff.initiate')
const accepted = event(5, 'handoff.status', { value: { state: 'accepted', move: 'accepted' }, channelData: { by: 'Karin' } })
const after = (...activities: Activity[]) => activities.reduce(nextHelper, botHelps)

describe('who has the word', () => {
  test('When a human is asked for, comes, hands on and hands back, then the widget knows each time', () => {
    expect(after(asked)).toMatchObject({ kind: 'waiting', name: '' })
    expect(after(asked, accepted)).toMatchObject({ kind: 'human', name: 'Karin' })
    const transferred = event(7, 'handoff.status', { value: { state: 'accepted', move: 'transferred' }, channelData: { by: 'Mo' } })
    expect(after(asked, accepted, transferred)).toMatchObject({ kind: 'human', name: 'Mo' })
    expect(after(asked, accepted, event(9, 'handoff.status', { value: { state: 'completed', move: 'handedBack' } }))).toMatchObject({ kind: 'bot' })
  })
  test('When the human lets go, then the person waits again; when the person needs none any more, they do not', () => {
    expect(after(asked, accepted, event(6, 'handoff.status', { value: { state: 'failed', move: 'released' } }))).toMatchObject({ kind: 'waiting' })
    expect(after(asked, event(6, 'handoff.status', { value: { state: 'completed' } }))).toMatchObject({ kind: 'bot' })
    expect(after(asked, event(6, 'handoff.status'))).toMatchObject({ kind: 'bot' })
  })
  test('When an event comes again or is about something else, then it is the very same', () => {
    const human = after(asked, accepted)
    for (const odd of [asked, accepted, event(8, 'resume'), { type: 'message', id: idOf(9), text: 'hoi' }, { type: 'event', name: 'handoff.initiate' }, {}]) expect(nextHelper(human, odd)).toBe(human)
  })
  test('When a human has the word, then the answers to the bot\'s question are gone, and come back with the bot', () => {
    const store = createStore()
    const asking: Activity = { type: 'message', id: idOf(1), from: { id: 'digimaatje-bot', role: 'bot' }, text: 'Lukt het?', suggestedActions: { actions: [{ title: 'Ja', value: {} }] } }
    store.entries.value = addActivity([], asking)
    expect(store.actions.value).toHaveLength(1)
    store.helper.value = after(accepted)
    expect(store.actions.value).toEqual([])
    store.helper.value = after(asked)
    expect(store.actions.value).toHaveLength(1)
  })
})

describe('the last message of a human', () => {
  test('When there are some, then it is the number of the last; of the bot\'s and the person\'s it is none', () => {
    const entries = [from(1, 'digimaatje-bot'), from(2, 'digimaatje'), from(3, 'u', 'user'), from(4, 'digimaatje'), from(5, 'digimaatje-bot')].reduce<readonly Entry[]>(addActivity, [])
    expect(lastOfHuman(entries)).toBe(4)
    expect(lastOfHuman(entries.slice(0, 1))).toBe(0)
  })
})
