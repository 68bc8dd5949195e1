// Every part in rounds. What a part needs is as it was before: people who were claimed wait again.
import { setTimeout as pause } from 'node:timers/promises'
import { add, type Bench, goals, goOffline, goOnline, type Timed } from './bench.ts'
import { measureClaims } from './claims.ts'
import { type Cost, measureCost, measureRest, type Rest } from './cost.ts'
import { startLightLoad } from './light-load.ts'
import type { DeskOptions, Part } from './options.ts'
import { measureRelay } from './relay.ts'
import { readQueue, readQueueAtOnce } from './rows.ts'
import type { DeskScene } from './scene.ts'
import { measureScreen } from './screen.ts'

/** `missed`: frames that never came. */
export type DeskMeasured = { timed: Timed[]; cost: Cost[]; rest: Rest | null; missed: number; complaints: string[] }

const claimsPerSecond = 20
const turnsPerSecond = 20
const messagesPerSecond = 20
const people = 10
const listReads = 200
const screenLoads = 7
const warmUp = 1_000
/** The letters before it are for the measure of the cost. */
const firstLetter = 10_000
const lettersPerRound = 500

export async function measureAll(scene: DeskScene, options: DeskOptions, tell: Bench['tell']): Promise<DeskMeasured> {
  const bench: Bench = { scene, options, timed: new Map(), missed: 0, letters: firstLetter, tell }
  const wanted = (part: Part) => options.only.includes(part)
  for (let round = 0; round < options.rounds; round += 1) {
    tell(`round ${round + 1} of ${options.rounds}`)
    if (wanted('rows')) await measureRows(bench)
    await goOnline(bench, scene.app.url)
    if (wanted('rows')) await measureRowsOnline(bench)
    if (wanted('claims')) await measureTaking(bench, round)
    if (wanted('live')) await measureLive(bench, { deskUrl: scene.app.url, where: 'one process' })
    await goOffline(bench)
    if (wanted('processes')) await measureProcesses(bench)
  }
  if (wanted('screen')) await measurePage(bench)
  const rest = wanted('cost') ? await measureRest(bench) : null
  const cost = wanted('cost') ? await measureCost(bench) : []
  return { timed: [...bench.timed.values()], cost, rest, missed: bench.missed, complaints: scene.complaints() }
}

async function measureRows(bench: Bench): Promise<void> {
  const { scene: { app, helpers }, options: { waiting: least } } = bench
  await readQueue(app.url, helpers, { times: helpers.length, least })
  add(bench, await readQueue(app.url, helpers, { times: listReads, least }), { label: 'queue read, nobody online' })
}

async function measureRowsOnline(bench: Bench): Promise<void> {
  const { scene: { app, helpers }, options: { waiting: least } } = bench
  add(bench, await readQueue(app.url, helpers, { times: listReads, least }), { label: `queue read, ${helpers.length} online` })
  add(bench, await readQueueAtOnce(app.url, helpers, least), { label: `queue read by all ${helpers.length} at once` })
}

async function measureTaking(bench: Bench, round: number): Promise<void> {
  const { scene: { app, helpers, waiting, reference }, options: { claims, profile } } = bench
  const load = { url: app.url, helpers, conversations: waiting.slice(0, claims), perSecond: claimsPerSecond }
  if (profile) await app.process.ask({ what: 'startProfile' })
  const quiet = await measureClaims(load)
  if (profile) await app.process.ask({ what: 'stopProfile', file: `${profile}.${round}.cpuprofile` })
  const walking = startLightLoad({ url: app.url, reference, perSecond: turnsPerSecond, first: bench.letters })
  bench.letters += lettersPerRound
  await pause(warmUp)
  const busy = await measureClaims(load)
  const turns = await walking.stop()
  const burst = await measureClaims({ ...load, perSecond: null, conversations: waiting.slice(0, helpers.length) })
  bench.missed += quiet.missed + busy.missed + burst.missed
  const all = `all ${helpers.length - 1} others`
  add(bench, quiet.answered, { label: 'claim, from press to answer', goal: goals.claim })
  add(bench, busy.answered, { label: `claim, with ${turnsPerSecond} bot turns/s beside it`, goal: goals.claim })
  add(bench, turns, { label: '  those bot turns' })
  add(bench, [...quiet.seen, ...busy.seen], { label: 'claim, from press to row at another console', goal: goals.live })
  add(bench, [...quiet.seenByAll, ...busy.seenByAll], { label: `claim, from press to row at ${all}`, goal: goals.live })
  add(bench, burst.answered, { label: `claim, ${helpers.length} at the same moment` })
  add(bench, burst.seenByAll, { label: `  from press to row at ${all}` })
}

async function measureLive(bench: Bench, { deskUrl, where }: { deskUrl: string; where: string }): Promise<void> {
  const { scene: { app, helpers }, options: { messages } } = bench
  const { sincePress, sinceAnswer, missed } = await measureRelay({ peopleUrl: app.url, deskUrl, helpers: helpers.slice(0, people), messages, perSecond: messagesPerSecond })
  bench.missed += missed
  add(bench, sinceAnswer, { label: `person's message, from answer to console, ${where}`, goal: goals.live })
  add(bench, sincePress, { label: `person's message, from press to console, ${where}`, goal: goals.live })
}

/** The consoles are at the second process; people, and who claims, at the first. */
async function measureProcesses(bench: Bench): Promise<void> {
  const { scene, options: { claims } } = bench
  const { url: deskUrl } = await scene.second()
  await goOnline(bench, deskUrl)
  await measureLive(bench, { deskUrl, where: 'two processes' })
  const { seenByAll, missed } = await measureClaims({ url: scene.app.url, helpers: scene.helpers, conversations: scene.waiting.slice(0, claims), perSecond: claimsPerSecond })
  bench.missed += missed
  add(bench, seenByAll, { label: 'claim, from press to row at all others, two processes', goal: goals.live })
  await goOffline(bench)
}

async function measurePage(bench: Bench): Promise<void> {
  const { scene: { app, helpers, chosen }, options: { rounds } } = bench
  await goOnline(bench, app.url)
  const took = await measureScreen(app.url, { person: chosen.name, times: rounds > 1 ? screenLoads : 2 })
  add(bench, took, { label: `queue on screen, ${helpers.length} others online`, goal: goals.screen })
  await goOffline(bench)
}
