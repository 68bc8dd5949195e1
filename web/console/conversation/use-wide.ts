import { type RefObject, useLayoutEffect, useState } from 'react'

/** Whether an element is at least this wide (px): what counts is its own room, not the window's. */
export function useWide(frame: RefObject<HTMLElement | null>, least: number): boolean {
  const [wide, setWide] = useState(false)
  useLayoutEffect(() => {
    const element = frame.current
    if (!element) return undefined
    setWide(element.clientWidth >= least)
    const observer = new ResizeObserver(() => setWide(element.clientWidth >= least))
    observer.observe(element)
    return () => observer.disconnect()
  }, [frame, least])
  return wide
}
