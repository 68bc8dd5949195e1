// What lasts a moment: the person types, or has seen what a digimaatje wrote. No turns: nobody waits for them, and one may be lost.
import { limits } from '../../../domain/limits.ts'
import type { Database } from '../../../prisma/client.ts'
import { createLimiter } from '../../http/limiter.ts'
import type { Signals } from '../../turn/types.ts'

/** Both resolve when the desk has been told, or there was nobody to tell; they never reject. */
export type Moments = {
  typing: (conversation: string) => Promise<void>
  /** The messages up to number `seq` were seen. */
  read: (conversation: string, seq: number) => Promise<void>
}

// A row, not a memory: which process has the human's turns nobody knows.
const isHuman = { name: 'directline-is-human', text: `select 1 from "Conversation" where id = $1 and owner = 'human'` }
/** Forward only, and no further than what was said. Not a turn's business: no turn reads it, so the version stays. */
const mark = {
  name: 'directline-read',
  text: `update "Conversation" set "readSeq" = least($2::int, seq) where id = $1 and "readSeq" < least($2::int, seq)
         and exists (select 1 from "Handoff" h where h."conversationId" = $1) returning "readSeq" as seq`,
}

/** Tells the desk, through every process, what the website's people do. */
export function createMoments({ db, feed, now }: { db: Database; feed: Signals; now: () => Date }): Moments {
  const { momentsEvery: window, limiterKeys: keys } = limits.directLine
  const typings = createLimiter({ most: 1, window, keys, now })
  // One more than asked: the last message of a row is read a moment after the one before.
  const reads = createLimiter({ most: 3, window, keys, now })
  return {
    typing: quietly(async (conversation) => {
      if (typings.take(conversation) > 0) return
      const { rowCount } = await db.lax.query({ ...isHuman, values: [conversation] })
      if (rowCount) feed.signal({ kind: 'typing', conversation, who: 'person' })
    }),
    read: quietly(async (conversation, seq) => {
      if (reads.take(conversation) > 0) return
      const { rows } = await db.lax.query<{ seq: number }>({ ...mark, values: [conversation, seq] })
      if (rows[0]) feed.signal({ kind: 'read', conversation, seq: rows[0].seq })
    }),
  }
}

function quietly(act: (conversation: string, seq: number) => Promise<void>): (conversation: string, seq?: number) => Promise<void> {
  return (conversation, seq = 0) => act(conversation, seq).catch(() => {})
}
