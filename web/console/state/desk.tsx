// What the components see of the desk: a context and hooks. A hook draws its component again only when its own part changed.
import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useState, useSyncExternalStore } from 'react'
import type { CannedReply, Colleague, DeskConfigAnswer, DeskConversation, DeskMessage, DeskMove, DeskRow, Me, TurnAnswer, Who } from '../../../bot/desk/contract.ts'
import type { Api } from '../api/client.ts'
import { t, type Translate } from '../text/labels.ts'
import type { DeskModel } from './model.ts'
import type { DeskState, PendingMove } from './state.ts'

type Context = { model: DeskModel; config: DeskConfigAnswer; openConversation: (id: string | null) => void }
const DeskContext = createContext<Context | null>(null)

export function DeskProvider({ children, ...context }: Context & { children: ReactNode }) {
  const { model, config, openConversation } = context
  const value = useMemo(() => ({ model, config, openConversation }), [model, config, openConversation])
  return <DeskContext value={value}>{children}</DeskContext>
}

function useDeskContext(): Context {
  const context = useContext(DeskContext)
  if (!context) throw new Error('outside DeskProvider')
  return context
}

export const useModel = (): DeskModel => useDeskContext().model

/** A part of the state; `select` must give the same value for the same state. */
export function useDeskState<T>(select: (state: DeskState) => T): T {
  const { store } = useModel()
  return useSyncExternalStore(store.subscribe, () => select(store.get()))
}

/** `openConversation(id)` shows another conversation; null closes it. `now()` is the server's clock in milliseconds. */
export function useDesk(): { api: Api; me: Me; t: Translate; config: DeskConfigAnswer; openConversation: (id: string | null) => void; now: () => number } {
  const { model, config, openConversation } = useDeskContext()
  return { api: model.api, me: useDeskState(({ me }) => me), t, config, openConversation, now: model.now }
}

export function useRow(id: string): DeskRow | undefined {
  return useDeskState(({ rows }) => rows.get(id))
}

const nothing: readonly never[] = []

/** The messages by seq, each once, the newest shown first to last. `loadEarlier` null: these are all. */
export function useMessages(id: string): { messages: readonly DeskMessage[]; readSeq: number; loading: boolean; loadEarlier: (() => void) | null } {
  const { conversation } = useModel()
  useEffect(() => conversation.watch(id), [conversation, id])
  const open = useDeskState((state) => (state.open?.id === id ? state.open : null))
  const messages = open?.messages ?? nothing
  const shown = open?.shown ?? 0
  return {
    messages: useMemo(() => messages.slice(-shown), [messages, shown]),
    readSeq: open?.readSeq ?? 0, loading: open?.loading ?? true, loadEarlier: messages.length > shown ? conversation.showMore : null,
  }
}

/** `problem`: the error's code when it could not be read. */
export function useConversation(id: string): { conversation: DeskConversation | null; problem: string | null; reload: () => Promise<void> } {
  const { conversation: keeper } = useModel()
  useEffect(() => keeper.watch(id), [keeper, id])
  const open = useDeskState((state) => (state.open?.id === id ? state.open : null))
  return { conversation: open?.detail ?? null, problem: open?.problem ?? null, reload: useCallback(() => keeper.reload(id), [keeper, id]) }
}

/** Sends a move once per click. Rejects with ApiError when nothing answered for about 40 s, or the server would not have it. */
export function useMove(id: string): (move: DeskMove) => Promise<TurnAnswer> {
  const model = useModel()
  return useCallback((move) => model.move(id, move), [model, id])
}

/** Moves that are on their way, in order. */
export function usePending(id: string): readonly PendingMove[] {
  const pending = useDeskState((state) => state.pending)
  return useMemo(() => pending.filter(({ conversation }) => conversation === id), [pending, id])
}

/** Everybody at the desk but me. */
export function useColleagues(): readonly Colleague[] {
  const colleagues = useDeskState((state) => state.colleagues)
  const me = useDeskState((state) => state.me.id)
  return useMemo(() => colleagues.filter(({ id }) => id !== me), [colleagues, me])
}

/** Who else looks at it, and who of them types. */
export function useLooking(id: string): readonly (Who & { typing: boolean })[] {
  return useDeskState(({ open }) => (open?.id === id ? open.looking : nothing))
}

const TYPING_SHOWN_MS = 6_000
const TYPING_EVERY_MS = 3_000

/** `sendTyping` may be called at every key: it sends now and then. */
export function useTyping(id: string): { personTyping: boolean; sendTyping: () => void } {
  const { live } = useModel()
  const typedAt = useDeskState(({ open }) => (open?.id === id ? open.typedAt : 0))
  const [stale, setStale] = useState(0)
  useEffect(() => {
    if (typedAt === 0) return undefined
    const timer = setTimeout(() => setStale(typedAt), TYPING_SHOWN_MS)
    return () => clearTimeout(timer)
  }, [typedAt])
  const [last] = useState({ at: 0 })
  const sendTyping = useCallback(() => {
    if (Date.now() - last.at < TYPING_EVERY_MS) return
    last.at = Date.now()
    live.typing()
  }, [live, last])
  return { personTyping: typedAt !== 0 && typedAt !== stale, sendTyping }
}

export function useCanned(): readonly CannedReply[] {
  const model = useModel()
  useEffect(model.loadCanned, [model])
  return useDeskState(({ canned }) => canned) ?? nothing
}

/** The server's clock, which draws the component again every `every` milliseconds. */
export function useNow(every = 10_000): number {
  const { now } = useModel()
  const [at, setAt] = useState(now)
  useEffect(() => {
    const timer = setInterval(() => setAt(now()), every)
    return () => clearInterval(timer)
  }, [now, every])
  return at
}
