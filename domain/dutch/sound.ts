const SOUNDS: Readonly<Record<string, string>> = { eij: 'y', ei: 'y', ij: 'y', ey: 'y', ie: 'i', ou: 'au', ch: 'g', ph: 'f', v: 'f', z: 's', c: 'k' }
const SPELT = /eij|ei|ij|ey|ie|([aeou])\1+|ou|ch|ph|[vzc]|[^a-z]/g

/**
 * How a Dutch word sounds, roughly: words that people write differently and say the same share a key
 * ("tachtig" and "tagtig", "mei" and "mij"). Takes folded text (lower case, no accents).
 */
export function soundKey(folded: string): string {
  return folded.replaceAll(SPELT, (letters, doubled: string | undefined) => doubled ?? SOUNDS[letters] ?? '')
}

/** Whether two words differ by at most one typing slip: a letter too many, too few, wrong, or two swapped. */
export function withinOneSlip(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1) return false
  const shortest = Math.min(a.length, b.length)
  let head = 0
  while (head < shortest && a.charCodeAt(head) === b.charCodeAt(head)) head += 1
  let tail = 0
  while (tail < shortest - head && a.charCodeAt(a.length - 1 - tail) === b.charCodeAt(b.length - 1 - tail)) tail += 1
  const [left, right] = [a.length - head - tail, b.length - head - tail]
  if (left <= 1 && right <= 1) return true
  return left === 2 && right === 2 && a[head] === b[head + 1] && a[head + 1] === b[head]
}
