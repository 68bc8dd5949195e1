import type { KeyboardEvent } from 'react'

export type FieldKeys = { listOpen: boolean; move: (by: 1 | -1) => void; choose: () => void; close: () => void; send: () => void }

/** What a key means in the answer's field: in an open list it moves and chooses; else Enter sends. */
export function fieldKeys(keys: FieldKeys): (event: KeyboardEvent) => void {
  return (event) => {
    const act = event.nativeEvent.isComposing ? null : actionOf(event, keys)
    if (!act) return
    event.preventDefault()
    event.stopPropagation()
    act()
  }
}

type Key = Pick<KeyboardEvent, 'key' | 'shiftKey' | 'ctrlKey' | 'metaKey' | 'altKey'>

/** null: the browser does what it does with that key. `touch`: on a screen's keyboard Enter is a new line. */
export function actionOf(event: Key, keys: FieldKeys, touch = isTouch()): (() => void) | null {
  const control = event.ctrlKey || event.metaKey
  if (keys.listOpen && !control) {
    if (event.key === 'ArrowDown') return () => keys.move(1)
    if (event.key === 'ArrowUp') return () => keys.move(-1)
    if ((event.key === 'Enter' || event.key === 'Tab') && !event.shiftKey) return keys.choose
    if (event.key === 'Escape') return keys.close
  }
  if (event.key !== 'Enter' || event.altKey) return null
  return control || (!event.shiftKey && !touch) ? keys.send : null
}

function isTouch(): boolean {
  return typeof matchMedia === 'function' && matchMedia('(pointer: coarse)').matches
}
