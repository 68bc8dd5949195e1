// What Linux knows of processes. Elsewhere everything is NaN, which the table shows as a dash.
import { readdirSync, readFileSync } from 'node:fs'

const ticksPerSecond = 100

type Stat = { parent: number; own: number; reaped: number }

/** Processor seconds (user and system) of one process so far, all its threads included. */
export function cpuOf(pid: number): number {
  return readStat(pid)?.own ?? Number.NaN
}

/** Processor seconds of a process, of its children, and of children that have ended. */
export function cpuOfTree(pid: number): number {
  const stat = readStat(pid)
  if (!stat) return Number.NaN
  return childrenOf(pid).reduce((sum, child) => sum + (readStat(child)?.own ?? 0), stat.own + stat.reaped)
}

/** The most memory a process ever held, in bytes. */
export function peakMemoryOf(pid: number): number {
  return kibibytes(`/proc/${pid}/status`, /^VmHWM:\s+(\d+)/m)
}

/** The memory of a process and its children now, in bytes; what they share counts once. */
export function memoryOfTree(pid: number): number {
  return [pid, ...childrenOf(pid)].map((one) => kibibytes(`/proc/${one}/smaps_rollup`, /^Pss:\s+(\d+)/m)).reduce((sum, bytes) => sum + (bytes || 0), 0) || Number.NaN
}

function childrenOf(pid: number): number[] {
  try {
    return readdirSync('/proc').map(Number).filter((other) => other > 0 && readStat(other)?.parent === pid)
  } catch {
    return []
  }
}

/** proc(5): after the name in brackets come state, parent, …; utime, stime, cutime and cstime are the 14th to 17th field. */
function readStat(pid: number): Stat | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ').map(Number)
    const [user = 0, system = 0, childUser = 0, childSystem = 0] = fields.slice(11, 15)
    return { parent: fields[1] ?? 0, own: (user + system) / ticksPerSecond, reaped: (childUser + childSystem) / ticksPerSecond }
  } catch {
    return null
  }
}

function kibibytes(file: string, pattern: RegExp): number {
  try {
    return Number(pattern.exec(readFileSync(file, 'utf8'))?.[1]) * 1_024
  } catch {
    return Number.NaN
  }
}
