// Taking texts apart: sentences, words, je and u. Pure; the rules about them are in tests/locales.

/** One text of a locale file: `key` is `<dialog>.<moment>`. */
export type Text = { key: string; text: string }
type Tree = { [name: string]: Tree | string }

/** Words as Caren's screens write them: quoted, they are not ours to shorten and do not count as je or as a question. */
export const screenNames = [
  'START MET CAREN', 'VOLGENDE', 'VORIGE', 'Account aanmaken', 'Account activeren', 'Ik ontvang hulp', 'Ik ga akkoord met de voorwaarden',
  'Wat is jouw rol?', 'Ik ben Caren', 'Profiel',
] as const

/** What a person sees in the place of `{{name}}`: a date is three words, a link a line without any. */
const samples: Record<string, string> = {
  date: '3 mei 1980', example: '3 mei 1980', day: 'maandag 30 november', days: '5', link: '', email: 'caren@asvz.nl', number: '10', last: '10', n: '10',
  time: '13.30', weekday: 'maandag', before: '12', phone: '06 12 34 56 78', name: 'Karin', steps: '5 tot en met 7', next: '10', from: '5', to: '7',
}
const placeholder = /\{\{?(\w+)\}?\}/g

/** The texts of a locale file, flat, in its order. */
export function textsOf(tree: Tree, prefix = ''): Text[] {
  return Object.entries(tree).flatMap(([name, value]) =>
    typeof value === 'string' ? [{ key: prefix + name, text: value }] : textsOf(value, `${prefix}${name}.`))
}

/** Titles of buttons and links, and what is put into a sentence: read, but no sentences. */
export function isLabel(key: string): boolean {
  return /^(button|link)\.|\.problem\.|^handBack\.(range|list)$/.test(key)
}

/** The sentences of a text, with examples in the place of `{{…}}`: each line, and each part of a line that ends in . ? or ! */
export function sentencesOf(text: string): string[] {
  return linesOf(text).flatMap((line) => line.split(/(?<=[.?!])\s+(?=\p{Lu})/u))
}

/** The lines of a text that hold a word, with examples in the place of `{{…}}`. */
export function linesOf(text: string): string[] {
  const shown = text.replace(placeholder, (whole, name: string) => samples[name] ?? whole)
  return shown.split('\n').map((line) => line.trim()).filter((line) => wordsOf(line).length > 0)
}

/** What is between spaces and holds a letter or a digit. */
export function wordsOf(sentence: string): string[] {
  return sentence.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word))
}

/** The words of a text as a list of words has them: lower case, without addresses, numbers and single letters such as the O in "0 en O". */
export function vocabularyOf(text: string): string[] {
  const words = text.replace(placeholder, ' ').split(/\s+/).filter((word) => !/@|\w\.\w/.test(word))
  const bare = words.map((word) => word.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, '').toLowerCase())
  return bare.filter((word) => /\p{L}/u.test(word) && (word.length > 1 || word === 'u'))
}

/** How a text speaks to the person, quoted screen names apart. */
export function addressOf(text: string): { je: boolean; u: boolean } {
  const words = vocabularyOf(withoutScreenNames(text))
  const some = (forms: readonly string[]) => words.some((word) => forms.includes(word))
  return { je: some(['je', 'jij', 'jou', 'jouw', 'jezelf', 'jouzelf', 'jullie']), u: some(['u', 'uw', 'uzelf']) }
}

/** A text with each quoted screen name replaced by "…". */
export function withoutScreenNames(text: string): string {
  return screenNames.reduce((rest, name) => rest.replaceAll(name, '…'), text)
}
