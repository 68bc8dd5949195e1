// A transcript that grows from two sides, HTTP and the live line: by `seq`, each once, the newest form of each.
import type { DeskMessage } from '../../../bot/desk/contract.ts'

/** The same array when nothing is new, so that nothing is drawn again. */
export function mergeMessages(known: readonly DeskMessage[], more: readonly DeskMessage[]): readonly DeskMessage[] {
  if (more.length === 0) return known
  const bySeq = new Map(known.map((message) => [message.seq, message]))
  for (const message of more) bySeq.set(message.seq, message)
  return [...bySeq.values()].toSorted((a, b) => a.seq - b.seq)
}

/** The last message there is; 0 of none. */
export const lastSeq = (messages: readonly DeskMessage[]): number => messages.at(-1)?.seq ?? 0
