// The processes of a run on WhatsApp's path: people with a fake Twilio, the app, the Bot Framework bot.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { standardAccount } from '../tests/support/fake-twilio.ts'
import { twilioEnvironment } from '../tests/support/whatsapp-environment.ts'
import { importLetters } from './letters.ts'
import type { Scene } from './scene.ts'
import { complaintsOf, freePort, openStage, postmasterOf } from './stage.ts'
import { toReference, type WhatsAppReference } from './whatsapp-reference.ts'

/** As fast as it goes: what a sender may really send is no part of the measure. */
const channel = { WHATSAPP_CODE_CHECK: 'chat', WHATSAPP_PER_SECOND: '100000' }

/** Starts Twilio, then the app on a new embedded database, with a letter for every conversation, records the reference, starts the Bot Framework bot. */
export async function openWhatsAppScene(letters: number, { callbacks }: { callbacks: boolean }): Promise<Scene> {
  const { folder, dataDir, start, serve, close } = openStage()
  try {
    const twilioPort = String(await freePort())
    const driver = start('driver', 'bench/whatsapp-driver.ts', { args: [twilioPort, ...(callbacks ? ['callbacks'] : [])] })
    const twilio = { ...twilioEnvironment({ url: `http://127.0.0.1:${twilioPort}`, ...standardAccount }), ...channel }
    // Answers once it listens.
    await driver.ask({ what: 'ready' })
    const app = await serve('app', 'bot/start.mjs', (port) => ({ env: { PORT: port, DATA_DIR: dataDir, LOG_LEVEL: 'warn', WHATSAPP_WEBHOOK_URLS: `http://127.0.0.1:${port}/api/whatsapp`, ...twilio } }))
    importLetters({ count: letters, folder, dataDir })
    const reference = await driver.ask<WhatsAppReference>({ what: 'record', url: app.url })
    const referenceFile = join(folder, 'reference.json')
    writeFileSync(referenceFile, JSON.stringify(toReference(reference)))
    const { accountSid, authToken, from } = standardAccount
    const baseline = await serve('baseline', 'bench/whatsapp-baseline.ts', (port) => ({ args: [referenceFile, port, twilioPort, accountSid, authToken, from] }))
    return { folder, app, baseline, driver, database: null, postgres: postmasterOf(dataDir), turns: reference.turns.length, complaints: () => complaintsOf(app.process), close }
  } catch (error) {
    await close()
    throw error
  }
}
