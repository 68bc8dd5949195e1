// Which known words a typing error may stand for, found without comparing with every known word.
import { withinOneSlip } from '../../domain/dutch/sound.ts'

/**
 * @param known words, folded
 * @returns for a word, the known words at most one slip away (a letter too many, too few, wrong, or two swapped)
 */
export function createNearWords(known: Iterable<string>): (word: string) => string[] {
  // Two words one slip apart always share a form that lacks one letter, so those forms are the index.
  const index = new Map<string, Set<string>>()
  for (const word of known) for (const form of formsOf(word)) index.set(form, (index.get(form) ?? new Set()).add(word))
  return (word) => {
    if (word.length > longestWord) return []
    const near = new Set(formsOf(word).flatMap((form) => Array.from(index.get(form) ?? [])))
    return [...near].filter((candidate) => withinOneSlip(word, candidate))
  }
}

const longestWord = 30

function formsOf(word: string): string[] {
  return [word, ...Array.from(word, (_, at) => word.slice(0, at) + word.slice(at + 1))]
}
