// V8's .cpuprofile: a tree of calls, and which of them was on top at each sample.
import { join } from 'node:path'

type Node = { id: number; callFrame: { functionName: string; url: string; lineNumber: number }; children?: number[] }
export type Profile = { nodes: Node[]; samples: number[]; timeDeltas: number[] }
/** `group` is the package, or the folder of ours (bot by its parts). */
export type Frame = { name: string; url: string; line: number; group: string; ours: boolean }
/** `frame` was on top; `asker` is the nearest of ours below it, else the nearest of a package, else itself. */
export type Spent = { frame: Frame; asker: Frame; microseconds: number }

const root = join(import.meta.dirname, '..')
/** Nothing was done, or by the profiler. */
const notWork = new Set(['(idle)', '(program)', '(root)'])

/** The time that was spent at each place of the tree, without idling and without the profiler itself. */
export function spentIn({ nodes, samples, timeDeltas }: Profile): Spent[] {
  const frames = new Map(nodes.map((node) => [node.id, toFrame(node)]))
  const parents = new Map(nodes.flatMap(({ id, children = [] }) => children.map((child) => [child, id] as const)))
  const times = new Map<number, number>()
  samples.forEach((id, index) => times.set(id, (times.get(id) ?? 0) + (timeDeltas[index] ?? 0)))
  return [...times].flatMap(([id, microseconds]) => {
    const stack = stackOf(id, { frames, parents })
    const [frame] = stack
    if (!frame || notWork.has(frame.name) || frame.group === 'node:inspector') return []
    const asker = stack.find(({ ours }) => ours) ?? stack.find(({ url }) => url.includes('/node_modules/')) ?? frame
    return [{ frame, asker, microseconds }]
  })
}

/** `name folder/file:line` */
export function placeOf({ name, url, line }: Frame): string {
  return url ? `${name} ${url.split('/').slice(-2).join('/')}:${line}` : name
}

/** From the top of the stack to its bottom. */
function stackOf(id: number, { frames, parents }: { frames: Map<number, Frame>; parents: Map<number, number> }): Frame[] {
  const stack: Frame[] = []
  for (let at: number | undefined = id; at !== undefined; at = parents.get(at)) {
    const frame = frames.get(at)
    if (frame) stack.push(frame)
  }
  return stack
}

function toFrame({ callFrame: { functionName, url, lineNumber } }: Node): Frame {
  const ours = url.startsWith(`file://${root}/`) && !url.includes('/node_modules/')
  return { name: functionName || '(anonymous)', url, line: lineNumber + 1, group: groupOf(url, functionName), ours }
}

function groupOf(url: string, name: string): string {
  const inPackage = /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(url)?.[1]
  if (inPackage) return inPackage
  if (url.startsWith('node:')) return `node:${url.slice('node:'.length).replace(/^internal\//, '').split('/')[0]}`
  const path = url.replace(`file://${root}/`, '')
  if (path) return `ours: ${/^(bot\/channels\/[^/]+|bot\/[^/]+|[^/]+)\//.exec(path)?.[1] ?? path}`
  return name === '(garbage collector)' ? 'garbage collection' : 'V8 and native'
}
