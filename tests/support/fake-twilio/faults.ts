// What goes wrong on purpose, by script or by chance.
import type { Call, Fault, FaultRule, FaultScript } from './types.ts'

export type Faults = {
  /** Adds a rule or a script; the last added is asked first. Returns what takes it away. */
  add: (what: FaultRule | FaultScript, random?: () => number) => () => void
  next: (call: Call) => Fault | null
  clear: () => void
  counts: Record<string, number>
}

export function createFaults(): Faults {
  let scripts: FaultScript[] = []
  const counts: Record<string, number> = {}
  return {
    counts,
    add: (what, random = Math.random) => {
      const script = typeof what === 'function' ? what : scriptOf(what, random)
      scripts.unshift(script)
      return () => {
        scripts = scripts.filter((one) => one !== script)
      }
    },
    next: (call) => {
      for (const script of scripts) {
        const fault = script(call)
        if (!fault) continue
        counts[fault.kind] = (counts[fault.kind] ?? 0) + 1
        return fault
      }
      return null
    },
    clear: () => {
      scripts = []
    },
  }
}

/** The same numbers (0…1) for the same seed: mulberry32. */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

function scriptOf({ next, share, on = ['send'], to, ...fault }: FaultRule, random: () => number): FaultScript {
  let left = share === undefined ? next ?? 1 : next ?? Infinity
  return (call) => {
    if (left <= 0 || !on.includes(call.what) || (to !== undefined && call.to !== to)) return null
    if (share !== undefined && random() >= share) return null
    left -= 1
    return fault
  }
}
