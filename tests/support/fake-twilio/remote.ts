// The other end of process.ts.
import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import type { FakeTwilioOptions } from '../fake-twilio.ts'
import type { AnswerTo, Command } from './commands.ts'

export type FakeProcess = {
  url: string
  pid: number
  /** Dates in the answer are ISO texts. @throws Error when it refuses or has ended */
  ask: <Asked extends Command>(command: Asked) => Promise<AnswerTo<Asked>>
  stop: () => Promise<void>
}
type Waiting = { resolve: (answer: unknown) => void; reject: (error: Error) => void }
type Line = { url: string } | { id: number; answer?: unknown; error?: string }

const file = fileURLToPath(new URL('process.ts', import.meta.url))

/** Starts the fake as a process of its own and waits until it listens. Of this environment only PATH comes along. */
export async function startFakeProcess(options: Omit<FakeTwilioOptions, 'now' | 'contents'> = {}): Promise<FakeProcess> {
  const child = spawn(process.execPath, [file, JSON.stringify(options)], { env: { PATH: process.env['PATH'] ?? '' }, stdio: ['pipe', 'pipe', 'inherit'] })
  const waiting = new Map<number, Waiting>()
  const started = Promise.withResolvers<string>()
  createInterface({ input: child.stdout }).on('line', (text) => {
    const line = JSON.parse(text) as Line
    if ('url' in line) return started.resolve(line.url)
    const one = waiting.get(line.id)
    waiting.delete(line.id)
    if (line.error === undefined) one?.resolve(line.answer)
    else one?.reject(new Error(line.error))
  })
  const ended = new Promise<void>((resolve) => child.once('exit', () => {
    started.reject(lost())
    waiting.forEach(({ reject }) => reject(lost()))
    resolve()
  }))
  let asked = 0
  const ask = (command: Command) => new Promise<unknown>((resolve, reject) => {
    asked += 1
    waiting.set(asked, { resolve, reject })
    child.stdin.write(`${JSON.stringify({ id: asked, command })}\n`, (error) => error && reject(lost()))
  })
  return { url: await started.promise, pid: child.pid ?? 0, ask: ask as FakeProcess['ask'], stop: () => end(child, ended) }
}

const lost = () => new Error('the fake Twilio has ended')

async function end(child: ReturnType<typeof spawn>, ended: Promise<void>): Promise<void> {
  child.stdin?.end()
  await ended
}
