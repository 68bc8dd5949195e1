// Everything the console knows, in one value.
import type { CannedReply, Colleague, DeskConversation, DeskMessage, DeskMove, ListName, Me, Who } from '../../../bot/desk/contract.ts'
import type { LineState } from './line.ts'
import type { Rows } from './rows.ts'

export type PendingMove = { id: string; conversation: string; move: DeskMove; at: string }
/** `next`: pass as `before` for more; null: this is all. */
export type ListState = { next: string | null; loading: boolean }
export type OpenConversation = {
  id: string
  messages: readonly DeskMessage[]
  readSeq: number
  loading: boolean
  /** How many of the newest messages are shown. */
  shown: number
  detail: DeskConversation | null
  /** Code of what went wrong while reading it; null: nothing. */
  problem: string | null
  looking: readonly (Who & { typing: boolean })[]
  /** When the person typed last, by this clock; 0: not. */
  typedAt: number
}
export type DueReminder = { id: string; conversation: string }
export type DeskState = {
  me: Me
  line: LineState
  rows: Rows
  lists: Readonly<Partial<Record<ListName, ListState>>>
  counts: Readonly<Record<'queue' | 'mine' | 'open', number>>
  open: OpenConversation | null
  colleagues: readonly Colleague[]
  canned: readonly CannedReply[] | null
  pending: readonly PendingMove[]
  reminders: readonly DueReminder[]
  /** Milliseconds the server's clock is ahead of this one. */
  ahead: number
}

export const SHOWN = 100

export const firstState = (me: Me): DeskState => ({
  me, line: 'connecting', rows: new Map(), lists: {}, counts: { queue: 0, mine: 0, open: 0 }, open: null,
  colleagues: [], canned: null, pending: [], reminders: [], ahead: 0,
})

export const opened = (id: string): OpenConversation =>
  ({ id, messages: [], readSeq: 0, loading: true, shown: SHOWN, detail: null, problem: null, looking: [], typedAt: 0 })
