import type { Api, Reply } from './api.ts'
import type { Keep, Kept } from './keep.ts'
import { createLineStatus } from './line.ts'
import { createPatience } from './patience.ts'
import type { Store } from './store.ts'
import type { Conversation, SessionAnswer } from './wire.ts'

/** `quiet`: as `resume`, but never with a new conversation instead. `token`: of a link from WhatsApp, in an `attempt` that stays the same however often it is asked. */
export type Start = 'resume' | 'quiet' | 'new' | { readonly arrive: string; readonly attempt: string }

export type SessionQuestion = {
  readonly api: Api
  readonly kept: Keep<Kept>
  readonly random: () => number
  readonly store: Store
  readonly start: Start
  /** False once the person chose something else. */
  readonly wanted: () => boolean
}

type Answer = SessionAnswer & { readonly conversation: Conversation }

/**
 * Goes on with this browser's conversation or starts one: asks until the server answers, and says so when that takes time. Null when no longer
 * wanted, `over` when it was a link that works no more, or nothing to go on with quietly.
 */
export async function askSession({ api, kept, random, store, start, wanted }: SessionQuestion): Promise<Answer | 'over' | null> {
  const patience = createPatience(random)
  const line = createLineStatus(store)
  for (let kind = start; wanted();) {
    const asked = typeof kind === 'object' ? { start: 'resume', ...kind } : { start: kind === 'new' ? kind : 'resume' }
    const { secret } = kept.read()
    const reply = await api<SessionAnswer>('/api/web/session', { method: 'POST', body: { ...asked, ...(secret ? { secret } : {}) } })
    if (!wanted()) return null
    const answer = read(reply)
    if (answer) {
      line.up()
      return answer
    }
    // Answered, but with no conversation to go on with: a new one then.
    if (reply.kind !== 'later') {
      if (typeof kind === 'object' || kind === 'quiet') return 'over'
      kind = 'new'
    }
    if (reply.kind !== 'ok') line.down(patience.tries(), reply.kind === 'later' && reply.busy)
    await patience.wait(reply.kind === 'later' ? reply.after : 0)
  }
  return null
}

function read(reply: Reply<SessionAnswer>): Answer | null {
  const conversation = reply.kind === 'ok' ? reply.body.conversation : null
  return reply.kind === 'ok' && conversation ? { ...reply.body, conversation } : null
}
