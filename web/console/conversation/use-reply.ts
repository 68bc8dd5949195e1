import { useCallback, useEffect, useRef, useState } from 'react'
import { usePending } from '../state/desk.tsx'
import { draftWithout } from './draft.ts'
import { drafts } from './drafts.ts'
import { usePane } from './pane-context.tsx'

export type Reply = { text: string; change: (text: string) => void; send: () => void }

/** The field is empty at once, so that one types on; a reply that was not taken comes back into it. */
export function useReply(id: string, onSent: () => void): Reply {
  const { act } = usePane()
  const underWay = usePending(id).flatMap(({ move }) => (move.kind === 'reply' ? [move.text] : []))
  const [text, setText] = useState(() => draftWithout(drafts.read({ conversation: id, what: 'reply' }), underWay))
  const state = useRef({ text, waiting: [] as string[] })
  const keep = useCallback((next: string) => {
    state.current.text = next
    setText(next)
    drafts.write({ conversation: id, what: 'reply' }, together([...state.current.waiting, next]))
  }, [id])
  const latest = useRef(keep)
  useEffect(() => { latest.current = keep }, [keep])
  const deliver = async (sent: string) => {
    const done = await act({ kind: 'reply', text: sent })
    const at = state.current.waiting.indexOf(sent)
    state.current.waiting = state.current.waiting.filter((_, i) => i !== at)
    latest.current(done ? state.current.text : together([sent, state.current.text]))
  }
  const send = () => {
    const sent = state.current.text.trim()
    if (sent === '') return
    state.current.waiting = [...state.current.waiting, sent]
    keep('')
    onSent()
    void deliver(sent)
  }
  return { text, change: keep, send }
}

const together = (texts: readonly string[]) => texts.filter((one) => one !== '').join('\n')
