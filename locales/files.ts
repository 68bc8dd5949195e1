// The locale files as flat lists, for measuring and testing them.
import { existsSync, readFileSync } from 'node:fs'
import { readCannedReplies } from './index.ts'
import { type Text, textsOf } from './text.ts'

/** What a person reads; the texts for the terminal are for administrators and stay out. */
const files = ['nl', 'nl-formal', 'widget.nl', 'demo.nl', 'check.nl', 'continue.nl', 'whatsapp.nl'] as const

/** The texts of a file; none when there is no such file. */
export function readTexts(file: (typeof files)[number]): Text[] {
  const path = new URL(`${file}.json`, import.meta.url)
  return existsSync(path) ? textsOf(JSON.parse(readFileSync(path, 'utf8'))) : []
}

/** What somebody addressed with u reads: the texts of nl-formal and, where it has none, those of nl. */
export function readFormal(): Text[] {
  const own = new Map(readTexts('nl-formal').map(({ key, text }) => [key, text]))
  return readTexts('nl').map(({ key, text }) => ({ key, text: own.get(key) ?? text }))
}

/** The canned replies of digimaatjes, as they are said to je or to u. */
export function readCanned(form: 'je' | 'u'): Text[] {
  return readCannedReplies().map((reply) => ({ key: `canned.${reply.short}`, text: reply[form] }))
}

/** Every text of every file, each once. */
export function readEveryText(): Text[] {
  return [...files.flatMap(readTexts), ...readCanned('je'), ...readCanned('u')]
}

/** The controlled vocabulary: words.nl.txt, one word per line. */
export function readVocabulary(): string[] {
  return readFileSync(new URL('words.nl.txt', import.meta.url), 'utf8').split('\n').filter(Boolean)
}

/** The words that the assistant can explain: those with a text `word.<word>`. */
export function explainedWords(): Set<string> {
  return new Set(readTexts('nl').flatMap(({ key }) => (key.startsWith('word.') ? [key.slice('word.'.length)] : [])))
}

/** The order of words.nl.txt; each word once. */
export function sortWords(words: Iterable<string>): string[] {
  return [...new Set(words)].sort((one, other) => one.localeCompare(other, 'nl'))
}
