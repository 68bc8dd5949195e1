import { type Cluster, clustersOf, type Span } from './groups.ts'
import type { CodeRules } from './normalise.ts'
import { normaliseCode } from './normalise.ts'

export type { Span } from './groups.ts'
/** `code` is normalised; `start` and `end` say where it was written (UTF-16 units, end excluded). */
export type FoundCode = Span & { code: string }

/** A code is written in at most this many pieces, spelled out letter by letter included. */
const mostClusters = 20
const longestCode = 64

/**
 * Finds the codes in a sentence, as people type or dictate them, in order.
 * Groups separated by spaces, dots or dashes may be one code; the words around it are left out. Linear in the text.
 * @param skip spans that are known to be something else, such as a birth date. Without it a date alone may look like a code
 */
export function findCodes(text: string, rules: CodeRules, skip: readonly Span[] = []): FoundCode[] {
  const pattern = new RegExp(rules.pattern)
  const finder: Finder = { text, rules, fits: (code) => pattern.test(code) }
  const clusters = clustersOf(text, rules.normalise, skip)
  const found = runsOf(clusters).flatMap((run) => codesOf(run, finder))
  if (found.length > 0) return found
  // Letters alone (a pattern that asks no digit), or what could be a date: only when there is nothing better.
  return clusters.filter((cluster) => cluster.kind !== 'code' && !overlaps(cluster, skip) && finder.fits(cluster.code)).map(toFound)
}

type Finder = { text: string; rules: CodeRules; fits: (code: string) => boolean }

/** Neighbours that may be pieces of one code. */
function runsOf(clusters: Cluster[]): Cluster[][] {
  const runs: Cluster[][] = []
  let previous: Cluster | undefined
  for (const cluster of clusters) {
    if (cluster.kind === 'code') {
      if (previous?.kind === 'code' && !cluster.afterBreak) runs.at(-1)?.push(cluster)
      else runs.push([cluster])
    }
    previous = cluster
  }
  return runs
}

function codesOf(run: Cluster[], finder: Finder): FoundCode[] {
  const alone = run.filter((cluster) => isMixed(cluster) && finder.fits(cluster.code))
  // "AB12CD34 3" is a code and something else; "AB12CD 34EF56" is one code in equal groups.
  return alone.length > 0 && !isEven(run) ? alone.map(toFound) : windowsOf(run, finder)
}

/** From the left, the longest stretch that fits; then on from there. */
function windowsOf(run: Cluster[], finder: Finder): FoundCode[] {
  const found: FoundCode[] = []
  for (let first = 0; first < run.length; first++) {
    const window = longestFrom(run, first, finder)
    if (!window) continue
    found.push(window.found)
    first = window.last
  }
  return found
}

function longestFrom(run: Cluster[], first: number, finder: Finder): { found: FoundCode; last: number } | null {
  let best: { found: FoundCode; last: number } | null = null
  const start = run[first]?.start ?? 0
  let code = ''
  for (const [offset, cluster] of run.slice(first, first + mostClusters).entries()) {
    code = finder.rules.normalise === 'upper' ? code + cluster.code : normaliseCode(finder.text.slice(start, cluster.end), 'exact')
    if (code.length > longestCode) break
    if (finder.fits(code)) best = { found: { code, start, end: cluster.end }, last: first + offset }
  }
  return best
}

const isMixed = (cluster: Cluster) => /\p{N}/u.test(cluster.code) && /\p{L}/u.test(cluster.code)
const isEven = (run: Cluster[]) => run.length > 1 && run.every((cluster) => cluster.code.length === run[0]?.code.length && cluster.code.length <= 6)
const overlaps = (cluster: Span, spans: readonly Span[]) => spans.some((span) => span.start < cluster.end && cluster.start < span.end)
const toFound = ({ code, start, end }: Cluster): FoundCode => ({ code, start, end })
