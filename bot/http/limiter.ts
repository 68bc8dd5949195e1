export type Limiter = {
  /** Counts one. 0: go ahead; otherwise the milliseconds to wait before one is free again (and nothing is counted). */
  take: (key: string) => number
}

export type LimiterOptions = { most: number; window: number; keys: number; now: () => Date }

/**
 * A token bucket per key: bursts of `most`, refilled evenly over `window` milliseconds. In this process's memory, at most
 * `keys` buckets (the longest unused go first): it protects the machine. Limits that guard a secret are rows (domain/check.ts).
 */
export function createLimiter({ most, window, keys, now }: LimiterOptions): Limiter {
  const buckets = new Map<string, { left: number; at: number }>()
  const perMs = most / window
  return {
    take: (key) => {
      const at = now().getTime()
      const known = buckets.get(key)
      const bucket = known ?? { left: most, at }
      bucket.left = Math.min(most, bucket.left + Math.max(0, at - bucket.at) * perMs)
      bucket.at = at
      if (known) buckets.delete(key)
      else if (buckets.size >= keys) forgetOldest(buckets)
      buckets.set(key, bucket)
      if (bucket.left < 1) return Math.ceil((1 - bucket.left) / perMs)
      bucket.left -= 1
      return 0
    },
  }
}

function forgetOldest(buckets: Map<string, unknown>): void {
  for (const oldest of buckets.keys()) {
    buckets.delete(oldest)
    return
  }
}
