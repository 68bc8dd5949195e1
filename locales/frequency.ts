// How common the words of the vocabulary are, against a list of `word count` lines, most frequent first.
import { readFileSync } from 'node:fs'
import { explainedWords, readVocabulary } from './files.ts'

/** A word outside the first so many needs an explanation. */
const common = 5_000

/** A file that cannot be used; the message is for whoever named it. */
export class FrequencyError extends Error {}

/**
 * The words outside the first 5,000, rarest first, and whether the assistant explains them.
 * @throws FrequencyError for a file that cannot be read or is no such list
 */
export function rankVocabulary(file: string): string[] {
  const ranks = readRanks(file)
  const known = readVocabulary()
  const explained = explainedWords()
  const rank = (word: string) => ranks.get(word) ?? Number.MAX_SAFE_INTEGER
  const rare = known.filter((word) => rank(word) > common).sort((one, other) => rank(other) - rank(one))
  const place = (word: string) => (ranks.has(word) ? String(rank(word)) : 'not in it').padStart(9)
  const bare = rare.filter((word) => !explained.has(word))
  return [
    `${known.length} words, ${rare.length} outside the first ${common} of ${ranks.size}, ${bare.length} of them without an explanation`,
    ...rare.map((word) => `  ${word.padEnd(20)} ${place(word)}  ${explained.has(word) ? 'explained' : `no word.${word}`}`),
  ]
}

function readRanks(file: string): Map<string, number> {
  const lines = readLines(file)
  const words = lines.flatMap((line) => /^(\S+)\s\d+$/.exec(line)?.[1] ?? [])
  if (words.length === 0 || words.length < lines.length) throw new FrequencyError(`${file} is no frequency list: each line must be "word count"`)
  return new Map(words.map((word, index) => [word, index + 1]))
}

function readLines(file: string): string[] {
  try {
    return readFileSync(file, 'utf8').split(/\r?\n/).filter(Boolean)
  } catch (error) {
    throw new FrequencyError(`${file} cannot be read (${(error as NodeJS.ErrnoException).code})`, { cause: error })
  }
}
