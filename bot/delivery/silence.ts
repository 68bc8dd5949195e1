// What this process is sending for the bot right now, so that it stops when a digimaatje takes the word.
export type Silence = ReturnType<typeof createSilence>
/** One turn's deliveries on their way. */
export type Voice = { silenced: () => boolean; end: () => void }

export function createSilence() {
  const speaking = new Map<string, Set<{ silenced: boolean }>>()
  return {
    begin(conversationId: string): Voice {
      const own = { silenced: false }
      const all = speaking.get(conversationId) ?? new Set()
      speaking.set(conversationId, all.add(own))
      return {
        silenced: () => own.silenced,
        end: () => {
          all.delete(own)
          if (all.size === 0 && speaking.get(conversationId) === all) speaking.delete(conversationId)
        },
      }
    },
    /** A digimaatje has the word there: what is not in flight stays unsent. */
    silence(conversationId: string): void {
      speaking.get(conversationId)?.forEach((one) => {
        one.silenced = true
      })
    },
  }
}
