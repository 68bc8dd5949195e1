// Group commit: what arrives while a statement is under way goes together in the next one.

/**
 * Makes a function of one item out of a function of many.
 * @param runAll answers items in their order; when it throws for more than one item, each is tried alone
 * @param limits at most `size` items a call, at most `lanes` calls at once
 */
export function createBatch<Item, Result>(runAll: (items: Item[]) => Promise<Result[]>, limits: { size: number; lanes: number }): (item: Item) => Promise<Result> {
  type Waiting = { item: Item; resolve: (result: Result) => void; reject: (error: unknown) => void }
  let waiting: Waiting[] = []
  let running = 0

  const next = () => {
    while (running < limits.lanes && waiting.length > 0) {
      const batch = waiting.slice(0, limits.size)
      waiting = waiting.slice(limits.size)
      running += 1
      void runBatch(batch).finally(() => {
        running -= 1
        next()
      })
    }
  }
  const runBatch = async (batch: Waiting[]) => {
    try {
      const results = await runAll(batch.map(({ item }) => item))
      batch.forEach(({ resolve }, index) => resolve(results[index] as Result))
    } catch (error) {
      if (batch.length === 1) batch[0]?.reject(error)
      else await Promise.all(batch.map((one) => runAll([one.item]).then(([result]) => one.resolve(result as Result), one.reject)))
    }
  }
  return (item) => new Promise((resolve, reject) => {
    waiting.push({ item, resolve, reject })
    // A breath, so that everything of this tick shares one statement.
    if (running < limits.lanes && waiting.length === 1) setImmediate(next)
  })
}
