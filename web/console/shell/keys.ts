// The console's keys. Single letters can be switched off: whoever speaks instead of typing would press them by accident (WCAG 2.1.4).
import { useEffect } from 'react'
import type { LabelKey } from '../text/labels.ts'
import type { View } from './route.ts'
import { settings } from './settings.ts'

export type KeyAction = Exclude<View, 'audit'> | 'search' | 'next' | 'previous' | 'reply' | 'escape' | 'help'
/** `letter`: works outside fields only, and only when switched on. */
export type Shortcut = { action: KeyAction; keys: readonly string[]; letter: boolean; label: LabelKey }

export const shortcuts: readonly Shortcut[] = [
  { action: 'search', keys: ['Ctrl+E', '/'], letter: false, label: 'shortcuts.search' },
  { action: 'queue', keys: ['W'], letter: true, label: 'shortcuts.queue' },
  { action: 'mine', keys: ['M'], letter: true, label: 'shortcuts.mine' },
  { action: 'open', keys: ['O'], letter: true, label: 'shortcuts.open' },
  { action: 'closed', keys: ['G'], letter: true, label: 'shortcuts.closed' },
  { action: 'next', keys: ['J', '↓'], letter: true, label: 'shortcuts.next' },
  { action: 'previous', keys: ['K', '↑'], letter: true, label: 'shortcuts.previous' },
  { action: 'reply', keys: ['R'], letter: true, label: 'shortcuts.reply' },
  { action: 'escape', keys: ['Esc'], letter: false, label: 'shortcuts.escape' },
  { action: 'help', keys: ['?'], letter: true, label: 'shortcuts.help' },
]

type Pressed = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey'>

/** What a key means; null: nothing of ours. */
export function actionOf({ key, ctrlKey, metaKey, altKey }: Pressed, { typing, letters, idle = false }: { typing: boolean; letters: boolean; /** nothing has the focus */ idle?: boolean }): KeyAction | null {
  if ((ctrlKey || metaKey) && !altKey) return key.toLowerCase() === 'e' ? 'search' : null
  if (altKey) return null
  if (key === 'Escape') return 'escape'
  if (idle && key === 'ArrowDown') return 'next'
  if (idle && key === 'ArrowUp') return 'previous'
  if (typing || !letters) return null
  if (key === '/') return 'search'
  return shortcuts.find((one) => one.letter && one.keys.includes(key.toUpperCase()))?.action ?? null
}

const isField = (element: EventTarget | null): boolean =>
  element instanceof HTMLElement && (element.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(element.tagName))
/** A dialog or menu has its own keys. */
const isAbove = (element: EventTarget | null): boolean => element instanceof Element && element.closest('[role=dialog],[role=alertdialog],[role=menu],[role=listbox]') !== null

export function useKeys(act: (action: KeyAction) => void): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing || isAbove(event.target)) return
      const action = actionOf(event, { typing: isField(event.target), letters: settings.get().keys, idle: event.target === document.body })
      if (!action) return
      if (action !== 'escape') event.preventDefault()
      act(action)
    }
    addEventListener('keydown', onKey)
    return () => removeEventListener('keydown', onKey)
  }, [act])
}
