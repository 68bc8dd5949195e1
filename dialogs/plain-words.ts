// Making typed text comparable.
import { foldText } from '../domain/dutch/fold-text.ts'

/** The words of a text in lower case, without accents and punctuation, one space between them. */
export function plainWords(text: string): string {
  return foldText(text.normalize('NFC')).replace(/[^\p{L}\p{N}]+/gu, ' ').trim()
}
