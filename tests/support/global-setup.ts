// One PostgreSQL for all tests of a run, with a migrated template that every test database is copied from.
import { randomBytes } from 'node:crypto'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { isAbsolute, join } from 'node:path'
import { openDatabase } from '../../prisma/client.ts'
import { type EmbeddedServer, startEmbedded } from '../../prisma/embedded.ts'
import { unpackBrowser } from './chromium.ts'
import { announceTestServer, onTestServer, templateName } from './test-server.ts'

/** Set-up and tear-down are loaded apart from each other, in one process. */
export type Teardown = { digimaatjeTestServer?: { stop: () => Promise<void> } }

/** Called by jest before the first test file. Any number of runs may go on side by side. */
export default async function startTestServer(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'digimaatje-test-'))
  // As root the server runs as another user, who must be able to pass through.
  chmodSync(folder, 0o711)
  const server = await startEmbedded({ dataDir: folder, password: () => randomBytes(16).toString('hex') })
  const remove = () => {
    for (const path of [server.folder, server.address.host, folder]) if (isAbsolute(path)) rmSync(path, { recursive: true, force: true, maxRetries: 5 })
  }
  const stop = async () => {
    await server.stop()
    remove()
  }
  const carrier = globalThis as Teardown
  carrier.digimaatjeTestServer = { stop }
  // A run that is broken off (Ctrl-C, a closed pipe, a set-up that fails) never reaches its tear-down.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void stop().finally(() => process.exit(1)))
  process.once('exit', () => {
    void server.stop().catch(() => {})
    remove()
  })
  await makeTemplate(server)
  await unpackBrowser()
  announceTestServer(server.address)
}

async function makeTemplate({ address }: EmbeddedServer): Promise<void> {
  await onTestServer(`create database ${templateName}`, address)
  const template = await openDatabase({ ...address, database: templateName })
  await template.close()
}
