import { soundKey } from './sound.ts'

export type NumberWord = { value: number; ordinal: boolean }

const UNITS = ['nul', 'een', 'twee', 'drie', 'vier', 'vijf', 'zes', 'zeven', 'acht', 'negen']
const TEENS = ['tien', 'elf', 'twaalf', 'dertien', 'veertien', 'vijftien', 'zestien', 'zeventien', 'achttien', 'negentien']
const TENS = ['twintig', 'dertig', 'veertig', 'vijftig', 'zestig', 'zeventig', 'tachtig', 'negentig']
const FIRST_ORDINALS = ['eerste', 'tweede', 'derde', 'vierde', 'vijfde', 'zesde', 'zevende', 'achtste', 'negende']
const AS_SPOKEN: readonly (readonly [string, number])[] = [
  ['ene', 1], ['vief', 5], ['feif', 5], ['zeuven', 7], ['zeve', 7], ['nege', 9], ['negu', 9], ['elluf', 11], ['twaluf', 12], ['twalluf', 12],
]

/** The number words from nul to negenennegentig, and the ordinals from eerste. */
export const NUMBER_WORDS: readonly (readonly [string, NumberWord])[] = [
  ...cardinals().map(([word, value]) => [word, { value, ordinal: false }] as const),
  ...ordinals().map(([word, value]) => [word, { value, ordinal: true }] as const),
]

/** Number words as some say them: only whole, for as a part of a longer word they would split what is one number ("neegetien"). By sound (see soundKey). */
export const SPOKEN_NUMBERS: ReadonlyMap<string, NumberWord> = new Map(AS_SPOKEN.map(([word, value]) => [soundKey(word), { value, ordinal: false }]))

function cardinals(): (readonly [string, number])[] {
  const whole = TENS.map((tens, i) => [tens, 20 + 10 * i] as const)
  return [
    ...UNITS.map((word, value) => [word, value] as const),
    ...TEENS.map((word, i) => [word, 10 + i] as const),
    ['achtien', 18] as const,
    ...whole,
    ...whole.flatMap(([tens, base]) => UNITS.slice(1).map((unit, i) => [`${unit}en${tens}`, base + i + 1] as const)),
  ]
}

function ordinals(): (readonly [string, number])[] {
  return [
    ...FIRST_ORDINALS.map((word, i) => [word, i + 1] as const),
    ...cardinals().flatMap(([word, value]) => value >= 20 ? [[`${word}ste`, value] as const] : []),
    ...cardinals().flatMap(([word, value]) => value >= 10 && value < 20 ? [[`${word}de`, value] as const] : []),
  ]
}
