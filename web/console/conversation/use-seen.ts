import { useEffect, useState, useSyncExternalStore } from 'react'
import { useDesk } from '../state/desk.tsx'
import { drafts } from './drafts.ts'
import { answered, returning, seeOn } from './seen.ts'

/** The server hears what was seen at most this often (ms). */
const tellAfter = 1_000

/** After which message the divider stands (null: nowhere). Keeps, and tells the server, how far this digimaatje has seen the conversation. */
export function useSeen(id: string, { last, atEnd }: { last: number; atEnd: boolean }): { mark: number | null; clear: () => void } {
  const { api } = useDesk()
  const key = { conversation: id, what: 'seen' } as const
  const [seen, setSeen] = useState(() => returning(Number(drafts.read(key)) || 0))
  const visible = useVisible()
  const next = seeOn(seen, { last, present: atEnd && visible })
  if (next !== seen) setSeen(next)
  useEffect(() => {
    if (seen.seen === 0) return undefined
    drafts.write({ conversation: id, what: 'seen' }, String(seen.seen))
    // A mark for later: when it is lost, the next one says more.
    const timer = setTimeout(() => void api.post(`/conversations/${id}/read`, { seq: seen.seen }).catch(() => undefined), tellAfter)
    return () => clearTimeout(timer)
  }, [api, id, seen.seen])
  return { mark: seen.mark, clear: () => setSeen(answered) }
}

function useVisible(): boolean {
  return useSyncExternalStore(listen, () => document.visibilityState === 'visible')
}

function listen(change: () => void): () => void {
  document.addEventListener('visibilitychange', change)
  return () => document.removeEventListener('visibilitychange', change)
}
