// Search: asked by POST, so that a term stands in no address and no log. The short name of a conversation is found at once, among what is known here.
import { useCallback, useMemo, useRef, useState } from 'react'
import type { SearchAnswer } from '../../../bot/desk/contract.ts'
import { useDeskState, useModel } from '../state/desk.tsx'
import { type SearchState, withHandle } from './with-handle.ts'

export type Search = { text: string; setText: (text: string) => void; state: SearchState | null; run: () => void; clear: () => void }

const LEAST = 2

export function useSearch(): Search {
  const { api, addRows } = useModel()
  const [text, setText] = useState('')
  const [state, setState] = useState<SearchState | null>(null)
  const known = useDeskState(({ rows }) => rows)
  const turn = useRef(0)
  const clear = useCallback(() => {
    turn.current += 1
    setText('')
    setState(null)
  }, [])
  const run = useCallback(() => {
    const mine = (turn.current += 1)
    const show = (next: SearchState | null) => void (turn.current === mine && setState(next))
    const wanted = text.trim()
    if (wanted.length < LEAST) return show(wanted === '' ? null : { kind: 'short' })
    show({ kind: 'busy' })
    const ask = async () => {
      const answer = await api.post<SearchAnswer>('/search', { text: wanted })
      addRows(answer.found.map(({ row }) => row))
      show({ kind: 'found', answer })
    }
    ask().catch(() => show({ kind: 'failed' }))
  }, [api, addRows, text])
  const shown = useMemo(() => withHandle(state, text, known), [state, text, known])
  return useMemo(() => ({ text, setText, state: shown, run, clear }), [text, shown, run, clear])
}
