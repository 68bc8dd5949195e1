// Reading on behind what is committed: one read at a time, and once more when something came meanwhile.

export type CatchUp = {
  /** Something may be new. */
  ask: () => void
  /** A read is under way: what is asked now is found by it or after it. */
  busy: () => boolean
}

/**
 * @param readOn reads what is new and shows it. `more`: there is more to read at once; `stop`: nobody wants more. It may throw (the database is
 * away): whoever asks next makes it try again.
 */
export function createCatchUp(readOn: () => Promise<'more' | 'done' | 'stop'>): CatchUp {
  let reading = false
  let again = false
  const run = async () => {
    reading = true
    try {
      do {
        again = false
        const outcome = await readOn()
        if (outcome === 'stop') return
        again ||= outcome === 'more'
      } while (again)
    } catch {
      // Asked again soon: whoever follows a conversation asks every few seconds.
    } finally {
      reading = false
    }
  }
  return {
    ask: () => {
      again = true
      if (!reading) void run()
    },
    busy: () => reading,
  }
}
