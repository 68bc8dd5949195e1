import type { Span } from '../codes/groups.ts'
import { foldText } from '../dutch/fold-text.ts'

/** Nine digits, also in groups, that pass the eleven test. */
export function findBsns(text: string): Span[] {
  const folded = foldText(text)
  const starts = [...folded.matchAll(/(?<!\d)\d/g)].map((match) => match.index)
  return starts.flatMap((start) => {
    const match = BSN.exec(folded.slice(start, start + LONGEST_BSN))
    if (match === null || !passesEleven(match[0].replaceAll(/\D/g, ''))) return []
    return [{ start, end: start + match[0].length }]
  })
}

/** Bank account numbers: of the countries below with the right check digits, and whatever is written as a Dutch one. */
export function findIbans(text: string): Span[] {
  const folded = foldText(text)
  return [...folded.matchAll(/(?<![a-z\d])(?:[a-z]{2}|nl )\d{2}/g)].flatMap(({ index }) => {
    const length = ibanLength(folded.slice(index, index + LONGEST_IBAN))
    return length === 0 ? [] : [{ start: index, end: index + length }]
  })
}

const BSN = /^\d(?:[ .-]?\d){8}(?!\d)/
/** Nine digits, eight separators, and one character to see that the number ends. */
const LONGEST_BSN = 18
/** Characters of a bank account number by country: the lands people in the Netherlands have accounts in. Without it one code in 97 would pass. */
const LENGTHS: Readonly<Record<string, number>> = {
  nl: 18, be: 16, de: 22, fr: 27, lu: 20, gb: 22, ie: 22, es: 24, pt: 25, it: 27, at: 20, ch: 21, dk: 18, se: 24, no: 15, fi: 18, pl: 28, cz: 24, sk: 24,
  hu: 28, ro: 24, bg: 22, gr: 27, hr: 21, si: 19, lt: 20, lv: 21, ee: 20, tr: 26, cy: 28, mt: 31,
}
const LONGEST_COMPACT = 31
/** In groups of four, and some room. */
const LONGEST_IBAN = 60

function passesEleven(digits: string): boolean {
  const sum = [...digits].reduce((total, digit, i) => total + Number(digit) * (i === 8 ? -1 : 9 - i), 0)
  return sum % 11 === 0 && /[1-9]/.test(digits)
}

/** How many characters from the start are a bank account number: the longest that ends where a group ends; 0 if none. */
function ibanLength(slice: string): number {
  let longest = 0
  let compact = ''
  let end = 0
  for (const { 0: group, index } of slice.matchAll(/[a-z\d]+/g)) {
    if (index - end > 1 || !/^[ .-]?$/.test(slice.slice(end, index))) break
    compact += group
    end = index + group.length
    if (compact.length > LONGEST_COMPACT) break
    if (isIban(compact)) longest = end
  }
  return longest
}

function isIban(compact: string): boolean {
  if (LENGTHS[compact.slice(0, 2)] !== compact.length) return false
  if (/^nl\d{2}[a-z]{4}\d{10}$/.test(compact)) return true
  return remainderOf97(compact.slice(4) + compact.slice(0, 4)) === 1
}

function remainderOf97(characters: string): number {
  let rest = 0
  for (const char of characters) {
    const value = Number.parseInt(char, 36)
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97
  }
  return rest
}
