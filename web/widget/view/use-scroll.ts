import type { RefObject } from 'preact'
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks'
import type { Chat } from '../chat.ts'

const NEAR_PX = 20
const ABOVE_PX = 16

/** Shows what is new from its first sentence, and as much as fits of what follows. What was in sight at the end stays there. */
export function useScroll(scroller: RefObject<HTMLDivElement | null>, chat: Chat): void {
  const { entries, typing, open, size, announcing } = chat.store
  const seen = useRef(0)
  const atEnd = useRef(true)
  useLayoutEffect(() => {
    const log = scroller.current
    // The history of a panel that was never open is nothing new.
    if (!open.value && !announcing.value) seen.current = entries.value.length
    if (!log || !open.value) return
    const box = scrolling(log)
    const fresh = log.querySelectorAll('.bubble:not(.dots)')[seen.current]
    if (fresh && announcing.value) box.scrollTop += fresh.getBoundingClientRect().top - box.getBoundingClientRect().top - ABOVE_PX
    else if (fresh || atEnd.current) box.scrollTop = box.scrollHeight
    seen.current = entries.value.length
  }, [scroller, entries.value, typing.value, open.value, size.value, announcing.value])
  useEffect(() => {
    const box = scroller.current
    if (!box) return
    const look = (): void => { atEnd.current = box.scrollHeight - box.scrollTop - box.clientHeight < NEAR_PX }
    const keep = new ResizeObserver(() => { if (atEnd.current) box.scrollTop = box.scrollHeight })
    box.addEventListener('scroll', look, { passive: true })
    keep.observe(box)
    return () => {
      box.removeEventListener('scroll', look)
      keep.disconnect()
    }
  }, [scroller])
}

/** Where the room is too low for fixed parts, all of the panel scrolls instead (panel.css). */
function scrolling(log: HTMLElement): HTMLElement {
  return getComputedStyle(log).overflowY === 'visible' ? (log.closest('dialog') ?? log) : log
}
