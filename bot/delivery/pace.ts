// How fast this process sends: so many messages a second as the sender may, so many requests at once; and whether the account is refused.
import { setTimeout as pause } from 'node:timers/promises'

export type Pace = {
  /** Runs a request when its turn has come. */
  run: <Result>(request: () => Promise<Result>) => Promise<Result>
  /** Nothing is to be sent for so many milliseconds. */
  hold: (milliseconds: number) => void
  /** How many of them are left. Nobody waits for them here: a lease would run out, and the process could not stop. */
  held: () => number
}

/** @param limits.perSecond messages a second (a burst of one second is allowed); `lanes` requests at once */
export function createPace(limits: { perSecond: number; lanes: number }, clock: () => number): Pace {
  let tokens = limits.perSecond
  let filledAt = clock()
  let heldUntil = 0
  let running = 0
  const waiting: (() => void)[] = []

  const take = (): number => {
    const now = clock()
    tokens = Math.min(limits.perSecond, tokens + Math.max(0, now - filledAt) * limits.perSecond / 1_000)
    filledAt = now
    if (tokens < 1) return Math.ceil((1 - tokens) * 1_000 / limits.perSecond)
    tokens -= 1
    return 0
  }
  const enter = async () => {
    if (running >= limits.lanes) await new Promise<void>((resolve) => waiting.push(resolve))
    else running += 1
    for (let wait = take(); wait > 0; wait = take()) await pause(wait)
  }
  // The place goes to the next one that waits, without ever being free in between.
  const leave = () => {
    const next = waiting.shift()
    if (next) next()
    else running -= 1
  }
  const run: Pace['run'] = async (request) => {
    await enter()
    try {
      return await request()
    } finally {
      leave()
    }
  }
  const hold: Pace['hold'] = (milliseconds) => {
    heldUntil = Math.max(heldUntil, clock() + milliseconds)
  }
  return { run, hold, held: () => Math.max(0, heldUntil - clock()) }
}
