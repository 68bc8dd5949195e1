/** A short name for a conversation, to say aloud and to look for: the first four characters of its id. */
export const handleOf = (id: string): string => id.slice(0, HANDLE).toUpperCase()

/** What somebody typed when that is such a name ("3F2A", "gesprek 3f2a"); else null. */
export function handleIn(text: string): string | null {
  return /^(?:gesprek|nummer|nr\.?)?\s*#?([\da-f]{4})$/i.exec(text.trim())?.[1]?.toUpperCase() ?? null
}

const HANDLE = 4
