import type { Store } from './store.ts'

export type LineStatus = { up(): void; down(tries: number, busy?: boolean): void; stop(): void }

/** After so many tries in vain the bar also names the address to mail. */
const LONG_TRIES = 4
const BACK_MS = 5000

/** Tells the person about the line: only when it is lost, and once when it is back. */
export function createLineStatus(store: Store): LineStatus {
  let timer: ReturnType<typeof setTimeout> | undefined
  const show = (line: Store['line']['value']): void => {
    clearTimeout(timer)
    store.line.value = line
  }
  return {
    up: () => {
      if (store.line.value === 'fine' || store.line.value === 'back') return
      show('back')
      timer = setTimeout(() => show('fine'), BACK_MS)
    },
    down: (tries, busy = false) => show(tries >= LONG_TRIES ? 'lostLong' : busy ? 'busy' : 'lost'),
    stop: () => show('fine'),
  }
}
