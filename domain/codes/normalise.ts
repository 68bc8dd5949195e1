// What makes two written codes the same code.
export type NormaliseRule = 'upper' | 'exact'
/** `pattern` (CODE_PATTERN) is tried on what `normalise` (CODE_NORMALISE) makes of the text. */
export type CodeRules = { pattern: string; normalise: NormaliseRule }

/** White space, dots, every dash, and the invisible characters that come along with a copy. */
const separators = /[\s.·\p{Pd}\u2212\u2043\u00AD\u200B-\u200D\u2060\uFEFF]/gu

/**
 * The written code as it is compared.
 * `upper`: upper case, without white space, dots and dashes; look-alikes (0 and O, 1 and I) stay apart. `exact`: only the ends are trimmed.
 */
export function normaliseCode(text: string, rule: NormaliseRule): string {
  const plain = text.normalize('NFKC')
  return rule === 'exact' ? plain.trim() : plain.replace(separators, '').toUpperCase()
}
