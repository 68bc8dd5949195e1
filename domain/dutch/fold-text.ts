/**
 * The text in the plainest characters that mean the same: ASCII digits for any script's digits, letters without accents, lower case.
 * Always as long as the text itself, so that a place in one is a place in the other.
 */
export function foldText(text: string): string {
  const folded = text.replaceAll(/[^\0-\x7f]/g, foldChar)
  return folded.replaceAll(/[A-Z]/g, (letter) => letter.toLowerCase())
}

const seen = new Map<string, string>()

function foldChar(char: string): string {
  const known = seen.get(char)
  if (known !== undefined) return known
  const folded = /\p{Nd}/u.test(char) ? String(digitValue(char)) : plainLetter(char)
  // A fixed bound: what people send decides what is kept here.
  if (seen.size < 2000) seen.set(char, folded)
  return folded
}

function digitValue(char: string): number {
  const code = char.charCodeAt(0)
  let zero = code
  // Unicode keeps the ten digits of a script side by side, so the first one of the row is its zero.
  while (code - zero < 9 && /\p{Nd}/u.test(String.fromCharCode(zero - 1))) zero -= 1
  return code - zero
}

function plainLetter(char: string): string {
  const plain = (char.normalize('NFKC').normalize('NFD')[0] ?? char).toLowerCase()
  return plain.length === 1 && /[\p{L}\p{N}\p{P}\p{S}\p{Z}]/u.test(plain) ? plain : char
}
