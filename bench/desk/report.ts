// The table at the end.
import { median } from '../statistics.ts'
import type { Timed } from './bench.ts'
import type { Load } from './cost.ts'
import type { DeskMeasured } from './measure.ts'
import type { DeskOptions } from './options.ts'

export type DeskRun = DeskMeasured & { options: DeskOptions; machine: { node: string; processor: string; cores: number; load: number }; loadAfter: number }

const headings = ['', 'p50, ms', 'p95, ms', 'most, ms', 'in a round', 'goal']

export function report(run: DeskRun): string {
  const { options, machine, timed, missed, complaints } = run
  const { conversations, waiting, human, consoles, rounds } = options
  return [
    `The desk: ${conversations} conversations, ${waiting} waiting, ${human} with somebody, ${consoles} digimaatjes online; medians over ${rounds} rounds (most: of all of them)`,
    `Node ${machine.node}, ${machine.cores} cores (${machine.processor}), load before ${machine.load.toFixed(2)}, after ${run.loadAfter.toFixed(2)}; app, PostgreSQL, consoles and people share the cores`,
    '', ...table([headings, ...timed.map(rowOf)]), '', ...costs(run),
    `frames that never came: ${missed}`,
    ...(complaints.length > 0 ? [`The app logged ${complaints.length} warnings or errors; the first: ${complaints[0]}`] : []), '',
  ].join('\n')
}

function rowOf({ label, rounds, goal }: Timed): string[] {
  const middle = (share: 'p50' | 'p95') => median(rounds.map((round) => round[share]))
  const reached = goal && middle(goal.share) <= goal.most
  return [
    label, show(middle('p50')), show(middle('p95')), show(Math.max(...rounds.map(({ most }) => most))), String(median(rounds.map(({ count }) => count))),
    goal ? `${goal.share} ≤ ${goal.most} ${reached ? 'reached' : 'NOT REACHED'}` : '',
  ]
}

function costs({ cost, rest, options: { consoles } }: DeskRun): string[] {
  const line = (what: string, read: (load: Load) => number, digits: number) => {
    const ratios = cost.map((one) => read(one.with) / read(one.without))
    const [without, withThem] = [median(cost.map((one) => read(one.without))), median(cost.map((one) => read(one.with)))]
    return `${what}: ${without.toFixed(digits)} without consoles, ${withThem.toFixed(digits)} with ${consoles}; ratio per round ${ratios.map((ratio) => ratio.toFixed(2)).join('  ')}, median ${median(ratios).toFixed(2)}`
  }
  return [
    ...(cost.length > 0 ? [line('bot turns per second', ({ turnsPerSecond }) => turnsPerSecond, 0), line('CPU ms per bot turn, app and PostgreSQL', ({ cpu }) => cpu, 2)] : []),
    ...(rest ? [`CPU ms a second while nothing happens, app and PostgreSQL: ${rest.without.toFixed(0)} without consoles, ${rest.with.toFixed(0)} with ${consoles}`] : []),
  ]
}

const show = (value: number) => (Number.isFinite(value) ? value.toFixed(1) : '–')

/** The first column to the left, numbers to the right. */
function table(lines: readonly string[][]): string[] {
  const widths = headings.map((_, column) => Math.max(...lines.map((cells) => (cells[column] ?? '').length)))
  return lines.map((cells) => widths.map((width, column) => (column === 0 ? (cells[0] ?? '').padEnd(width) : (cells[column] ?? '').padStart(width))).join('  ').trimEnd())
}
