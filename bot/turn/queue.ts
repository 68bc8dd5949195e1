// Turns of one conversation one after another in this process; different conversations side by side.
// Across processes it is the version guard that keeps them apart; this only spares useless retries.

export type KeyedQueue = {
  /** Runs the task after all earlier ones with this key. null: too many are waiting. */
  run: <Result>(key: string, task: () => Promise<Result>) => Promise<Result> | null
  /** Resolves when nothing is running any more. */
  idle: () => Promise<void>
}

/** @param most tasks that may wait behind one key */
export function createQueue(most: number): KeyedQueue {
  const tails = new Map<string, { last: Promise<unknown>; length: number }>()
  const run = <Result>(key: string, task: () => Promise<Result>) => {
    const tail = tails.get(key)
    if (tail && tail.length >= most) return null
    const result = tail ? tail.last.then(task, task) : task()
    const entry = { last: result as Promise<unknown>, length: (tail?.length ?? 0) + 1 }
    tails.set(key, entry)
    const leave = () => {
      const now = tails.get(key)
      if (now === entry) tails.delete(key)
      else if (now) now.length -= 1
    }
    result.then(leave, leave)
    return result
  }
  const idle = async () => {
    while (tails.size > 0) await Promise.allSettled([...tails.values()].map(({ last }) => last))
  }
  return { run, idle }
}
