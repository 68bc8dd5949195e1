// Loaded into the app and into the Bot Framework bot alike (`--import`): memory after a collection, and a profile of just the measured load.
import { writeFileSync } from 'node:fs'
import { Session } from 'node:inspector/promises'
import { answerQuestions } from './child.ts'

export type Memory = { rss: number; heap: number }
const samplingMicroseconds = 500

const session = new Session()

/** Memory in bytes, garbage not counted (the process runs with --expose-gc). */
async function memory(): Promise<Memory> {
  await globalThis.gc?.({ type: 'major', execution: 'async' })
  await globalThis.gc?.({ type: 'major', execution: 'async' })
  const { rss, heapUsed } = process.memoryUsage()
  return { rss, heap: heapUsed }
}

async function startProfile(): Promise<void> {
  session.connect()
  await session.post('Profiler.enable')
  await session.post('Profiler.setSamplingInterval', { interval: samplingMicroseconds })
  await session.post('Profiler.start')
}

async function stopProfile(file: string): Promise<void> {
  const { profile } = await session.post('Profiler.stop')
  session.disconnect()
  writeFileSync(file, JSON.stringify(profile))
}

answerQuestions(async (question) => {
  if (question.what === 'memory') return memory()
  if (question.what === 'startProfile') return startProfile()
  return stopProfile(String(question.file))
})
