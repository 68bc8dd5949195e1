// Was everything said once, and in the order it should be?
import type { Activity } from './dialogue.ts'
import type { Reference } from './reference.ts'

/** A bot's text, or the person's own message by the id it was sent with. */
export type Expected = { by: 'bot'; text: string } | { by: 'person'; clientId: string }
export type Verdict = { lost: number; doubled: number; disordered: number }

/** What a conversation must show when these messages were sent. */
export function expectedOf({ welcome, turns }: Reference, sent: readonly string[]): Expected[] {
  return [...byBot(welcome), ...sent.flatMap((clientId, turn): Expected[] => [{ by: 'person', clientId }, ...byBot(turns[turn]?.replies ?? [])])]
}

/** Counts what is missing, what came twice (the same id, or one more than expected), and whether the rest is in order. */
export function checkTranscript(heard: readonly Activity[], expected: readonly Expected[]): Verdict {
  const once = [...new Map(heard.map((activity) => [activity.id, activity])).values()].map(keyOf)
  const { doubled, ...verdict } = verdictOf(once, expected.map((one) => (one.by === 'bot' ? `bot ${one.text}` : `person ${one.clientId}`)))
  return { ...verdict, doubled: doubled + heard.length - once.length }
}

/** The same of plain texts. */
export function verdictOf(heard: readonly string[], wanted: readonly string[]): Verdict {
  const lost = surplus(wanted, heard)
  const doubled = surplus(heard, wanted)
  const inOrder = heard.join('\n') === wanted.join('\n')
  return { lost, doubled, disordered: !inOrder && lost + doubled === 0 ? 1 : 0 }
}

const byBot = (replies: readonly { text: string }[]) => replies.map(({ text }): Expected => ({ by: 'bot', text }))
const keyOf = ({ from, text = '', channelData }: Activity) => (from.role === 'user' ? `person ${channelData?.clientActivityID}` : `bot ${text}`)

/** How many of `these` there are beyond those in `others`. */
function surplus(these: readonly string[], others: readonly string[]): number {
  const counts = new Map<string, number>()
  for (const key of others) counts.set(key, (counts.get(key) ?? 0) + 1)
  return these.filter((key) => {
    const left = counts.get(key) ?? 0
    counts.set(key, left - 1)
    return left <= 0
  }).length
}
