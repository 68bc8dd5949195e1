// A Dutch phone number as people type it: 06-12345678, +31 6 12 34 56 78, 0031612345678, (0182) 12 34 56, inside a sentence too.
import { foldText } from './dutch/fold-text.ts'

export type PhoneReading =
  /** `number` in E.164 (+31…); `shown` as it is read aloud: "06 12 34 56 78". */
  | { kind: 'number'; number: string; shown: string }
  /** Nothing in the text can be a Dutch number that somebody can be called on. */
  | { kind: 'none' }

/** A 0, +31, 0031 or 31 and nine digits, in any grouping. All repeats are bounded. */
const written = /(?<![a-z\d+])(?:(?:\+|00)?31[ .-]{0,2}(?:\(0\)|0)?|\(?0)((?:[ .()/-]{0,3}\d){9})(?![a-z]*\d)/g
/** Paid and service numbers, and codes that do not exist: nobody is called on those. */
const noPerson = /^(0|80|90)/
const longAreas = new Set(['10', '13', '15', '20', '23', '24', '26', '30', '33', '35', '36', '38', '40', '43', '45', '46', '50', '53', '55', '58', '70', '71', '72', '73', '74', '75', '76', '77', '78', '79', '84', '85', '87', '88'])

/** The first number that somebody can be called on. */
export function readPhoneNumber(text: string): PhoneReading {
  for (const [, rest = ''] of foldText(text).matchAll(written)) {
    const digits = rest.replace(/\D/g, '')
    if (!noPerson.test(digits)) return { kind: 'number', number: `+31${digits}`, shown: inGroups(digits) }
  }
  return { kind: 'none' }
}

/** @param digits nine, without the 0 */
function inGroups(digits: string): string {
  if (digits.startsWith('6')) return `06 ${pairs(digits.slice(1))}`
  if (longAreas.has(digits.slice(0, 2))) return `0${digits.slice(0, 2)} ${digits.slice(2, 5)} ${pairs(digits.slice(5))}`
  return `0${digits.slice(0, 3)} ${pairs(digits.slice(3))}`
}

const pairs = (digits: string) => digits.match(/\d{2}/g)?.join(' ') ?? ''
