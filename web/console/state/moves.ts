// A move is sent under one id until an answer comes: a lost answer is asked for again, and changes nothing twice.
import type { DeskMove, TurnAnswer } from '../../../bot/desk/contract.ts'
import type { Patience } from '../../widget/patience.ts'
import { ApiError, type Api } from '../api/client.ts'
import type { PendingMove } from './state.ts'

export type MovesParts = {
  api: Pick<Api, 'post'>
  uuid: () => string
  now: () => Date
  patience: () => Patience
  onPending: (pending: readonly PendingMove[]) => void
  onAnswer: (conversation: string, answer: TurnAnswer) => void
}

/** Tries in all: about 40 s. */
const TRIES = 8

/** Moves of one conversation go one after another, so replies keep their order. The same move while it is under way is the same click. */
export function createMoves(parts: MovesParts): (conversation: string, move: DeskMove) => Promise<TurnAnswer> {
  const running = new Map<string, Promise<TurnAnswer>>()
  const lines = new Map<string, Promise<unknown>>()
  /** Of moves whose answer never came: sent again they keep their id. */
  const lost = new Map<string, string>()
  let pending: readonly PendingMove[] = []
  const show = (next: readonly PendingMove[]) => parts.onPending((pending = next))
  const run = (item: PendingMove): Promise<TurnAnswer> => {
    show([...pending, item])
    const sent = (lines.get(item.conversation) ?? Promise.resolve()).then(() => sendUntilAnswered(parts, item))
    lines.set(item.conversation, sent.catch(() => undefined))
    return sent.then((answer) => {
      parts.onAnswer(item.conversation, answer)
      return answer
    }).finally(() => show(pending.filter(({ id }) => id !== item.id)))
  }
  return (conversation, move) => {
    const key = JSON.stringify([conversation, move])
    const known = running.get(key)
    if (known) return known
    const item = { id: lost.get(key) ?? parts.uuid(), conversation, move, at: parts.now().toISOString() }
    lost.set(key, item.id)
    const made = run(item).then((answer) => {
      lost.delete(key)
      return answer
    }).finally(() => running.delete(key))
    running.set(key, made)
    return made
  }
}

/** @throws ApiError when it was refused for good, or nothing answered for all tries. */
async function sendUntilAnswered({ api, patience: newPatience }: MovesParts, { id, conversation, move }: PendingMove): Promise<TurnAnswer> {
  const patience = newPatience()
  for (;;) {
    try {
      return await api.post<TurnAnswer>(`/conversations/${conversation}/turns`, { id, move })
    } catch (error) {
      if (!(error instanceof ApiError) || !error.passing || patience.tries() >= TRIES) throw error
      await patience.wait()
    }
  }
}
