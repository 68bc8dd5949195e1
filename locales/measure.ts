// How easy texts are to read, measured as ASVZ's own easy texts were: words per sentence.
import { isLabel, sentencesOf, type Text, wordsOf } from './text.ts'

/** `mean` is words per sentence, `short` the share (0 to 1) of sentences with at most 10 words. */
export type Figures = { texts: number; sentences: number; mean: number; short: number; flesch: number; longest: Sentence }
export type Sentence = { key: string; sentence: string; words: number }

const vowelSounds = /aai|ooi|oei|eeu|ieu|aa|ee|oo|uu|ie|oe|eu|ui|ij|ei|au|ou|[aeiouyàáâäèéêëìíîïòóôöùúûü]/g

/** The figures of texts. Titles of buttons would flatter them and are left out. */
export function measure(texts: readonly Text[]): Figures {
  const measured = measuredSentences(texts)
  return {
    texts: texts.filter(({ key }) => !isLabel(key)).length,
    sentences: measured.length,
    mean: measured.reduce((sum, { words }) => sum + words, 0) / measured.length,
    short: measured.filter(({ words }) => words <= 10).length / measured.length,
    flesch: fleschDouma(measured.map(({ sentence }) => sentence)),
    longest: measured.reduce((most, one) => (one.words > most.words ? one : most), { key: '', sentence: '', words: 0 }),
  }
}

/** Every sentence with its number of words. */
export function measuredSentences(texts: readonly Text[]): Sentence[] {
  return texts.filter(({ key }) => !isLabel(key))
    .flatMap(({ key, text }) => sentencesOf(text).map((sentence) => ({ key, sentence, words: wordsOf(sentence).length })))
}

/** Reading ease after Flesch and Douma: higher is easier. A trend, not a gate: long names weigh heavily in it. */
export function fleschDouma(sentences: readonly string[]): number {
  const words = sentences.flatMap(wordsOf)
  const syllables = words.reduce((sum, word) => sum + syllablesOf(word), 0)
  return 206.84 - 0.93 * (words.length / sentences.length) - 77 * (syllables / words.length)
}

/** Syllables as they are heard; at least 1, also for SMS and 06. */
export function syllablesOf(word: string): number {
  return Math.max(1, word.toLowerCase().match(vowelSounds)?.length ?? 0)
}
