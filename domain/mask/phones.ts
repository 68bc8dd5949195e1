import type { Span } from '../codes/groups.ts'
import { foldText } from '../dutch/fold-text.ts'
import { SMS_CODE } from './sms-words.ts'

/** Ten digits from a 0, or +31 and nine, in any grouping: 06-12345678, (010) 123 45 67, +31 (0)6 12 34 56 78. All repeats are bounded. */
const PHONE = /(?<![a-z\d+])(?:(?:\+|00)31[ .-]{0,2}(?:\(0\)|0)?|\(?0)(?:[ .()/-]{0,3}[1-9])(?:[ .()/-]{0,3}\d){8}(?![a-z\d])/g

/** 0800-0113, 0900-1234. Only in two pieces: in one it may as well be a code. */
const SERVICE = /(?<![a-z\d+])0[89]0\d[ -]\d{4}(?![a-z\d]|[ -]\d)/g

/** Dutch phone numbers. */
export function findPhones(text: string): Span[] {
  const folded = foldText(text)
  return [...folded.matchAll(PHONE), ...folded.matchAll(SERVICE)].map(({ 0: written, index }) => ({ start: index, end: index + written.length }))
}

/** The number from a text message: 4 to 8 digits right after "sms", "sms code is" or "inlogcode". */
export function findSmsCodes(text: string): Span[] {
  return [...foldText(text).matchAll(SMS_CODE)].flatMap(({ indices }) => {
    const place = indices?.[1]
    return place ? [{ start: place[0], end: place[1] }] : []
  })
}
