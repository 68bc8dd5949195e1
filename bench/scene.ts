// The processes of a run on the website's path, started one after another in a folder of their own and all stopped at its end.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Child } from './child.ts'
import { importLetters } from './letters.ts'
import { recordReference, type Reference } from './reference.ts'
import { complaintsOf, openStage, postmasterOf, type Server } from './stage.ts'

export type Scene = {
  folder: string
  app: Server
  baseline: Server
  driver: Child
  /** null: not measured. */
  database: Child | null
  /** The process id of PostgreSQL's first process; the others are its children. */
  postgres: number
  /** Answers of one conversation. */
  turns: number
  /** What the app logged at level warn or above. */
  complaints: () => string[]
  close: () => Promise<void>
}

/** Starts the app on a new embedded database, with a letter for every conversation, records the reference, starts the rest. */
export async function openScene(letters: number): Promise<Scene> {
  const { folder, dataDir, start, serve, close } = openStage()
  try {
    const app = await serve('app', 'bot/start.mjs', (port) => ({ env: { PORT: port, DATA_DIR: dataDir, LOG_LEVEL: 'warn', TRUST_PROXY: '1' } }))
    importLetters({ count: letters, folder, dataDir })
    const reference: Reference = await recordReference(app.url)
    const referenceFile = join(folder, 'reference.json')
    writeFileSync(referenceFile, JSON.stringify(reference))
    const baseline = await serve('baseline', 'bench/baseline-server.ts', (port) => ({ args: [referenceFile, port] }))
    const driver = start('driver', 'bench/driver.ts', { args: [referenceFile] })
    const database = start('database', 'bench/database-alone.ts', { args: [dataDir] })
    // Whether it can at all is better known now than after all the rounds.
    await database.ask({ people: 1, conversations: 1 })
    return { folder, app, baseline, driver, database, postgres: postmasterOf(dataDir), turns: reference.turns.length, complaints: () => complaintsOf(app.process), close }
  } catch (error) {
    await close()
    throw error
  }
}
