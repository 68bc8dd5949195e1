import type { Store } from './store.ts'

export type Typing = { show(ms: number): void; hide(): void }

/** The three dots: shown while an answer is expected, never for ever (a human may take longer than a computer). */
export function createTyping(store: Store): Typing {
  let timer: ReturnType<typeof setTimeout> | undefined
  const hide = (): void => {
    clearTimeout(timer)
    store.typing.value = false
  }
  return {
    hide,
    show: (ms) => {
      clearTimeout(timer)
      store.typing.value = true
      timer = setTimeout(hide, ms)
    },
  }
}
