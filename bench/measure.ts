// Warm-up, then paired rounds: the app and the Bot Framework bot in turns, the first to go alternating. The database alone comes last.
import { setTimeout as pause } from 'node:timers/promises'
import type { Child } from './child.ts'
import type { AloneResult } from './database-alone.ts'
import type { Options } from './options.ts'
import type { Load, LoadResult } from './people.ts'
import type { Memory } from './probe.ts'
import { cpuOf, cpuOfTree, memoryOfTree, peakMemoryOf } from './processes.ts'
import type { Scene } from './scene.ts'
import type { Server } from './stage.ts'
import { percentile } from './statistics.ts'

/** Latencies and CPU (per turn) in ms, memory in bytes. `conversations` is how many this server has finished since its start. */
export type Round = {
  turnsPerSecond: number
  p50: number; p95: number; p99: number; startP50: number; startP99: number
  /** Until the webhook was answered; NaN where there is none. */
  webhookP50: number; webhookP95: number; webhookP99: number
  cpu: number; cpuPostgres: number; cpuDriver: number
  turns: number; lost: number; doubled: number; disordered: number; failures: Record<string, number>
  conversations: number; rss: number; heap: number
}
export type Pair = { app: Round; baseline: Round }
export type Alone = { turnsPerSecond: number; cpu: number; cpuPostgres: number }
/** `rest` is the memory after the start, before the first person. */
export type Measured = { pairs: Pair[]; alone: Alone[]; rest: Record<Name, number>; peaks: { app: number; baseline: number; postgres: number }; complaints: string[] }
type Name = keyof Pair
type Stage = { scene: Scene; options: Options; finished: Record<Name, number> }

const idle = 500
const warmUpOf = ({ people, conversations }: Options) => Math.ceil(Math.max(2 * people, conversations / 2))

/** How many conversations the app will have in all. */
export const conversationsOf = (options: Options) => warmUpOf(options) + Math.max(2, options.rounds) * options.conversations

/** @param tell hears a line of progress now and then */
export async function measureAll(scene: Scene, options: Options, tell: (line: string) => void): Promise<Measured> {
  const stage: Stage = { scene, options, finished: { app: 0, baseline: 0 } }
  const postgres = watchMemory(scene.postgres)
  const pairs: Pair[] = []
  const rest = { app: (await memoryOf(scene.app)).rss, baseline: (await memoryOf(scene.baseline)).rss }
  for (const name of ['app', 'baseline'] as const) await runRound(stage, name, warmUpOf(options))
  for (let index = 0; index < options.rounds; index += 1) {
    const pair = await runPair(stage, index % 2 === 0)
    pairs.push(pair)
    tell(`round ${index + 1} of ${options.rounds}: app ${pair.app.turnsPerSecond.toFixed(0)}, Bot Framework in memory ${pair.baseline.turnsPerSecond.toFixed(0)} turns/s`)
  }
  const peaks = { app: peakMemoryOf(scene.app.process.pid), baseline: peakMemoryOf(scene.baseline.process.pid), postgres: postgres.stop() }
  const alone: Alone[] = []
  for (let index = 0; scene.database && index <= options.rounds; index += 1) alone.push(await runAlone(stage, scene.database))
  return { pairs, alone: alone.slice(1), rest, peaks, complaints: scene.complaints() }
}

async function runPair(stage: Stage, appFirst: boolean): Promise<Pair> {
  const { conversations } = stage.options
  const [first, second] = appFirst ? ['app', 'baseline'] as const : ['baseline', 'app'] as const
  const rounds = { [first]: await runRound(stage, first, conversations), [second]: await runRound(stage, second, conversations) }
  return rounds as Pair
}

async function runRound({ scene, options, finished }: Stage, name: Name, conversations: number): Promise<Round> {
  const server = scene[name]
  const load: Load = { url: server.url, people: options.people, conversations, first: finished[name] }
  const before = cpuNow(scene, server)
  const result = await scene.driver.ask<LoadResult>(load)
  const after = cpuNow(scene, server)
  finished[name] += load.conversations
  await pause(idle)
  const memory = await memoryOf(server)
  const perTurn = (key: keyof typeof after) => (1_000 * (after[key] - before[key])) / result.turns.length
  return { ...summarise(result), cpu: perTurn('own'), cpuPostgres: perTurn('postgres'), cpuDriver: perTurn('driver'), conversations: finished[name], ...memory }
}

const memoryOf = (server: Server) => server.process.ask<Memory>({ what: 'memory' })
const cpuNow = (scene: Scene, server: Server) => ({ own: cpuOf(server.process.pid), postgres: cpuOfTree(scene.postgres), driver: cpuOf(scene.driver.pid) })

function summarise({ turns, starts, webhooks = [], seconds, lost, doubled, disordered, failures }: LoadResult) {
  return {
    turnsPerSecond: turns.length / seconds, turns: turns.length, lost, doubled, disordered, failures,
    p50: percentile(turns, 0.5), p95: percentile(turns, 0.95), p99: percentile(turns, 0.99), startP50: percentile(starts, 0.5), startP99: percentile(starts, 0.99),
    webhookP50: percentile(webhooks, 0.5), webhookP95: percentile(webhooks, 0.95), webhookP99: percentile(webhooks, 0.99),
  }
}

async function runAlone({ scene, options }: Stage, database: Child): Promise<Alone> {
  const before = [cpuOf(database.pid), cpuOfTree(scene.postgres)] as const
  const { seconds, turns } = await database.ask<AloneResult>({ people: options.people, conversations: options.conversations })
  const after = [cpuOf(database.pid), cpuOfTree(scene.postgres)] as const
  return { turnsPerSecond: turns / seconds, cpu: (1_000 * (after[0] - before[0])) / turns, cpuPostgres: (1_000 * (after[1] - before[1])) / turns }
}

/** The most memory seen of PostgreSQL's processes together, looked at every second. */
function watchMemory(pid: number): { stop: () => number } {
  let peak = memoryOfTree(pid)
  const look = () => {
    const seen = memoryOfTree(pid)
    if (seen > peak) peak = seen
  }
  const timer = setInterval(look, 1_000)
  return {
    stop: () => {
      look()
      clearInterval(timer)
      return peak
    },
  }
}
