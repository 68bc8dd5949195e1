import { setTimeout as pause } from 'node:timers/promises'

const longest = 15_000
const between = 10

/** Waits until it holds. @throws when it never does */
export async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  for (const end = performance.now() + longest; !await holds();) {
    if (performance.now() > end) throw new Error(`never: ${holds}`)
    await pause(between)
  }
}
