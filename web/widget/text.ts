export type Piece = { readonly text: string; readonly url?: string }

/** Addresses as the texts write them: with https, or just caren.nl; and e-mail addresses. */
const ADDRESS = /https?:\/\/[^\s<>"]+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+|\b(?:www\.)?(?:[a-z0-9-]+\.)+(?:nl|com|org|eu)\b(?:\/[^\s<>"]*)?/gi

/** A line cut into plain pieces and links. The full stop that ends the sentence is no part of an address. */
export function toPieces(line: string): readonly Piece[] {
  const pieces: Piece[] = []
  let from = 0
  for (const match of line.matchAll(ADDRESS)) {
    const text = match[0].replace(/[.,;:!?)'"]+$/, '')
    if (match.index > from) pieces.push({ text: line.slice(from, match.index) })
    pieces.push({ text, url: toUrl(text) })
    from = match.index + text.length
  }
  if (from < line.length) pieces.push({ text: line.slice(from) })
  return pieces
}

/** Plain text cut so that every second part is a word no line may break: one with a dash after a letter or two, "e-mail" or "06-nummer". */
export function toWholes(text: string): readonly string[] {
  return text.split(/(\b[\p{L}\d]{1,2}-\p{L}+)/u)
}

/** Whether a link of the server may be followed: never a script. */
export function isSafe(url: string): boolean {
  return /^(https?|mailto|tel):/i.test(url)
}

/** The sentences of a text, one a line. */
export function toLines(text: string): readonly string[] {
  return text.split('\n').map((line) => line.trim()).filter(Boolean)
}

function toUrl(text: string): string {
  if (/^https?:/i.test(text)) return text
  return text.includes('@') ? `mailto:${text}` : `https://${text}`
}
