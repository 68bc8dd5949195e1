// What every part of the measure shares: where it runs, what was measured so far, and consoles that come and go.
import { setTimeout as pause } from 'node:timers/promises'
import { percentile } from '../statistics.ts'
import type { DeskOptions } from './options.ts'
import type { DeskScene } from './scene.ts'

export type Goal = { share: 'p50' | 'p95'; most: number }
/** Times in ms of each round; a goal is for the median round. */
export type Timed = { label: string; rounds: { p50: number; p95: number; most: number; count: number }[]; goal: Goal | null }
/** `letters`: the next one for people beside the measure. `tell` hears a line of progress now and then. */
export type Bench = { scene: DeskScene; options: DeskOptions; timed: Map<string, Timed>; missed: number; letters: number; tell: (line: string) => void }

/** Of the issue, in ms. */
export const goals = { claim: { share: 'p95', most: 50 }, live: { share: 'p95', most: 300 }, screen: { share: 'p50', most: 1_000 } } as const satisfies Record<string, Goal>

const settling = 500

/** One more round of times. */
export function add({ timed, tell }: Bench, values: readonly number[], { label, goal }: { label: string; goal?: Goal }): void {
  const one = timed.get(label) ?? { label, rounds: [], goal: goal ?? null }
  const round = { p50: percentile(values, 0.5), p95: percentile(values, 0.95), most: percentile(values, 1), count: values.length }
  one.rounds.push(round)
  timed.set(label, one)
  tell(`  ${label}: p50 ${round.p50.toFixed(1)}, p95 ${round.p95.toFixed(1)} ms (${round.count})`)
}

/** Everybody comes, and looks at the conversation they have. */
export async function goOnline({ scene: { helpers, human } }: Bench, url: string): Promise<void> {
  await Promise.all(helpers.map((helper) => helper.goOnline(url)))
  await Promise.all(helpers.map((helper, index) => helper.watch(url, human[index] ?? '')))
  await pause(settling)
}

export async function goOffline({ scene: { helpers } }: Bench): Promise<void> {
  await Promise.all(helpers.map((helper) => helper.goOffline()))
}
