// Messages that never reached the webhook: an app that starts looks for them at Twilio.
import { setTimeout as pause } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { limits } from '../../../../domain/limits.ts'
import { eraseConversation } from '../../../../bot/erase.ts'
import { startTestApp, type TestApp } from '../../../support/app.ts'
import { createTestDatabase, type TestDatabase } from '../../../support/database.ts'
import { type FakeTwilio, startFakeTwilio } from '../../../support/fake-twilio.ts'
import { twilioEnvironment } from '../../../support/whatsapp-environment.ts'
import { WhatsAppPerson } from '../../../support/whatsapp-person.ts'

let fake: FakeTwilio
let database: TestDatabase
let app: TestApp | null = null
/** Keys are made per data folder: a restart needs the same. */
const keys = Object.fromEntries(['CODE_PEPPER', 'ENCRYPTION_KEY', 'SIGNING_KEY'].map((name, index) => [name, Buffer.alloc(32, index + 1).toString('base64')]))

const stop = async () => {
  await app?.stop()
  app = null
}
/** So late that Twilio no longer brings what was written before. */
let late = 0
const start = async () => {
  app = await startTestApp({ env: { ...twilioEnvironment(fake), ...keys }, database, now: () => new Date(Date.now() + late) })
  fake.webhookUrl = `${app.url}/api/whatsapp`
}
const restart = async () => {
  await stop()
  late = limits.delivery.missedAfter + 2_000
  await start()
}
const unreached = { deliver: false, expect: 0, quiet: 0 }
/** Twilio's times are whole seconds. */
const nextSecond = () => pause(1_050)

beforeEach(async () => {
  late = 0
  database = await createTestDatabase()
  fake = await startFakeTwilio()
  await start()
})
afterEach(async () => {
  await stop()
  await fake.stop()
  await database.drop()
})

describe('an app that starts', () => {
  test('When a message is so young that Twilio may still bring it, then it is left alone', async () => {
    const sam = new WhatsAppPerson(fake)
    await sam.say('Hoi')
    await stop()
    await sam.send({ body: 'Ja, ik ben cliënt' }, unreached)
    await start()
    await pause(300)
    expect(await database.db.prisma.inbound.count()).toBe(1)
  })

  test('When messages were missed, then they are answered in order, and at the next start nothing happens', async () => {
    const sam = new WhatsAppPerson(fake)
    await sam.say('Hoi')
    await stop()
    await sam.send({ body: 'Ja, ik ben cliënt' }, unreached)
    await sam.send({ media: ['image/png'], body: 'Ja, ik heb de brief' }, unreached)
    late = limits.delivery.missedAfter + 2_000
    await start()
    expect((await sam.hear()).length).toBeGreaterThan(0)
    const seen = await database.db.prisma.inbound.count()
    expect(seen).toBe(3)
    const said = await database.db.prisma.message.findMany({ where: { author: 'person' }, orderBy: { seq: 'asc' } })
    expect(said.map(({ activity }) => (activity as { text: string }).text)).toEqual(['Hoi', 'Ja, ik ben cliënt', 'Ja, ik heb de brief'])
    await restart()
    await pause(300)
    expect([await database.db.prisma.inbound.count(), sam.read()]).toEqual([seen, []])
  })

  test('When somebody erased what they said, then it stays erased, and what came after is taken', async () => {
    const [sam, other] = [new WhatsAppPerson(fake), new WhatsAppPerson(fake, { phone: '+31687654321' })]
    await sam.say('Hoi')
    await other.say('Hoi')
    // Long enough to have read it: what comes sooner joins the answer before.
    await pause(3_100)
    const hers = await database.db.prisma.message.findFirstOrThrow()
    await other.send({ body: 'Ja, ik ben cliënt' }, unreached)
    await nextSecond()
    await eraseConversation({ db: database.db, now: () => new Date() }, hers.conversationId)
    await nextSecond()
    await restart()
    expect(await other.hear()).toHaveLength(1)
    expect([await database.db.prisma.conversation.count(), sam.read()]).toEqual([1, []])
    await stop()
    await sam.send({ body: 'Hallo' }, unreached)
    await start()
    expect(await sam.hear()).toHaveLength(1)
    await restart()
    await pause(300)
    const { conversationId } = await database.db.prisma.inbound.findFirstOrThrow({ orderBy: { createdAt: 'desc' } })
    expect(await database.db.prisma.inbound.count({ where: { conversationId } })).toBe(1)
  })

  test('When an old message comes after a later STOP, then it does not lift it; and it answers no later question', async () => {
    const [sam, other] = [new WhatsAppPerson(fake), new WhatsAppPerson(fake, { phone: '+31687654321' })]
    for (const person of [sam, other]) {
      await person.say('Hoi')
      await person.send({ body: 'Ja, ik ben cliënt' }, unreached)
    }
    await nextSecond()
    late = 3_000
    await restart()
    await nextSecond()
    await other.send({ buttonPayload: 'client:whoAreYou', buttonText: 'Ja, ik ben cliënt' })
    await sam.say('stop')
    await restart()
    for (let tries = 0; tries < 100 && await database.db.prisma.inbound.count() < 6; tries += 1) await pause(50)
    await pause(300)
    expect([sam.read(), other.read()]).toEqual([[], []])
    expect(await database.db.prisma.inbound.count()).toBe(6)
    expect(await database.db.prisma.channelIdentity.count({ where: { optedOutAt: { not: null } } })).toBe(1)
  })
})
