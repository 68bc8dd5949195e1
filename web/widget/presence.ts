import { effect } from '@preact/signals'
import type { Outgoing } from './outbox.ts'
import type { Store } from './store.ts'
import { lastOfHuman } from './transcript.ts'

export type Presence = {
  /** The person types. */
  typed(): void
  /** The page is looked at again. */
  look(): void
  stop(): void
}
export type PresenceOptions = {
  readonly store: Store
  readonly hidden: () => boolean
  readonly post: (activity: Outgoing['activity']) => void
}

const TYPED_EVERY_MS = 3000
const READ_AFTER_MS = 1000

/** Lets a human know that the person types, and how far they have read. The bot is told neither. */
export function createPresence({ store, hidden, post }: PresenceOptions): Presence {
  let quiet: ReturnType<typeof setTimeout> | undefined
  let reading: ReturnType<typeof setTimeout> | undefined
  let read = 0
  const tell = (): void => {
    const seq = lastOfHuman(store.entries.value)
    if (seq <= read || hidden() || !store.open.value || store.helper.value.kind !== 'human') return
    read = seq
    post({ type: 'event', name: 'read', value: { seq } })
  }
  const look = (): void => {
    clearTimeout(reading)
    reading = setTimeout(tell, READ_AFTER_MS)
  }
  const dispose = effect(() => {
    if (store.open.value && store.helper.value.kind === 'human' && lastOfHuman(store.entries.value) > read) look()
  })
  return {
    typed: () => {
      if (quiet || store.helper.value.kind !== 'human') return
      post({ type: 'typing' })
      quiet = setTimeout(() => { quiet = undefined }, TYPED_EVERY_MS)
    },
    look,
    stop: () => {
      dispose()
      clearTimeout(quiet)
      clearTimeout(reading)
    },
  }
}
