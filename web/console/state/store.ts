// State outside React: one value, replaced as a whole, with whoever listens.

export type Store<T> = {
  get: () => T
  /** Listeners are told when it became another value. */
  set: (change: (now: T) => T) => void
  /** Returns the end of it. */
  subscribe: (listener: () => void) => () => void
}

export function createStore<T>(initial: T): Store<T> {
  let value = initial
  const listeners = new Set<() => void>()
  return {
    get: () => value,
    set: (change) => {
      const next = change(value)
      if (Object.is(next, value)) return
      value = next
      for (const listener of listeners) listener()
    },
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
