// The processes of a run at the desk: the app on a new embedded database, a second app beside it when asked, and an issuer of tokens in this process.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type OidcPerson, startOidc, tenant } from '../../tests/support/oidc.ts'
import type { Child } from '../child.ts'
import { importLetters } from '../letters.ts'
import { recordReference, type Reference } from '../reference.ts'
import { complaintsOf, openStage, postmasterOf, type Server } from '../stage.ts'
import { type Filled, fillDesk } from './fill.ts'
import { Helper } from './helper.ts'
import type { DeskOptions } from './options.ts'

export type DeskScene = Filled & {
  folder: string
  app: Server
  /** The second process, started at the first call. */
  second: () => Promise<Server>
  /** The process of the simulated people that load the bot. */
  driver: Child
  reference: Reference
  helpers: Helper[]
  /** Who is chosen at the issuer's page. */
  chosen: OidcPerson
  postgres: number
  complaints: () => string[]
  close: () => Promise<void>
}

/** Conversations of the bot, in all the parts together. */
const letters = 20_000
const personOf = (number: number): OidcPerson => ({ oid: `22222222-0000-4000-8000-${String(number).padStart(12, '0')}`, name: `Digimaatje ${number}`, roles: ['digimaatje'] })

export async function openDeskScene({ conversations, waiting, consoles }: DeskOptions): Promise<DeskScene> {
  const { folder, dataDir, start, serve, close: closeStage } = openStage()
  const people = Array.from({ length: consoles + 1 }, (_, number) => personOf(number))
  const oidc = await startOidc(people)
  const close = async () => {
    await closeStage()
    await oidc.stop()
  }
  const serveApp = (name: string) => serve(name, 'bot/start.mjs', (port) => ({ env: { PORT: port, DATA_DIR: dataDir, LOG_LEVEL: 'warn', TRUST_PROXY: '1', ...oidc.env } }))
  let other: Promise<Server> | null = null
  try {
    const app = await serveApp('app')
    oidc.serve(app.url)
    importLetters({ count: letters, folder, dataDir })
    const reference = await recordReference(app.url)
    const referenceFile = join(folder, 'reference.json')
    writeFileSync(referenceFile, JSON.stringify(reference))
    const helpers = await Promise.all(people.slice(0, consoles).map(async (person) => new Helper({ id: `${tenant}:${person.oid}`, token: await oidc.mint(person) })))
    const filled = await fillDesk(dataDir, { conversations, waiting, owners: helpers.map(({ id }, number) => ({ id, name: personOf(number).name })) })
    const driver = start('driver', 'bench/driver.ts', { args: [referenceFile] })
    return {
      ...filled, folder, app, driver, reference, helpers, chosen: personOf(consoles), postgres: postmasterOf(dataDir), close,
      second: () => (other ??= serveApp('second')), complaints: () => complaintsOf(app.process),
    }
  } catch (error) {
    await close()
    throw error
  }
}
