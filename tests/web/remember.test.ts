import { describe, expect, test } from '@jest/globals'
import { createKeep, type Kept } from '../../web/widget/keep.ts'
import { remember } from '../../web/widget/remember.ts'
import { createStore } from '../../web/widget/store.ts'
import { addActivity, addOwn } from '../../web/widget/transcript.ts'

function started(before: Kept = {}) {
  const store = createStore()
  const kept = createKeep<Kept>(() => { throw new Error('SecurityError') })
  kept.write(before)
  remember(store, kept)
  store.phase.value = 'live'
  const says = (n: number) => {
    store.entries.value = addActivity(store.entries.value, { type: 'message', id: `c|${String(n).padStart(7, '0')}`, from: { id: 'digimaatje', role: 'bot' }, text: 'Dag.' })
  }
  return { store, kept, says }
}

describe('what is kept for the next page', () => {
  test('When something is said on screen, then that is how far was seen; own words are none', () => {
    const { store, kept, says } = started()
    store.open.value = true
    says(9)
    says(10)
    store.entries.value = addOwn(store.entries.value, { key: 'z', text: 'hoi', at: 0 })
    expect([kept.read().seen, store.unread.value]).toEqual(['c|0000010', false])
  })
  test('When the panel is closed, then only what was not seen before is unread', () => {
    const { store, kept, says } = started({ seen: 'c|0000004' })
    says(3)
    says(4)
    expect(store.unread.value).toBe(false)
    says(5)
    expect([kept.read().seen, store.unread.value]).toEqual(['c|0000004', true])
  })
  test('When the page is out of sight, then it is seen once it is back', () => {
    const { store, kept, says } = started()
    store.open.value = true
    store.hidden.value = true
    says(4)
    expect([kept.read().seen, store.unread.value]).toEqual([undefined, false])
    store.hidden.value = false
    expect(kept.read().seen).toBe('c|0000004')
  })
  test('When an event said who has the word, then that is kept; a guess is not, and an end of the conversation changes nothing', () => {
    const { store, kept } = started({ helper: 'waiting' })
    store.helper.value = { kind: 'bot', name: '', at: '' }
    expect(kept.read().helper).toBe('waiting')
    store.helper.value = { kind: 'human', name: 'Karin', at: 'c|0000005' }
    expect(kept.read()).toEqual({ helper: 'human' })
    store.phase.value = 'asking'
    store.helper.value = { kind: 'bot', name: '', at: 'c|0000006' }
    expect(kept.read().helper).toBe('human')
  })
})
