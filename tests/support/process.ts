// The real thing: `node bot/start.mjs` in a process of its own.
import { type ChildProcess, spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const start = fileURLToPath(new URL('../../bot/start.mjs', import.meta.url))
const patience = 30_000

export type Running = { url: string; pid: number; output: () => string; kill: (signal: NodeJS.Signals) => Promise<void> }

/** Starts the app and waits until it says where it is. Nothing of this environment comes along but PATH. */
export async function startProcess(env: Record<string, string>): Promise<Running> {
  const { child, output, ended } = launch(env)
  const url = await new Promise<string>((resolve, reject) => {
    const look = () => {
      const found = /(http:\/\/localhost:\d+)\/health/.exec(output())
      if (found?.[1]) resolve(found[1])
    }
    child.stdout?.on('data', look)
    void ended.then(() => reject(new Error(`ended: ${output()}`)))
    setTimeout(() => reject(new Error(`not ready: ${output()}`)), patience).unref()
  })
  const kill = async (signal: NodeJS.Signals) => {
    child.kill(signal)
    await ended
  }
  return { url, pid: child.pid ?? 0, output, kill }
}

/** Starts the app where it cannot start: its exit code and what it said. */
export async function failToStart(env: Record<string, string>): Promise<{ code: number | null; output: string }> {
  const { child, output, ended } = launch(env)
  const timer = setTimeout(() => child.kill('SIGKILL'), patience)
  const code = await ended
  clearTimeout(timer)
  return { code, output: output() }
}

function launch(env: Record<string, string>): { child: ChildProcess; output: () => string; ended: Promise<number | null> } {
  const child = spawn(process.execPath, [start], { env: { PATH: process.env['PATH'] ?? '', LOG_LEVEL: 'warn', ...env }, stdio: ['ignore', 'pipe', 'pipe'] })
  const parts: string[] = []
  child.stdout?.on('data', (part: Buffer) => parts.push(part.toString()))
  child.stderr?.on('data', (part: Buffer) => parts.push(part.toString()))
  return { child, output: () => parts.join(''), ended: new Promise((resolve) => child.once('exit', resolve)) }
}
