// Our own sources, parsed: what a file imports, says and measures. For the tests that hold the house to its rules.
import { globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { type Node, parseSync, type Program, Visitor } from 'oxc-parser'

/** `from` is as written, `target` the file from the root, or null for a package. */
export type Import = { from: string; target: string | null; typeOnly: boolean }
export type Mark = { what: 'process.env' | 'clock' | 'any' | 'default export' | 'new PrismaClient'; line: number }
/** `text` of a template has … in the place of each value. */
export type Literal = { text: string; line: number }
export type Source = { path: string; lines: number; imports: Import[]; marks: Mark[]; literals: Literal[]; functions: { line: number; lines: number }[] }

export const root = join(import.meta.dirname, '../..')
export const areas = ['bot', 'dialogs', 'domain', 'locales', 'prisma', 'web'] as const
export type Area = (typeof areas)[number]

/** Every source below these folders, but for what is generated. */
export function readSources(folders: readonly string[] = areas): Source[] {
  const paths = folders.flatMap((folder) => globSync(`${folder}/**/*.{ts,tsx,mjs}`, { cwd: root }))
  return paths.filter((path) => !/^prisma\/generated\/|^web\/dist\/|\.d\.ts$/.test(path)).sort().map((path) => readSource(path, readFileSync(join(root, path), 'utf8')))
}

/** One source from its text. */
export function readSource(path: string, text: string): Source {
  const { program, module, errors } = parseSync(path, text)
  if (errors.length > 0) throw new Error(`${path}: ${errors[0]?.message}`)
  const lineOf = createLineOf(text)
  const { types, ...found } = look(program, lineOf)
  const named = [
    ...module.staticImports.map(({ moduleRequest, entries }) => ({ from: moduleRequest.value, typeOnly: entries.length > 0 && entries.every(({ isType }) => isType) })),
    ...module.staticExports.flatMap(({ entries }) => entries).flatMap(({ moduleRequest, isType }) => (moduleRequest ? [{ from: moduleRequest.value, typeOnly: isType }] : [])),
    ...module.dynamicImports.map(({ moduleRequest: { start, end } }) => ({ from: text.slice(start + 1, end - 1), typeOnly: false })),
    ...types.map((from) => ({ from, typeOnly: true })),
  ]
  const imports = named.map(({ from, typeOnly }) => ({ from, typeOnly, target: from.startsWith('.') ? join(dirname(path), from.replace(/\?.*$/, '')) : null }))
  return { path, lines: text.trimEnd().split('\n').length, imports, ...found }
}

/** The folder a file lives in. */
export function areaOf(path: string): Area {
  return path.split('/')[0] as Area
}

/** Each way that leads from a file back to itself, as `a → b → a`. */
export function cyclesOf(files: readonly Source[]): string[] {
  const targets = new Map(files.map(({ path, imports }) => [path, imports.flatMap(({ target }) => target ?? [])]))
  const done = new Set<string>()
  const cycles: string[] = []
  const visit = (path: string, way: string[]) => {
    if (way.includes(path)) cycles.push([...way.slice(way.indexOf(path)), path].join(' → '))
    if (done.has(path)) return
    done.add(path)
    for (const target of targets.get(path) ?? []) visit(target, [...way, path])
  }
  for (const path of targets.keys()) visit(path, [])
  return cycles
}

type Found = Pick<Source, 'marks' | 'literals' | 'functions'> & { types: string[] }

function look(program: Program, lineOf: (at: number) => number): Found {
  const found: Found = { marks: [], literals: [], functions: [], types: [] }
  const mark = (what: Mark['what'], node: Node) => { found.marks.push({ what, line: lineOf(node.start) }) }
  const body = (node: Node) => { found.functions.push({ line: lineOf(node.start), lines: lineOf(node.end) - lineOf(node.start) + 1 }) }
  const say = (text: string, node: Node) => { found.literals.push({ text, line: lineOf(node.start) }) }
  new Visitor({
    MemberExpression: (node) => {
      if (isNamed(node.object, 'process') && isNamed(node.property, 'env')) mark('process.env', node)
      if (isNamed(node.object, 'Date') && isNamed(node.property, 'now')) mark('clock', node)
    },
    NewExpression: (node) => {
      if (isNamed(node.callee, 'Date') && node.arguments.length === 0) mark('clock', node)
      if (isNamed(node.callee, 'PrismaClient')) mark('new PrismaClient', node)
    },
    CallExpression: (node) => { if (isNamed(node.callee, 'Date')) mark('clock', node) },
    ImportDeclaration: (node) => {
      if (/^(node:)?process$/.test(node.source.value) && node.specifiers.some(({ local }) => local.name === 'env')) mark('process.env', node)
    },
    TSAnyKeyword: (node) => mark('any', node),
    ExportDefaultDeclaration: (node) => mark('default export', node),
    TSImportType: (node) => { found.types.push(node.source.value) },
    FunctionDeclaration: body,
    FunctionExpression: body,
    ArrowFunctionExpression: body,
    Literal: (node) => { if (typeof node.value === 'string') say(node.value, node) },
    TemplateLiteral: (node) => say(node.quasis.map(({ value }) => value.cooked ?? value.raw).join('…'), node),
  }).visit(program)
  return found
}

const isNamed = (node: Node, name: string) => node.type === 'Identifier' && node.name === name

/** From a place in the text to its line. */
function createLineOf(text: string): (at: number) => number {
  const starts = [0, ...[...text.matchAll(/\n/g)].map(({ index }) => index + 1)]
  return (at) => {
    const next = starts.findIndex((start) => start > at)
    return next < 0 ? starts.length : next
  }
}
