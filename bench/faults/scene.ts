// The stage of the fault runs: a PostgreSQL of their own that can be restarted, the real app as a process that can be killed, a fake Twilio.
import { randomBytes } from 'node:crypto'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { isAbsolute, join } from 'node:path'
import { openDatabase } from '../../prisma/client.ts'
import { startEmbedded } from '../../prisma/embedded.ts'
import { urlOf } from '../../tests/support/database.ts'
import { type FakeTwilio, startFakeTwilio } from '../../tests/support/fake-twilio.ts'
import { type Running, startProcess } from '../../tests/support/process.ts'
import { addTemplates, testTemplates, twilioEnvironment } from '../../tests/support/whatsapp-environment.ts'

export type Scene = {
  fake: FakeTwilio
  /** kill -9, and started again. Resolves when it listens. */
  killApp: () => Promise<void>
  restartDatabase: () => Promise<void>
  /** Rows of a query on the app's database. */
  query: <Row>(sql: string) => Promise<Row[]>
  /** What the app said at the levels warn and error. */
  complaints: () => string[]
  close: () => Promise<void>
}

/** The address Twilio knows; where it leads changes with every start of the app. */
const outside = 'http://digimaatje.test'

export async function openScene(): Promise<Scene> {
  const folder = mkdtempSync(join(tmpdir(), 'digimaatje-faults-'))
  chmodSync(folder, 0o711)
  const password = randomBytes(16).toString('hex')
  const startDatabase = () => startEmbedded({ dataDir: join(folder, 'database'), password: () => password })
  let database = await startDatabase()
  const fake = await startFakeTwilio({ webhookUrl: `${outside}/api/whatsapp#rc=3&rp=ct,rt,5xx` })
  const env = {
    PORT: '0', DATA_DIR: join(folder, 'app'), DATABASE_URL: urlOf(database.address), WHATSAPP_WEBHOOK_URLS: `${outside}/api/whatsapp`, WHATSAPP_PER_SECOND: '100000',
    ...twilioEnvironment(fake), ...addTemplates(fake, testTemplates),
  }
  const said: string[] = []
  let app: Running = await startProcess(env)
  fake.reach = { [outside]: app.url }
  const killApp = async () => {
    await app.kill('SIGKILL')
    said.push(...complaintsOf(app))
    app = await startProcess(env)
    fake.reach = { [outside]: app.url }
  }
  const restartDatabase = async () => {
    await database.stop()
    database = await startDatabase()
  }
  const query = async <Row>(sql: string) => {
    const db = await openDatabase(urlOf(database.address))
    try {
      return (await db.sql.query(sql)).rows as Row[]
    } finally {
      await db.close()
    }
  }
  const close = async () => {
    await app.kill('SIGTERM')
    await fake.stop()
    await database.stop()
    for (const path of [database.folder, database.address.host, folder]) if (isAbsolute(path)) rmSync(path, { recursive: true, force: true, maxRetries: 5 })
  }
  return { fake, killApp, restartDatabase, query, complaints: () => [...said, ...complaintsOf(app)], close }
}

function complaintsOf(app: Running): string[] {
  return app.output().split('\n').filter((line) => /"level":[4-6]0/.test(line))
}
