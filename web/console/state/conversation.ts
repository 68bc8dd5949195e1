// The conversation on the screen: its messages and everything beside them, kept up to date by the live line.
import type { DeskConversation, LiveOut, MessagesAnswer } from '../../../bot/desk/contract.ts'
import { ApiError, type Api } from '../api/client.ts'
import type { Live } from './live.ts'
import { lastSeq, mergeMessages } from './messages.ts'
import { mergeRows } from './rows.ts'
import { opened, type OpenConversation, type DeskState, SHOWN } from './state.ts'
import type { Store } from './store.ts'

export type ConversationParts = { store: Store<DeskState>; api: Pick<Api, 'get'>; live: Pick<Live, 'watch' | 'unwatch'>; now: () => number }
export type ConversationKeeper = {
  /** Somebody shows it. Returns the end of that; while nobody shows it any more it is not kept. */
  watch: (id: string) => () => void
  /** Reads everything beside the messages again; what is asked for meanwhile is done once more, after. */
  reload: (id: string) => Promise<void>
  /** Reads what came since. */
  readOn: (id: string) => Promise<void>
  /** The line was away: everything beside the messages, and what became of the last ones, is read again. The line itself brings what came since. */
  refresh: (id: string) => void
  showMore: () => void
  take: (frame: Extract<LiveOut, { kind: 'messages' | 'looking' | 'personTyping' }>) => void
}

/** So many of the last messages may still change: sent, delivered, read. */
const CHANGING = 100

export function createConversation(parts: ConversationParts): ConversationKeeper {
  const { store, api, live, now } = parts
  const viewers = new Map<string, number>()
  const change = (id: string, next: (open: OpenConversation) => OpenConversation) =>
    store.set((state) => (state.open?.id === id ? { ...state, open: next(state.open) } : state))
  const seen = () => lastSeq(store.get().open?.messages ?? [])
  const failed = (id: string) => (error: unknown) =>
    change(id, (open) => ({ ...open, loading: false, problem: error instanceof ApiError ? error.code : 'Unknown' }))
  const readDetail = async (id: string) => {
    const detail = await api.get<DeskConversation>(`/conversations/${id}`)
    store.set((state) => ({ ...state, rows: mergeRows(state.rows, [detail.row]) }))
    change(id, (open) => ({ ...open, detail, problem: null }))
  }
  const reload = once((id: string) => readDetail(id).catch(failed(id)))
  const readOn = once((id: string) => readAll(api, { id, after: seen, put: (answer) => change(id, (open) => withMessages(open, answer)) }).catch(failed(id)))
  const begin = async (id: string) => {
    store.set((state) => ({ ...state, open: opened(id) }))
    void reload(id)
    await readOn(id)
    change(id, (open) => ({ ...open, loading: false }))
    if (store.get().open?.id === id) live.watch(id, seen)
  }
  const end = (id: string) => {
    if (viewers.has(id) || store.get().open?.id !== id) return
    live.unwatch()
    store.set((state) => ({ ...state, open: null }))
  }
  const refresh = async (id: string) => {
    void reload(id)
    const answer = await api.get<MessagesAnswer>(`/conversations/${id}/messages?after=${Math.max(0, seen() - CHANGING)}`)
    change(id, (open) => withMessages(open, answer))
  }
  return {
    reload, readOn,
    refresh: (id) => void refresh(id).catch(failed(id)),
    watch: (id) => {
      viewers.set(id, (viewers.get(id) ?? 0) + 1)
      if (store.get().open?.id !== id) void begin(id)
      return () => {
        const left = (viewers.get(id) ?? 1) - 1
        if (left > 0) viewers.set(id, left)
        else viewers.delete(id)
        // A pane that is drawn anew lets go and comes back in one breath.
        queueMicrotask(() => end(id))
      }
    },
    showMore: () => store.set((state) => (state.open ? { ...state, open: { ...state.open, shown: state.open.shown + SHOWN } } : state)),
    take: (frame) => change(frame.conversation, (open) => {
      if (frame.kind === 'looking') return { ...open, looking: frame.people.filter(({ id }) => id !== store.get().me.id) }
      return frame.kind === 'personTyping' ? { ...open, typedAt: now() } : withMessages(open, frame)
    }),
  }
}

/** Whoever spoke is not typing any more. */
function withMessages(open: OpenConversation, { messages, readSeq }: Pick<MessagesAnswer, 'messages' | 'readSeq'>): OpenConversation {
  const before = lastSeq(open.messages)
  const spoke = messages.some(({ seq, author }) => seq > before && author === 'person')
  return { ...open, messages: mergeMessages(open.messages, messages), readSeq: Math.max(open.readSeq, readSeq), typedAt: spoke ? 0 : open.typedAt }
}

async function readAll(api: Pick<Api, 'get'>, { id, after, put }: { id: string; after: () => number; put: (answer: MessagesAnswer) => void }): Promise<void> {
  for (let more = true; more;) {
    const before = after()
    const answer = await api.get<MessagesAnswer>(`/conversations/${id}/messages?after=${before}`)
    put(answer)
    more = answer.more && after() > before
  }
}

/** One at a time per conversation: what is asked while it runs is done once more when it is ready. */
function once(act: (id: string) => Promise<void>): (id: string) => Promise<void> {
  const running = new Map<string, { again: boolean; done: Promise<void> }>()
  return (id) => {
    const known = running.get(id)
    if (known) {
      known.again = true
      return known.done
    }
    const run = { again: false, done: Promise.resolve() }
    const work = async () => {
      do {
        run.again = false
        await act(id)
      } while (run.again)
    }
    run.done = work().finally(() => running.delete(id))
    running.set(id, run)
    return run.done
  }
}
