/** Waiting that can be cut short, longer each time: 0.5 s doubling to 8 s, a quarter more or less. */
export type Patience = {
  /** Waits for the next turn, at least `atLeast` milliseconds, or until `hurry`. */
  wait(atLeast?: number): Promise<void>
  hurry(): void
  /** It worked: the next wait is short again. */
  reset(): void
  /** How often was waited since it last worked. */
  tries(): number
}

const FIRST_MS = 500
const LONGEST_MS = 8000

export function createPatience(random: () => number): Patience {
  let tries = 0
  let hurry: (() => void) | null = null
  return {
    wait: (atLeast = 0) => new Promise((resolve) => {
      const timer = setTimeout(resolve, Math.max(atLeast, delay(tries, random())))
      tries += 1
      hurry = () => {
        clearTimeout(timer)
        resolve()
      }
    }),
    hurry: () => hurry?.(),
    reset: () => { tries = 0 },
    tries: () => tries,
  }
}

/** Milliseconds before try number `tries` (from 0), with `random` from 0 to 1 spreading it. */
export function delay(tries: number, random: number): number {
  return Math.min(LONGEST_MS, FIRST_MS * 2 ** tries) * (0.75 + random / 2)
}
