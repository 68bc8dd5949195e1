import type { Span } from '../codes/groups.ts'
import { soundKey, withinOneSlip } from '../dutch/sound.ts'
import { ADVERBS, CONNECTORS, LEAD_INS, ORDINARY, POSSESSIVES, SAID, SHORT_CUES, TURNS } from './password-words.ts'
import type { Token } from './tokens.ts'

const MOST_WORDS = 12
/** Complaints that people misspell: "ww kweit". */
const COMPLAINTS = ['kwijt', 'vergeten', 'verkeerd', 'verlopen', 'geweigerd', 'werkt', 'vergeet'].map(soundKey)

/** "ww zonnebloem", and "wachtwoord zonnebloem" if that is all of the message; not "ww vergeten". `cue` is the place of "ww". */
export function bareValue(tokens: readonly Token[], cue: number): Span[] {
  const [name, value] = [tokens[cue], tokens[cue + 1]]
  if (name === undefined || value === undefined || /[.,;!?]$/.test(name.raw) || !mayBeValue(value)) return []
  const isAll = cue + 2 === tokens.length && tokens.slice(0, cue).every(({ word }) => LEAD_INS.has(word))
  return SHORT_CUES.has(name.word) || isAll ? [{ start: value.start, end: value.end }] : []
}

/** The words from `from` to the end of the sentence, if nothing in them says that they are about the password ("wachtwoord: mijn hond heet Bello"). */
export function phraseAt(text: string, tokens: readonly Token[], from: number): Span[] {
  const words: Token[] = []
  for (const token of tokens.slice(from, from + MOST_WORDS)) {
    const last = words.at(-1)
    if (TURNS.has(token.word) || (last && (/[.!?]$/.test(last.raw) || text.slice(last.end, token.start).includes('\n')))) break
    words.push(token)
  }
  const [first, last] = [words[0], words.at(-1)]
  if (first === undefined || last === undefined || words.length < 2 || words.some((token) => token.raw.includes('•') || isSaid(token))) return []
  return [{ start: first.start, end: last.end }]
}

function mayBeValue(token: Token): boolean {
  const { word, raw } = token
  if (raw.includes('•') || !/[\p{L}\p{N}]/u.test(raw) || /^\d{1,2}$/.test(word) || /[:=]/.test(word)) return false
  return ![ORDINARY, ADVERBS, CONNECTORS, POSSESSIVES].some((set) => set.has(word)) && !isSaid(token)
}

function isSaid({ word }: Token): boolean {
  return SAID.has(word) || (word.length >= 5 && COMPLAINTS.some((complaint) => withinOneSlip(soundKey(word), complaint)))
}
