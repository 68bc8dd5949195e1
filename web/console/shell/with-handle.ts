import type { SearchAnswer } from '../../../bot/desk/contract.ts'
import type { Rows } from '../state/rows.ts'
import { handleIn, handleOf } from '../text/handle.ts'

export type SearchState = { kind: 'busy' } | { kind: 'short' } | { kind: 'failed' } | { kind: 'found'; answer: SearchAnswer }

/** What was asked of the server, with the conversations of that short name above it. */
export function withHandle(state: SearchState | null, text: string, known: Rows): SearchState | null {
  const handle = handleIn(text)
  const named = handle === null ? [] : [...known.values()].filter(({ id }) => handleOf(id) === handle)
  if (named.length === 0) return state
  const others = state?.kind === 'found' ? state.answer.found.filter(({ row }) => !named.some(({ id }) => id === row.id)) : []
  const found = [...named.map((row) => ({ row, seq: null, excerpt: null })), ...others]
  return { kind: 'found', answer: { found, more: state?.kind === 'found' && state.answer.more } }
}
