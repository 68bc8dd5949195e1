// One logger. Never message text, phone numbers, codes or dates: callers log ids, kinds and counts.
import { pino } from 'pino'
import type { Config } from './config.ts'

export type Log = Pick<ReturnType<typeof pino>, 'info' | 'warn' | 'error' | 'debug'>

/** @param level from the configuration; what an error object carries beside its type, message and stack is left out */
export function createLog(level: Config['logLevel']): Log {
  return pino({ level, base: null, serializers: { err: describeError } })
}

function describeError(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { type: typeof error }
  const { code } = error as Error & { code?: unknown }
  return { type: error.name, code, message: error.message, stack: error.stack?.split('\n').slice(1, 6).map((line) => line.trim()) }
}
