import { limits } from '../../../domain/limits.ts'
import { HttpError } from '../../http/errors.ts'
import { createLimiter, type Limiter } from '../../http/limiter.ts'

/** Each throws HttpError TooManyRequests with the seconds to wait. */
export type Pace = {
  request: (network: string) => void
  conversation: (network: string) => void
  activity: (network: string, conversationId: string) => void
  /** Instead of a refusal: how long an answer must wait, in ms. */
  delay: (network: string) => number
}

/** How fast one network address and one conversation may go (domain/limits.ts). */
export function createPace(now: () => Date): Pace {
  const { perAddress, perConversation, limiterKeys: keys } = limits.directLine
  const requests = createLimiter({ most: perAddress.requests, window: perAddress.window, keys, now })
  const conversations = createLimiter({ most: perAddress.newConversations, window: perAddress.window, keys, now })
  const activities = createLimiter({ most: perAddress.activities, window: perAddress.window, keys, now })
  const own = createLimiter({ most: perConversation.activities, window: perConversation.window, keys, now })
  return {
    request: (network) => take(requests, network),
    conversation: (network) => take(conversations, network),
    activity: (network, conversationId) => {
      take(own, conversationId)
      take(activities, network)
    },
    delay: (network) => requests.take(network),
  }
}

function take(limiter: Limiter, key: string): void {
  const wait = limiter.take(key)
  if (wait > 0) throw new HttpError('TooManyRequests', { retryAfter: Math.max(1, wait / 1_000) })
}
