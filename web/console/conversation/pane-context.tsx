import { createContext, type ReactNode, useCallback, useContext, useMemo } from 'react'
import type { DeskConversation, DeskMove, DeskRow } from '../../../bot/desk/contract.ts'
import { useConversation, useDesk, useMove, usePending } from '../state/desk.tsx'
import { failureText, refusalText } from './refusal.ts'
import { type Notice, useNotice } from './use-notice.ts'

type Pane = {
  id: string
  row: DeskRow
  /** Beside the messages; null while it is read. */
  conversation: DeskConversation | null
  /** Makes a move. Resolves true when it was made; else the pane says why, and nothing is lost. */
  act: (move: DeskMove) => Promise<boolean>
  /** Does something else at the server, with the same care; then reads the conversation again. null: it failed. */
  ask: <T>(work: () => Promise<T>) => Promise<T | null>
  /** A move other than a reply is on its way. */
  busy: boolean
  notice: Notice | null
  say: (notice: Notice | null) => void
}

const PaneContext = createContext<Pane | null>(null)

export function PaneProvider({ id, row, children }: { id: string; row: DeskRow; children: ReactNode }) {
  const { conversation, reload } = useConversation(id)
  const { notice, say } = useNotice(id, row)
  const busy = usePending(id).some(({ move }) => move.kind !== 'reply')
  const act = useAct(id, say)
  const ask = useCallback(async <T,>(work: () => Promise<T>): Promise<T | null> => {
    try {
      const answer = await work()
      void reload()
      return answer
    } catch (error) {
      say({ intent: 'error', text: failureText(error) })
      return null
    }
  }, [reload, say])
  const value = useMemo(() => ({ id, row, conversation, act, ask, busy, notice, say }), [id, row, conversation, act, ask, busy, notice, say])
  return <PaneContext value={value}>{children}</PaneContext>
}

function useAct(id: string, say: (notice: Notice | null) => void): Pane['act'] {
  const move = useMove(id)
  const { me } = useDesk()
  return useCallback(async (wish) => {
    try {
      const answer = await move(wish)
      say(answer.kind === 'refused' ? { intent: 'error', text: refusalText(answer, me.id) } : null)
      return answer.kind !== 'refused'
    } catch (error) {
      say({ intent: 'error', text: failureText(error) })
      return false
    }
  }, [move, say, me.id])
}

export function usePane(): Pane {
  const pane = useContext(PaneContext)
  if (!pane) throw new Error('outside PaneProvider')
  return pane
}

/** Where menus of the pane stand: within the page's landmarks, so that who walks along those meets them. */
export function paneElement(): HTMLElement | null {
  return document.getElementById('pane')
}
