// Activation codes: finding them in what people type, and the little of them that may be kept.
import { keyedHash } from './keyed-hash.ts'

export { findCodes, type FoundCode, type Span } from './codes/finder.ts'
export { normaliseCode, type CodeRules, type NormaliseRule } from './codes/normalise.ts'

/**
 * What the database keeps of a code: HMAC-SHA-256, 32 bytes.
 * @param normalised what `normaliseCode` made of it
 */
export function codeHash(pepper: Buffer, normalised: string): Buffer {
  return keyedHash(pepper, normalised)
}

/**
 * What the database keeps of a code with its birth date: HMAC-SHA-256 of the code's hash followed by the date, 32 bytes.
 * @param date YYYY-MM-DD
 */
export function pairHash(pepper: Buffer, hash: Buffer, date: string): Buffer {
  return keyedHash(pepper, Buffer.concat([hash, Buffer.from(date, 'utf8')]))
}
