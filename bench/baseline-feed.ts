// Direct Line's other half in memory: who listens to which conversation. It keeps only the last turn of those that are listened to.
import type { Feed, Signals, StoredActivity, StoredMessage } from '../bot/turn/types.ts'

export type MemoryFeed = Feed & Signals & {
  /** Adds what was said in one turn, the person's own message first; the number of the first. */
  publish: (conversationId: string, said: { author: StoredMessage['author']; activity: StoredActivity }[]) => number
}
type Listener = Parameters<Feed['subscribe']>[1]
type Room = { seq: number; latest: StoredMessage[]; listener: Listener | null }

export function createMemoryFeed(): MemoryFeed {
  const rooms = new Map<string, Room>()
  const roomOf = (conversationId: string): Room => {
    const room = rooms.get(conversationId) ?? { seq: 0, latest: [], listener: null }
    rooms.set(conversationId, room)
    return room
  }
  return {
    publish: (conversationId, said) => {
      const room = roomOf(conversationId)
      const first = room.seq + 1
      const messages = said.map((one, index) => ({ ...one, conversationId, seq: first + index, createdAt: new Date() }))
      room.seq += said.length
      room.latest = room.listener ? messages : [...room.latest, ...messages]
      room.listener?.(messages)
      return first
    },
    read: async (conversationId, after) => rooms.get(conversationId)?.latest.filter(({ seq }) => seq > after) ?? null,
    subscribe: (conversationId, listener) => {
      roomOf(conversationId).listener = listener
      return () => rooms.delete(conversationId)
    },
    // Nobody has a desk here.
    subscribeAll: () => () => {},
    signal: () => {},
    subscribeSignals: () => () => {},
  }
}
