// The table at the end.
import type { Alone, Measured, Pair, Round } from './measure.ts'
import type { Options } from './options.ts'
import { median, slope } from './statistics.ts'

export type Run = Measured & { options: Options; machine: { node: string; processor: string; cores: number; load: number }; turnsPerConversation: number }

type Counted = 'lost' | 'doubled' | 'disordered'

const mebibyte = 1_024 * 1_024
const perConversations = 10_000
const headings = ['', 'app', 'Bot Framework in memory', 'database alone']
/** The webhook's answer, at its slowest hundredth (the issue of WhatsApp). */
const webhookGoal = 100

/** Medians over the rounds, the paired ratios, and the goals of the issue. */
export function report(run: Run): string {
  const { pairs, complaints } = run
  return [
    ...heading(run), '', ...table([headings, ...rows(run)]), '', ...ratios(pairs), '', ...goals(run),
    ...(complaints.length > 0 ? ['', `The app logged ${complaints.length} warnings or errors; the first: ${complaints[0]}`] : []), '',
  ].join('\n')
}

function heading({ options, machine, turnsPerConversation }: Run): string[] {
  const { people, conversations, rounds } = options
  return [
    ...(options.whatsapp ? [`WhatsApp: from the signed webhook until Twilio has accepted the last reply; status callbacks ${options.callbacks ? 'on' : 'off'}`] : []),
    `${people} people at once, ${conversations} conversations of ${turnsPerConversation} answers in each of ${rounds} paired rounds; medians over the rounds`,
    `Node ${machine.node}, ${machine.cores} cores (${machine.processor}), load before the start ${machine.load.toFixed(2)}; app, PostgreSQL${options.whatsapp ? ', Twilio' : ''} and people share the cores`,
  ]
}

function rows({ options, pairs, alone, rest, peaks }: Run): string[][] {
  const both = (label: string, read: (round: Round) => number, digits: number) => [label, ...sides(pairs).map((rounds) => show(median(rounds.map(read)), digits))]
  const counts = (key: Counted) => [key, ...sides(pairs).map((rounds) => String(total(rounds, key)))]
  const last = (read: (round: Alone) => number, digits: number) => show(median(alone.map(read)), digits)
  return [
    [...both('turns per second', (round) => round.turnsPerSecond, 0), last((round) => round.turnsPerSecond, 0)],
    both('turn p50, ms', (round) => round.p50, 1),
    both('turn p95, ms', (round) => round.p95, 1),
    both('turn p99, ms', (round) => round.p99, 1),
    ...(options.whatsapp ? [
      both('webhook answered p50, ms', (round) => round.webhookP50, 1), both('webhook answered p95, ms', (round) => round.webhookP95, 1), both('webhook answered p99, ms', (round) => round.webhookP99, 1),
    ] : []),
    both('start p50, ms', (round) => round.startP50, 1),
    both('start p99, ms', (round) => round.startP99, 1),
    [...both('CPU ms per turn, own process', (round) => round.cpu, 2), last((round) => round.cpu, 2)],
    [...both('CPU ms per turn, PostgreSQL', (round) => round.cpuPostgres, 2), last((round) => round.cpuPostgres, 2)],
    both(options.whatsapp ? 'CPU ms per turn, people and Twilio' : 'CPU ms per turn, people', (round) => round.cpuDriver, 2),
    ['memory at rest, MiB', show(rest.app / mebibyte, 0), show(rest.baseline / mebibyte, 0)],
    ['peak memory, MiB', show(peaks.app / mebibyte, 0), show(peaks.baseline / mebibyte, 0)],
    ['peak memory of PostgreSQL, MiB', show(peaks.postgres / mebibyte, 0)],
    ['growth per 10,000 conversations, MiB', ...sides(pairs).map((rounds) => growth(rounds, 'rss'))],
    ['  of it on the heap, MiB', ...sides(pairs).map((rounds) => growth(rounds, 'heap'))],
    counts('lost'), counts('doubled'), counts('disordered'),
    ['failed conversations', ...sides(pairs).map((rounds) => failures(rounds))],
  ]
}

function ratios(pairs: readonly Pair[]): string[] {
  const each = (label: string, read: (round: Round) => number) => {
    const values = pairs.map(({ app, baseline }) => read(app) / read(baseline))
    return `${label}, app / Bot Framework per round: ${values.map((value) => show(value, 2)).join('  ')}   median ${show(median(values), 2)}`
  }
  return [each('turns per second', (round) => round.turnsPerSecond), each('p99', (round) => round.p99)]
}

function goals({ options, pairs, peaks }: Run): string[] {
  const ratio = (read: (round: Round) => number) => median(pairs.map(({ app, baseline }) => read(app) / read(baseline)))
  const apps = pairs.map(({ app }) => app)
  const [speed, tail] = [ratio((round) => round.turnsPerSecond), ratio((round) => round.p99)]
  const webhook = median(apps.map(({ webhookP99 }) => webhookP99))
  const wrong = total(apps, 'lost') + total(apps, 'doubled') + total(apps, 'disordered')
  return [
    goal(speed >= 1, `durable turns per second at least the in-memory bot's (${show(speed, 2)})`),
    goal(tail <= 1.3, `p99 at most 1.3 times the in-memory bot's (${show(tail, 2)})`),
    options.whatsapp ? goal(webhook < webhookGoal, `webhook answered within ${webhookGoal} ms, p99 (${show(webhook, 1)})`)
      : goal(peaks.app <= peaks.baseline, `peak memory at most the in-memory bot's (${show(peaks.app / peaks.baseline, 2)})`),
    goal(wrong === 0, `nothing lost, doubled or out of order (${wrong})`),
  ]
}

const goal = (good: boolean, text: string) => `${good ? 'reached    ' : 'NOT REACHED'}  ${text}`
const sides = (pairs: readonly Pair[]) => [pairs.map(({ app }) => app), pairs.map(({ baseline }) => baseline)]
const total = (rounds: readonly Round[], key: Counted) => rounds.reduce((sum, round) => sum + round[key], 0)
const show = (value: number, digits: number) => (Number.isFinite(value) ? value.toFixed(digits) : '–')

function growth(rounds: readonly Round[], key: 'rss' | 'heap'): string {
  return show((slope(rounds.map((round) => [round.conversations, round[key]] as const)) * perConversations) / mebibyte, 1)
}

function failures(rounds: readonly Round[]): string {
  const all = rounds.flatMap((round) => Object.entries(round.failures))
  const count = all.reduce((sum, [, times]) => sum + times, 0)
  return count === 0 ? '0' : `${count} (${all[0]?.[0].slice(0, 80)})`
}

/** The first column to the left, numbers to the right. */
function table(lines: readonly string[][]): string[] {
  const widths = headings.map((_, column) => Math.max(...lines.map((cells) => (cells[column] ?? '').length)))
  return lines.map((cells) => widths.map((width, column) => (column === 0 ? (cells[0] ?? '').padEnd(width) : (cells[column] ?? '').padStart(width))).join('  ').trimEnd())
}
