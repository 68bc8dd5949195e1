// An attempt keeps a connection while it waits for its locks; a care home full of attempts must not take every connection from the turns.

/** Lets at most `most` tasks run at once; the others wait in order. */
export function createLanes(most: number): <Result>(task: () => Promise<Result>) => Promise<Result> {
  let running = 0
  const waiting: (() => void)[] = []
  return async (task) => {
    if (running >= most) await new Promise<void>((go) => waiting.push(go))
    else running += 1
    try {
      return await task()
    } finally {
      // The place is handed over: nobody slips in between.
      const next = waiting.shift()
      if (next) next()
      else running -= 1
    }
  }
}
