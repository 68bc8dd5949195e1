// Where the time of a turn goes: a profile of the app under load, beside one of the Bot Framework bot under the same load.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Options } from './options.ts'
import type { LoadResult } from './people.ts'
import { placeOf, type Profile, type Spent, spentIn } from './profile-reader.ts'
import type { Scene } from './scene.ts'

const mostLines = 25

/** Loads both, profiles both; the text to print. */
export async function measureProfiles(scene: Scene, options: Options): Promise<string> {
  const parts: string[] = []
  for (const name of ['app', 'baseline'] as const) {
    const server = scene[name]
    const load = (first: number) => scene.driver.ask<LoadResult>({ url: server.url, people: options.people, conversations: options.conversations, first })
    await load(0)
    await server.process.ask({ what: 'startProfile' })
    const { turns } = await load(options.conversations)
    const file = join(scene.folder, `${name}.cpuprofile`)
    await server.process.ask({ what: 'stopProfile', file })
    parts.push(describe(name, JSON.parse(readFileSync(file, 'utf8')) as Profile, turns.length))
  }
  return `${parts.join('\n')}Clock time while not idle: where the cores are shared, waiting for one is in it (most in system calls).\n`
}

function describe(name: string, profile: Profile, turns: number): string {
  const spent = spentIn(profile)
  const whole = sum(spent)
  const lines = (key: (one: Spent) => string) => Object.entries(Object.groupBy(spent, key))
    .map(([label, ones = []]) => ({ label, microseconds: sum(ones) }))
    .toSorted((a, b) => b.microseconds - a.microseconds).slice(0, mostLines)
    .map(({ label, microseconds }) => `  ${((100 * microseconds) / whole).toFixed(1).padStart(5)} %  ${(microseconds / 1_000 / turns).toFixed(3)} ms  ${label}`)
  return [
    `${name}: ${(whole / 1_000 / turns).toFixed(2)} ms per turn (${turns} turns)`,
    ' self time by package', ...lines(({ frame }) => frame.group),
    ' self time by function', ...lines(({ frame }) => `${frame.group}  ${placeOf(frame)}`),
    ' by the nearest function of ours that asked for it, else by package', ...lines(({ asker }) => (asker.ours ? placeOf(asker) : asker.group)), '',
  ].join('\n')
}

const sum = (spent: readonly Spent[]) => spent.reduce((all, { microseconds }) => all + microseconds, 0)
