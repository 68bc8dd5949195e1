// The desk in the browser: one store, filled by the API and the live line. React only looks at it (desk.tsx).
import type { CannedReply, Colleague, DeskMove, DeskRow, ListName, LiveOut, Me, MeChange, RowsAnswer, TurnAnswer } from '../../../bot/desk/contract.ts'
import { createPatience } from '../../widget/patience.ts'
import { uuid } from '../../widget/uuid.ts'
import type { Api } from '../api/client.ts'
import { createConversation, type ConversationKeeper } from './conversation.ts'
import { createLive, type Live, type LiveParts } from './live.ts'
import { createMoves } from './moves.ts'
import { isIn, mergeRows, reconcile } from './rows.ts'
import { type DeskState, firstState } from './state.ts'
import { createStore, type Store } from './store.ts'

export type DeskModel = {
  store: Store<DeskState>
  api: Api
  live: Live
  conversation: ConversationKeeper
  /** Resolves with what the server made of it. @throws ApiError after about 40 s without an answer. */
  move: (conversation: string, move: DeskMove) => Promise<TurnAnswer>
  /** Reads a list again, or what comes after it. */
  load: (list: ListName, how?: 'again' | 'more') => Promise<void>
  changeMe: (change: MeChange) => Promise<void>
  loadCanned: () => void
  loadColleagues: () => void
  reminderDone: (id: string) => void
  /** Rows found otherwise, by search. */
  addRows: (rows: readonly DeskRow[]) => void
  /** The server's clock, milliseconds. */
  now: () => number
  stop: () => void
}

/** The server cuts its lists off here; then what is missing may still be there. */
const CUT = 500

export type ModelParts = { api: Api; me: Me; socket: Pick<LiveParts, 'open' | 'token'>; onRows?: (before: DeskState, after: DeskState) => void }

export function createModel({ api, me, socket, onRows = () => {} }: ModelParts): DeskModel {
  const store = createStore(firstState(me))
  const now = () => Date.now() + store.get().ahead
  const change = (next: Partial<DeskState>) => store.set((state) => ({ ...state, ...next }))
  const live = createLive({ ...socket, onLine: (line) => change({ line }), onFrame: (frame) => take(frame) })
  const conversation = createConversation({ store, api, live, now: Date.now })
  const putRows = (rows: readonly DeskRow[], gone: readonly string[] = []) => {
    const before = store.get()
    store.set((state) => counted(state, { ...state, rows: mergeRows(state.rows, rows, gone) }))
    onRows(before, store.get())
  }
  const load = createLoad({ store, api })
  const loadColleagues = () => void api.get<Colleague[]>('/colleagues').then((colleagues) => change({ colleagues })).catch(() => undefined)
  const welcome = (frame: Extract<LiveOut, { kind: 'welcome' }>) => {
    change({ me: frame.me, ahead: Date.parse(frame.now) - Date.now() })
    for (const list of new Set(['queue', 'mine', ...Object.keys(store.get().lists)] as ListName[])) void load(list)
    loadColleagues()
    const { open } = store.get()
    if (open && !open.loading) conversation.refresh(open.id)
  }
  const take = (frame: LiveOut) => {
    if (frame.kind === 'welcome') welcome(frame)
    else if (frame.kind === 'rows') putRows(frame.rows, frame.gone)
    else if (frame.kind === 'messages' || frame.kind === 'looking' || frame.kind === 'personTyping') conversation.take(frame)
    else if (frame.kind === 'changed') void (store.get().open?.id === frame.conversation && conversation.reload(frame.conversation))
    else if (frame.kind === 'colleagues') change({ colleagues: frame.people })
    else if (frame.kind === 'reminder') change({ reminders: [...store.get().reminders.filter(({ id }) => id !== frame.id), { id: frame.id, conversation: frame.conversation }] })
  }
  const move = createMoves({
    api, uuid, now: () => new Date(now()), patience: () => createPatience(Math.random), onPending: (pending) => change({ pending }),
    onAnswer: (id, answer) => {
      if (answer.row) putRows([answer.row])
      if (store.get().open?.id !== id) return
      void conversation.reload(id)
      if (store.get().line !== 'open') void conversation.readOn(id)
    },
  })
  return {
    store, api, live, conversation, move, load, loadColleagues, now,
    changeMe: async (wish) => change({ me: await api.post<Me>('/me', wish) }),
    loadCanned: () => void (store.get().canned === null && api.get<CannedReply[]>('/replies').then((canned) => change({ canned })).catch(() => undefined)),
    reminderDone: (id) => change({ reminders: store.get().reminders.filter((due) => due.id !== id) }),
    addRows: (rows) => putRows(rows),
    stop: live.stop,
  }
}

/** A count goes with its own list: with that of another it would count a row that is still on its way, which is counted when it comes. */
function countsOf(list: ListName, known: DeskState['counts'], told: DeskState['counts']): DeskState['counts'] {
  return { queue: list === 'queue' ? told.queue : known.queue, mine: list === 'mine' ? told.mine : known.mine, open: told.open }
}

/** The counts go along with the rows that move, until the server says them again. */
function counted(before: DeskState, after: DeskState): DeskState {
  if (before.rows === after.rows) return after
  const change = (list: 'queue' | 'mine' | 'open') => Math.max(0, before.counts[list] + sizeOf(after, list) - sizeOf(before, list))
  return { ...after, counts: { queue: change('queue'), mine: change('mine'), open: change('open') } }
}

function sizeOf({ rows, me }: DeskState, list: ListName): number {
  let size = 0
  for (const row of rows.values()) if (isIn(list, row, me.id)) size += 1
  return size
}

function createLoad({ store, api }: { store: Store<DeskState>; api: Api }): DeskModel['load'] {
  const mark = (list: ListName, next: string | null, loading: boolean) => store.set((state) => ({ ...state, lists: { ...state.lists, [list]: { next, loading } } }))
  return async (list, how = 'again') => {
    const { rows: before, lists, me } = store.get()
    const known = lists[list]?.next ?? null
    const from = how === 'more' ? known : null
    mark(list, known, true)
    try {
      const answer = await api.get<RowsAnswer>(`/rows?list=${list}${from === null ? '' : `&before=${encodeURIComponent(from)}`}`)
      const whole = from === null && answer.next === null && answer.rows.length < CUT
      store.set((state) => ({
        ...state, counts: countsOf(list, state.counts, whole && list !== 'closed' ? { ...answer.counts, [list]: answer.rows.length } : answer.counts),
        rows: whole ? reconcile(state.rows, { list, answer: answer.rows, before, me: me.id }) : mergeRows(state.rows, answer.rows),
      }))
      mark(list, answer.next, false)
    } catch {
      // The bar says that the line is down; at its return every list is read again.
      mark(list, known, false)
    }
  }
}
