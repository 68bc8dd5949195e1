// Arrows move in a list, as in Teams; Enter opens (it is a link).
import type { KeyboardEvent } from 'react'
import { focusRow, openWithFocus } from './focus.ts'

const places = { ArrowDown: 'next', ArrowUp: 'previous', Home: 'first', End: 'last' } as const

export function moveInRows(event: KeyboardEvent): void {
  const row = event.target instanceof Element ? event.target.closest('[data-row]')?.getAttribute('data-row') : null
  // The link itself opens it.
  if (event.key === 'Enter' && row && !event.ctrlKey && !event.metaKey) return openWithFocus(row)
  const where = Object.entries(places).find(([key]) => key === event.key)?.[1]
  if (!where || event.ctrlKey || event.altKey || event.metaKey) return
  event.preventDefault()
  focusRow(where)
}
