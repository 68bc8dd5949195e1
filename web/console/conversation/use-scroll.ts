import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react'

/** How far from the end still counts as being there (px). */
const near = 48

export type Scroll = { box: RefObject<HTMLDivElement | null>; atEnd: boolean; onScroll: () => void; toEnd: () => void }

/** Keeps a list at its end while one is there, and at the same message when earlier ones come before it. `first` and `last` name what is shown. */
export function useScroll({ first, last }: { first: number; last: string }): Scroll {
  const box = useRef<HTMLDivElement>(null)
  const [atEnd, setAtEnd] = useState(true)
  const kept = useRef({ atEnd: true, first, height: 0, room: '' })
  const toEnd = useCallback(() => {
    if (box.current) box.current.scrollTop = box.current.scrollHeight
    kept.current.atEnd = true
    setAtEnd(true)
  }, [])
  const onScroll = useCallback(() => {
    const element = box.current
    if (!element) return
    const room = `${element.clientHeight} ${element.scrollHeight}`
    const moved = room === kept.current.room
    kept.current.room = room
    // The browser scrolls, too, when there is more or less room: nobody left the end by that.
    if (kept.current.atEnd && !moved) element.scrollTop = element.scrollHeight
    kept.current.atEnd = element.scrollHeight - element.scrollTop - element.clientHeight < near
    setAtEnd(kept.current.atEnd)
  }, [])
  useLayoutEffect(() => {
    const element = box.current
    if (!element) return
    if (first < kept.current.first) element.scrollTop += element.scrollHeight - kept.current.height
    else if (kept.current.atEnd) element.scrollTop = element.scrollHeight
    kept.current = { ...kept.current, first, height: element.scrollHeight }
  }, [first, last])
  useKeptAtEnd(box, kept)
  return { box, atEnd, onScroll, toEnd }
}

/** The field below grows, a phone turns: the last message stays in sight. */
function useKeptAtEnd(box: RefObject<HTMLDivElement | null>, kept: RefObject<{ atEnd: boolean }>): void {
  useEffect(() => {
    const element = box.current
    if (!element) return undefined
    const observer = new ResizeObserver(() => {
      if (kept.current.atEnd) element.scrollTop = element.scrollHeight
    })
    for (const part of [element, ...element.children]) observer.observe(part)
    return () => observer.disconnect()
  }, [box, kept])
}
