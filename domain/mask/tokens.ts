import type { Span } from '../codes/groups.ts'
import { foldText } from '../dutch/fold-text.ts'

/** What stands between two spaces; `word` is folded, without the signs around it except ":" and "=". */
export type Token = Span & { raw: string; word: string }

/** The tokens of a text in order. Linear in the text. */
export function tokensOf(text: string): Token[] {
  const folded = foldText(text)
  return [...text.matchAll(/\S+/g)].map((match) => {
    const [start, end] = [match.index, match.index + match[0].length]
    return { raw: match[0], word: folded.slice(start, end).replaceAll(/^[^a-z\d:=]+|[^a-z\d:=]+$/g, ''), start, end }
  })
}
