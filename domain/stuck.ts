// How stuck a person is, over the whole journey: points per trouble, halved at each finished step (design.md).
import { limits } from './limits.ts'

export type Trouble = keyof typeof limits.stuck.points
export type Stuck = { points: number; by: Partial<Record<Trouble, number>> }

export const notStuck: Stuck = { points: 0, by: {} }

/** Adds a trouble. `offer` says that a threshold was passed now: offer a digimaatje. */
export function addTrouble(stuck: Stuck, trouble: Trouble): { stuck: Stuck; offer: boolean } {
  const points = stuck.points + limits.stuck.points[trouble]
  const offer = limits.stuck.offerAt.some((threshold) => stuck.points < threshold && points >= threshold)
  return { stuck: { points, by: { ...stuck.by, [trouble]: (stuck.by[trouble] ?? 0) + 1 } }, offer }
}

/** A finished step halves the points, rounded down. The kinds stay known until the points are gone. */
export function stepFinished(stuck: Stuck): Stuck {
  const points = Math.floor(stuck.points / 2)
  return points === 0 ? notStuck : { ...stuck, points }
}
