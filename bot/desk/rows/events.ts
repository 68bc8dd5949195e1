// What happened to a conversation, out of the Bot Framework's hand-off events among its messages.
import type { StoredActivity } from '../../turn/types.ts'
import type { DeskMessage } from '../contract.ts'

type DeskEvent = NonNullable<DeskMessage['event']>
const names = ['asked', 'accepted', 'handedBack', 'closed', 'released', 'transferred'] as const
/** Of an event that says no more than the protocol asks for. */
const byState: Readonly<Record<string, DeskEvent['name']>> = { accepted: 'accepted', completed: 'handedBack', failed: 'released' }

/** null: a message, or something typed. */
export function eventOf({ type, name, value, channelData }: StoredActivity): DeskEvent | null {
  if (type !== 'event') return null
  const { by = null } = (channelData ?? {}) as { by?: string | null }
  if (name === 'handoff.initiate') return { name: 'asked', by }
  if (name !== 'handoff.status') return { name: 'other', by }
  const { state = '', move = '' } = (value ?? {}) as { state?: string; move?: string }
  return { name: names.find((one) => one === move) ?? byState[state] ?? 'other', by }
}
