import type { Span } from '../codes/groups.ts'
import { soundKey, withinOneSlip } from '../dutch/sound.ts'
import { foldText } from '../dutch/fold-text.ts'
import { IQ, OFTEN_MISSPELT, PHRASES, STEMS, WHOLE } from './diagnosis-words.ts'

const SHORTEST_FOR_SLIPS = 7
const LONGEST_FOR_SLIPS = 16
const SOUNDS = OFTEN_MISSPELT.map(soundKey)

/** The words that name an illness or a disability; the rest of the sentence stays. */
export function findDiagnoses(text: string): Span[] {
  const folded = foldText(text)
  const words = [...folded.matchAll(/[a-z]+(?:['’-][a-z]+)*/g)].filter(([word]) => isDiagnosis(word))
  return [...words, ...folded.matchAll(PHRASES), ...folded.matchAll(IQ)].map(({ 0: written, index }) => ({ start: index, end: index + written.length }))
}

function isDiagnosis(word: string): boolean {
  const parts = word.split(/['’-]/)
  if (parts.some((part) => WHOLE.has(part) || STEMS.some((stem) => part.startsWith(stem)))) return true
  if (word.length < SHORTEST_FOR_SLIPS || word.length > LONGEST_FOR_SLIPS) return false
  const sound = soundKey(word)
  return SOUNDS.some((known) => withinOneSlip(sound, known))
}
