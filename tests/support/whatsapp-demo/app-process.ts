// The app as a child of the demo.
import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

export type AppProcess = { url: string; /** the desk's link, which works once */ desk: string | null; ended: Promise<void>; stop: () => Promise<void> }

const start = fileURLToPath(new URL('../../../bot/start.mjs', import.meta.url))

/** Waits until the app says where it is. @throws Error with what it said instead */
export async function startAppProcess(env: Record<string, string | undefined>): Promise<AppProcess> {
  // A group of its own: Ctrl-C reaches the demo only, which stops the app in its turn.
  const child = spawn(process.execPath, [start], { env, stdio: ['ignore', 'pipe', 'pipe'], detached: true })
  const kill = () => void child.kill('SIGKILL')
  process.once('exit', kill)
  const said: string[] = []
  const ended = new Promise<void>((resolve) => child.once('exit', () => {
    process.off('exit', kill)
    resolve()
  }))
  child.stderr.on('data', (part: Buffer) => said.push(part.toString()))
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout.on('data', (part: Buffer) => {
      said.push(part.toString())
      const [, found] = /(http:\/\/localhost:\d+)\/health/.exec(said.join('')) ?? []
      if (found) resolve(found)
    })
    child.once('exit', () => reject(new Error(said.join('').trim())))
  })
  const stop = async () => {
    child.kill('SIGTERM')
    await ended
  }
  return { url, desk: /http:\/\/localhost:\d+\/desk#\S+/.exec(said.join(''))?.[0] ?? null, ended, stop }
}
