// The timers of the product: graphile-worker on the same database, so that any number of processes share them.
import { Logger, parseCronItems, run, type Runner } from 'graphile-worker'
import { limits } from '../../domain/limits.ts'
import type { Database } from '../../prisma/client.ts'
import type { Log } from '../log.ts'
import { retain, wipePayloads, wipeSealed } from './retain.ts'

export type Jobs = { stop: () => Promise<void> }

/** Starts the worker; `stop` waits for the job in hand. */
export async function startJobs(parts: { db: Database; log: Log; now: () => Date }): Promise<Jobs> {
  const { db, log, now } = parts
  const runner: Runner = await run({
    pgPool: db.sql,
    noHandleSignals: true,
    concurrency: 1,
    logger: new Logger(() => (level, message) => {
      if (level === 'error') log.error({ job: message }, 'job failed')
    }),
    taskList: {
      'wipe-sealed': async () => {
        await wipeSealed(db.sql, { now: now(), retention: limits.retention })
        await wipePayloads(db.sql, { now: now(), retention: limits.retention })
      },
      retain: async () => {
        log.info({ removed: await retain(db.sql, { now: now(), retention: limits.retention }) }, 'retention')
      },
    },
    parsedCronItems: parseCronItems([
      { task: 'wipe-sealed', match: '* * * * *', identifier: 'wipe-sealed' },
      { task: 'retain', match: '17 * * * *', identifier: 'retain' },
    ]),
  })
  return { stop: () => runner.stop() }
}
