import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals'
import { createPresence } from '../../web/widget/presence.ts'
import { createStore } from '../../web/widget/store.ts'
import { addActivity } from '../../web/widget/transcript.ts'

beforeEach(() => { jest.useFakeTimers() })
afterEach(() => { jest.useRealTimers() })

function started(kind: 'bot' | 'waiting' | 'human') {
  const store = createStore()
  const posted: object[] = []
  const page = { hidden: false }
  store.open.value = true
  store.helper.value = { kind, name: 'Karin', at: 'c|1' }
  const says = (n: number) => {
    store.entries.value = addActivity(store.entries.value, { type: 'message', id: `c|${String(n).padStart(7, '0')}`, from: { id: 'digimaatje', role: 'bot' }, text: 'Dag.' })
  }
  const presence = createPresence({ store, hidden: () => page.hidden, post: (activity) => posted.push(activity) })
  return { store, posted, page, says, presence }
}
const read = (seq: number) => ({ type: 'event', name: 'read', value: { seq } })

describe('the person types', () => {
  test('When a human has the word, then they are told once in three seconds', () => {
    const { posted, presence } = started('human')
    for (let key = 0; key < 5; key += 1) presence.typed()
    jest.advanceTimersByTime(3_000)
    presence.typed()
    expect(posted).toEqual([{ type: 'typing' }, { type: 'typing' }])
    presence.stop()
  })
  test.each(['bot', 'waiting'] as const)('When the bot has it (%s), then nobody is told', (kind) => {
    const { posted, says, presence } = started(kind)
    presence.typed()
    says(4)
    jest.advanceTimersByTime(5_000)
    expect(posted).toEqual([])
    presence.stop()
  })
})

describe('how far was read', () => {
  test('When a human writes some messages in a row, then the last is told, once', () => {
    const { posted, says, presence } = started('human')
    says(4)
    says(5)
    jest.advanceTimersByTime(1_000)
    presence.look()
    jest.advanceTimersByTime(1_000)
    expect(posted).toEqual([read(5)])
    presence.stop()
  })
  test('When the panel is closed or the page hidden, then nothing is told until it is looked at', () => {
    const { store, page, posted, says, presence } = started('human')
    store.open.value = false
    says(4)
    jest.advanceTimersByTime(1_000)
    page.hidden = true
    store.open.value = true
    jest.advanceTimersByTime(1_000)
    expect(posted).toEqual([])
    page.hidden = false
    presence.look()
    jest.advanceTimersByTime(1_000)
    expect(posted).toEqual([read(4)])
    presence.stop()
  })
  test('When it is over, then nothing more is told', () => {
    const { posted, says, presence } = started('human')
    says(4)
    presence.stop()
    says(5)
    jest.advanceTimersByTime(2_000)
    expect(posted).toEqual([])
  })
})
