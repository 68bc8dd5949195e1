// `npm run -s words`: how easy the texts are. `npm run -s words -- --frequency FILE`: how common their words are. For developers, in English.
import { parseArgs } from 'node:util'
import { explainedWords, readEveryText, readFormal, readTexts, readVocabulary, sortWords } from './files.ts'
import { FrequencyError, rankVocabulary } from './frequency.ts'
import { measure, measuredSentences } from './measure.ts'
import { type Text, vocabularyOf } from './text.ts'

const usage = 'npm run -s words [-- --frequency FILE]'

/**
 * Prints the figures of all texts, or ranks the vocabulary.
 * @param args what was typed behind the command
 * @returns the exit code: 0, or 2 after a mistake in the arguments
 */
export function runWords(args: readonly string[], print: { line: (text: string) => void; error: (text: string) => void }): 0 | 2 {
  const options = readOptions(args)
  if (options.kind === 'wrong') {
    print.error(`words: ${options.reason}. Use: ${usage}`)
    return 2
  }
  try {
    for (const line of options.frequency === null ? figures() : rankVocabulary(options.frequency)) print.line(line)
    return 0
  } catch (error) {
    if (!(error instanceof FrequencyError)) throw error
    print.error(`words: ${error.message}`)
    return 2
  }
}

function readOptions(args: readonly string[]): { kind: 'options'; frequency: string | null } | { kind: 'wrong'; reason: string } {
  try {
    const { values } = parseArgs({ args: [...args], options: { frequency: { type: 'string' } } })
    return values.frequency === '' ? { kind: 'wrong', reason: '--frequency needs a file' } : { kind: 'options', frequency: values.frequency ?? null }
  } catch (error) {
    return { kind: 'wrong', reason: (error as Error).message.split(/\.\s|\n/)[0] ?? '' }
  }
}

function figures(): string[] {
  const all = readEveryText()
  const rows = { nl: readTexts('nl'), 'nl-formal': readFormal(), widget: readTexts('widget.nl'), demo: readTexts('demo.nl'), 'in all': all }
  const table = Object.entries(rows).filter(([, texts]) => texts.length > 0).map(([name, texts]) => row(name, texts))
  const { longest } = measure(all)
  const long = measuredSentences(all).filter(({ words }) => words > 10)
  return [
    '           texts  sentences   mean  longest  at most 10  Flesch-Douma', ...table,
    '', `longest: ${longest.words} words, ${longest.key}: ${longest.sentence}`,
    `over 10 words: ${long.length || 'none'}`, ...long.map(({ key, sentence }) => `  ${key}: ${sentence}`),
    '', ...vocabulary(all),
  ]
}

function row(name: string, texts: readonly Text[]): string {
  const { texts: count, sentences, mean, longest, short, flesch } = measure(texts)
  const cells = [[count, 5], [sentences, 9], [mean.toFixed(2), 5], [longest.words, 7], [`${(short * 100).toFixed(1)} %`, 10], [flesch.toFixed(1), 12]] as const
  return [name.padEnd(9), ...cells.map(([cell, width]) => String(cell).padStart(width))].join('  ')
}

function vocabulary(all: readonly Text[]): string[] {
  const known = readVocabulary()
  const used = all.flatMap(({ text }) => vocabularyOf(text))
  return [
    `vocabulary: ${known.length} words; rare or Caren's own, so explained: ${explainedWords().size}`, `  ${list(explainedWords())}`,
    `not in words.nl.txt: ${list(without(used, known))}`,
    `in words.nl.txt, used nowhere: ${list(without(known, used))}`,
  ]
}

const list = (words: Iterable<string>) => sortWords(words).join(', ') || 'none'

function without(words: readonly string[], others: readonly string[]): string[] {
  const left = new Set(others)
  return words.filter((word) => !left.has(word))
}

if (import.meta.main) process.exitCode = runWords(process.argv.slice(2), { line: console.log, error: console.error })
