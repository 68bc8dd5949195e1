// A process of the bench, and questions to it.
import { type ChildProcess, fork } from 'node:child_process'
import { closeSync, openSync, readFileSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'

export type Child = {
  pid: number
  /** Asks a process that uses `answerQuestions`. Rejects with its error, or when it ends. */
  ask: <Answer>(question: object) => Promise<Answer>
  /** What it wrote so far. */
  output: () => string
  alive: () => boolean
  /** Asks it to stop (SIGTERM) and waits; after 15 s without asking. */
  stop: () => Promise<void>
}
export type ChildOptions = { file: string; args?: string[]; env?: Record<string, string>; flags?: string[]; folder: string; log: string }
type Reply = { id: number; answer?: unknown; error?: string }
type Waiting = { resolve: (answer: unknown) => void; reject: (error: Error) => void }

/** Nothing of the developer's own environment: the same process on every machine. */
const environment = { PATH: '/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin', TZ: 'UTC', NODE_ENV: 'production' }
const patience = 15_000

/** Starts a process in `folder`; what it writes goes to the file `log`. */
export function startChild({ file, args = [], env = {}, flags = [], folder, log }: ChildOptions): Child {
  const output = openSync(log, 'a')
  const child = fork(file, args, { cwd: folder, env: { ...environment, ...env }, execArgv: flags, stdio: ['ignore', output, output, 'ipc'] })
  closeSync(output)
  const waiting = new Map<number, Waiting>()
  let asked = 0
  child.on('message', ({ id, answer, error }: Reply) => {
    const one = waiting.get(id)
    waiting.delete(id)
    if (error === undefined) one?.resolve(answer)
    else one?.reject(new Error(error))
  })
  const ended = () => new Error(`${file} ended: ${readFileSync(log, 'utf8').slice(-2_000)}`)
  child.once('exit', () => waiting.forEach(({ reject }) => reject(ended())))
  return {
    pid: child.pid ?? 0,
    ask: <Answer>(question: object) => new Promise<Answer>((resolve, reject) => {
      asked += 1
      waiting.set(asked, { resolve: (answer) => resolve(answer as Answer), reject })
      child.send({ id: asked, question }, (error) => error && reject(ended()))
    }),
    output: () => readFileSync(log, 'utf8'),
    alive: () => isAlive(child),
    stop: () => stop(child),
  }
}

/** In the process itself: answers each question with what the handler returns. It ends when the bench does. */
export function answerQuestions(handler: (question: { what: string } & Record<string, unknown>) => Promise<unknown>): void {
  process.on('message', ({ id, question }: { id: number; question: { what: string } }) => {
    const reply = (result: object) => process.send?.({ id, ...result })
    handler(question).then((answer) => reply({ answer }), (error: unknown) => reply({ error: String((error as Error).stack ?? error) }))
  })
  process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'))
}

const isAlive = (child: ChildProcess) => child.exitCode === null && child.signalCode === null

async function stop(child: ChildProcess): Promise<void> {
  child.kill('SIGTERM')
  for (const end = Date.now() + patience; isAlive(child) && Date.now() < end;) await pause(20)
  if (isAlive(child)) child.kill('SIGKILL')
}
