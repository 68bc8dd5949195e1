import { useCallback, useEffect, useState } from 'react'
import type { DeskRow } from '../../../bot/desk/contract.ts'
import { useModel } from '../state/desk.tsx'

export type Notice = { intent: 'error' | 'warning' | 'success'; text: string }
type Said = { notice: Notice; about: string }

const shownMs = 8_000

/** What happened to what was asked last. It goes when the conversation is not as it was then, and after a while. */
export function useNotice(id: string, row: DeskRow): { notice: Notice | null; say: (notice: Notice | null) => void } {
  const { store } = useModel()
  const [said, setSaid] = useState<Said | null>(null)
  const say = useCallback((notice: Notice | null) => setSaid(notice && { notice, about: aboutOf(notice, store.get().rows.get(id)) }), [store, id])
  useEffect(() => {
    if (!said) return undefined
    const timer = setTimeout(() => setSaid(null), shownMs)
    return () => clearTimeout(timer)
  }, [said])
  return { notice: said && said.about === aboutOf(said.notice, row) ? said.notice : null, say }
}

/** What a notice is about: an error of a conversation that has changed since says nothing any more. */
export function aboutOf({ intent }: Notice, row: Pick<DeskRow, 'state' | 'owner' | 'version'> | undefined): string {
  return [row?.state, row?.owner?.id, intent === 'error' ? row?.version : ''].join(' ')
}
