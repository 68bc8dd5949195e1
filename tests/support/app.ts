// The whole app on a free port with a database of its own, as `npm start` would run it.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type App, createApp } from '../../bot/app.ts'
import { type Config, readConfig } from '../../bot/config.ts'
import { createLog } from '../../bot/log.ts'
import type { Database } from '../../prisma/client.ts'
import { createTestDatabase, type TestDatabase } from './database.ts'

export type TestApp = { url: string; app: App; database: TestDatabase; db: Database; config: Config; clock: { now: Date; forward: (milliseconds: number) => void }; stop: () => Promise<void> }

/** @param options.env variables beside PORT, DATABASE_URL and DATA_DIR; `database` to share one between apps */
export async function startTestApp(options: { env?: Record<string, string>; database?: TestDatabase; now?: () => Date } = {}): Promise<TestApp> {
  const database = options.database ?? await createTestDatabase()
  const dataDir = mkdtempSync(join(tmpdir(), 'digimaatje-app-'))
  const config = readConfig({ PORT: '0', DATABASE_URL: database.url, DATA_DIR: dataDir, LOG_LEVEL: 'silent', ...options.env })
  const clock = createClock(options.now)
  const app = await createApp({ config, log: createLog(config.logLevel), now: () => clock.now })
  const { url } = await app.start()
  const stop = async () => {
    await app.stop()
    rmSync(dataDir, { recursive: true, force: true })
    if (!options.database) await database.drop()
  }
  return { url, app, database, db: database.db, config, clock, stop }
}

/** Real time, moved forward by what a test asks. */
function createClock(time: () => Date = () => new Date()): TestApp['clock'] {
  let ahead = 0
  return {
    get now() {
      return new Date(time().getTime() + ahead)
    },
    forward(milliseconds) {
      ahead += milliseconds
    },
  }
}
