import type { Span } from '../codes/groups.ts'
import { soundKey, withinOneSlip } from '../dutch/sound.ts'
import { foldText } from '../dutch/fold-text.ts'
import { bareValue, phraseAt } from './password-phrases.ts'
import { ADVERBS, CONNECTORS, CUES, ORDINARY, POSSESSIVES } from './password-words.ts'
import { type Token, tokensOf } from './tokens.ts'

/** How far a password may stand from the word "wachtwoord". */
const NEAR = 8
const MOST_PARTS = 4
const QUOTES: Readonly<Record<string, string>> = { '"': '"', '“': '”', '„': '”', "'": "'", '‘': '’', '`': '`', '«': '»' }
const CUE_KEY = soundKey('wachtwoord')

/** Passwords that people give away: "mijn wachtwoord is X", "ww: X", "X is mijn wachtwoord"; not what they say about it ("is kwijt"). */
export function findPasswords(text: string): Span[] {
  const tokens = tokensOf(text)
  const cues = tokens.map(readCue)
  const said = cues.flatMap((cue, i) => {
    if (cue === null) return []
    const from = cue.says ? i + 1 : valueStart(tokens, i)
    const bare = cue.says || cue.attached.length > 0 ? [] : bareValue(tokens, i)
    return cue.attached.concat(bare, valueAfter(text, tokens, from), phraseAfter(text, tokens, { from, cue: i }), valueBefore(tokens, i))
  })
  return said.concat(lookAlikes(tokens, cues), tokens.filter(({ raw }) => isStrong(raw)))
}

type Cue = { attached: Span[]; says: boolean }

/** `attached`: the value in the same token ("ww:geheim"); `says`: the token ends in a sign that the value follows ("ww:"). */
function readCue({ word, start, end, raw }: Token): Cue | null {
  const sign = /[:=]/.exec(word)
  const name = sign === null ? word : word.slice(0, sign.index)
  if (!CUES.has(name) && !(name.length > 6 && withinOneSlip(soundKey(name), CUE_KEY))) return null
  const value = sign === null ? '' : raw.slice(raw.search(/[:=]/)).replace(/^[:=>]+/, '')
  if (value === '') return { attached: [], says: sign !== null }
  return { attached: ORDINARY.has(wordOf(value)) ? [] : [{ start: end - value.length, end: Math.max(end, start) }], says: false }
}

/** The index of what follows "is" or ":", a few words after the cue ("mijn wachtwoord van Caren is …"); -1 when nothing is said. */
function valueStart(tokens: readonly Token[], cue: number): number {
  for (let i = cue + 1; i < tokens.length && i <= cue + 5; i += 1) {
    const token = tokens[i]
    if (token === undefined || /[.!?]$/.test(tokens[i - 1]?.raw ?? '')) return -1
    if (CONNECTORS.has(token.word) || /^(?:[:=]|[-=]>)+$/.test(token.raw)) return i + 1
  }
  return -1
}

function valueAfter(text: string, tokens: readonly Token[], from: number): Span[] {
  if (from < 0) return []
  let at = from
  while (CONNECTORS.has(tokens[at]?.word ?? '') || ADVERBS.has(tokens[at]?.word ?? '')) at += 1
  const first = tokens[at]
  const inQuotes = quoted(text, first)
  if (inQuotes !== null) return [inQuotes]
  if (first === undefined || ORDINARY.has(first.word) || /^\d{1,2}$/.test(first.word) || /^[•\p{P}]+$/u.test(first.raw)) return []
  return [{ start: first.start, end: lastPart(tokens, at).end }]
}

/** A password of several words: after a sign whatever they are, after "is" only when they start as "mijn hond heet Bello" does. */
function phraseAfter(text: string, tokens: readonly Token[], { from, cue }: { from: number; cue: number }): Span[] {
  if (from < 0) return []
  const signed = /[:=>]$/.test(tokens[from - 1]?.raw ?? '')
  const personal = from === cue + 2 && /^(?:mijn|m'n|onze|ons)$/.test(tokens[from]?.word ?? '')
  return (signed || personal) && quoted(text, tokens[from]) === null ? phraseAt(text, tokens, from) : []
}

/** A password in quotes may have spaces in it. */
function quoted(text: string, first: Token | undefined): Span | null {
  if (first === undefined) return null
  const open = first.raw[0] ?? ''
  const close = QUOTES[open]
  const end = close === undefined ? -1 : text.slice(first.start + 1, first.start + 80).indexOf(close)
  const said = wordOf(text.slice(first.start + 1, first.start + 1 + end))
  return end < 0 || ORDINARY.has(said) ? null : { start: first.start, end: first.start + end + 2 }
}

/** A password in pieces goes on as long as the pieces look like one: a capital, a digit, a sign. */
function lastPart(tokens: readonly Token[], from: number): Token {
  let last = tokens[from] ?? { start: 0, end: 0, raw: '', word: '' }
  for (const token of tokens.slice(from + 1, from + MOST_PARTS)) {
    if (/[.,;]$/.test(last.raw) || ORDINARY.has(token.word) || !/^[A-Z]|\d|[@#$%^&*_+=!]./.test(token.raw)) break
    last = token
  }
  return last
}

/** "Zomer is mijn wachtwoord". */
function valueBefore(tokens: readonly Token[], cue: number): Span[] {
  const [value, verb, whose] = [tokens[cue - 3], tokens[cue - 2], tokens[cue - 1]]
  if (value === undefined || verb?.word !== 'is' || !POSSESSIVES.has(whose?.word ?? '')) return []
  return ORDINARY.has(value.word) || ADVERBS.has(value.word) ? [] : [{ start: value.start, end: value.end }]
}

/** Whatever looks like a password near the word: "als wachtwoord heb ik Zomer2024! gekozen". */
function lookAlikes(tokens: readonly Token[], cues: readonly (Cue | null)[]): Span[] {
  const isNear = (at: number) => cues.slice(Math.max(0, at - NEAR), at + NEAR + 1).some((cue) => cue !== null)
  return tokens.filter((token, i) => cues[i] === null && isNear(i) && looksSecret(token.raw))
}

function looksSecret(raw: string): boolean {
  const core = raw.replaceAll(/^[("'“‘]+|[.,;:!?)"'”’]+$/g, '')
  if (core.length < 6 || !/\p{L}/u.test(core) || /^[^@\s]+@[^@\s]+\.[a-z]{2,}$/i.test(core) || /^(?:https?:|www\.)/i.test(core)) return false
  return /\d/.test(core) || /[a-z][A-Z]/.test(core) || /[@#$%^&*_+=!?]/.test(core)
}

/** A password on its own: letters both ways, a figure, and a sign somewhere before the end. A code may end in "!" but has none inside. */
function isStrong(raw: string): boolean {
  const core = raw.replaceAll(/^[("'“‘]+|[.,;:!?)"'”’]+$/g, '')
  if (core.length < 8 || core.length > 64 || /[^\p{L}\p{N}!@#$%^&*_+=?-]/u.test(core) || /@.*\.|^@|^www\./i.test(core)) return false
  return /\p{Ll}/u.test(core) && /\p{Lu}/u.test(core) && /\d/.test(core) && /[!@#$%^&*_+]/.test(core)
}

function wordOf(value: string): string {
  return foldText(value).replaceAll(/[^a-z\d]/g, '')
}
