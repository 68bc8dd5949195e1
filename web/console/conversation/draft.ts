/** What was typed and not sent, per conversation and kind, over a reload of this tab. A browser that forbids storage gets memory. */
export type Drafts = { read(key: DraftKey): string; write(key: DraftKey, text: string): void }
export type DraftKey = { conversation: string; what: 'reply' | 'note' | 'seen' }

export function createDrafts(find: () => Storage): Drafts {
  const memory = new Map<string, string>()
  return {
    read: (key) => attempt(() => find().getItem(nameOf(key)), null) ?? memory.get(nameOf(key)) ?? '',
    write: (key, text) => {
      const name = nameOf(key)
      memory.set(name, text)
      attempt(() => (text === '' ? find().removeItem(name) : find().setItem(name, text)), undefined)
    },
  }
}

/** What is left to write of a draft, when its first lines are on their way already. */
export function draftWithout(draft: string, underWay: readonly string[]): string {
  const sent = underWay.join('\n')
  if (draft === sent) return ''
  return sent !== '' && draft.startsWith(`${sent}\n`) ? draft.slice(sent.length + 1) : draft
}

const nameOf = ({ conversation, what }: DraftKey) => `digimaatje-desk.${what}.${conversation}`

function attempt<T>(use: () => T, otherwise: T): T {
  try {
    return use()
  } catch {
    return otherwise
  }
}
