// Two processes on one database, and processes that died: one of them sends for a conversation, in order, once.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { startTestApp, type TestApp } from '../../support/app.ts'
import { startWhatsApp } from '../../support/use-whatsapp.ts'
import { addTemplates, testTemplates, twilioEnvironment } from '../../support/whatsapp-environment.ts'
import { WhatsAppPerson } from '../../support/whatsapp-person.ts'
import { conversationOf, deliveriesOf, settled, statusesOf, until } from './rows.ts'

let fake: Awaited<ReturnType<typeof startWhatsApp>>['fake']
let one: TestApp
let two: TestApp
beforeAll(async () => {
  ({ fake, app: one } = await startWhatsApp())
  const urls = `${one.url}/api/whatsapp`
  two = await startTestApp({ database: one.database, env: { DATA_DIR: one.config.dataDir, ...twilioEnvironment(fake), ...addTemplates(fake, testTemplates), WHATSAPP_WEBHOOK_URLS: urls } })
})
afterAll(async () => {
  await two.stop()
  await one.stop()
  await fake.stop()
})

let people = 0
const somebody = () => {
  people += 1
  return new WhatsAppPerson(fake, { phone: `+3162000000${people}` })
}
/** To the first process or the second, signed for the one address that Twilio knows. */
const toProcess = (which: number) => {
  fake.reach = { [one.url]: which % 2 ? two.url : one.url }
}
const journey = [['client', 'whoAreYou'], ['haveLetter', 'letter'], ['done', 'openSite'], ['done', 'acceptTerms'], ['done', 'clientName'], ['done', 'role']] as const

describe('one conversation at two processes', () => {
  test('When its messages come at them in turn, then every answer is sent once, in order', async () => {
    const sam = somebody()
    await sam.say('hoi')
    for (const [index, [choice, on]] of journey.entries()) {
      toProcess(index)
      await sam.send({ buttonPayload: `${choice}:${on}`, buttonText: choice })
    }
    await settled(one.db)
    const stepsSeen = sam.received().map(({ body }) => /Stap (\d+) van/.exec(body)?.[1]).filter(Boolean)
    expect(stepsSeen).toEqual(['1', '2', '3', '4', '5'])
    expect(fake.violations).toEqual([])
  })
  test('When the same message comes ten times at once at both, then it is answered once', async () => {
    const sam = somebody()
    await sam.say('hoi')
    const sid = `SM${'ab'.repeat(16)}`
    await Promise.all(Array.from({ length: 10 }, (_, index) => {
      toProcess(index)
      return fake.deliverInbound({ ...sam.address(), ...sam.tap('client'), sid })
    }))
    await settled(one.db)
    expect(sam.received()).toHaveLength(2)
    expect((await conversationOf(one, sam)).version).toBe(2)
  })
  test('When one process waits to try again and the other hears the next message, then the order stays', async () => {
    const sam = somebody()
    await sam.say('hoi')
    fake.fault({ kind: 'status', status: 429, code: 20429, next: 1, to: `whatsapp:${sam.phone}` })
    toProcess(0)
    await sam.send({ buttonPayload: 'client:whoAreYou', buttonText: 'Ja' }, { expect: 0 })
    toProcess(1)
    await sam.send({ buttonPayload: 'haveLetter:letter', buttonText: 'Ja' }, { expect: 0 })
    await until(() => sam.received().length === 3)
    expect(sam.received().map(({ body }) => body.slice(0, 6))).toEqual(['Hoi, i', 'Je heb', 'Stap 1'])
  })
})

const leaveBehind = async (sam: WhatsAppPerson) => {
  const { id } = await conversationOf(one, sam)
  const leased = new Date(Date.now() + 60_000)
  await one.db.prisma.conversation.update({ where: { id }, data: { deliveringBy: 'digimaatje-bot-1-dead', deliveringUntil: leased } })
  await one.db.prisma.delivery.updateMany({ where: { conversationId: id }, data: { status: 'sending', providerId: null, dueAt: leased } })
}

describe('a process that died while it was sending', () => {
  test('When Twilio had it, then it is found there and not sent again', async () => {
    const sam = somebody()
    fake.callbacks.on = false
    await sam.say('hoi')
    await settled(one.db)
    await leaveBehind(sam)
    await until(async () => (await statusesOf(one, sam))[0] === 'accepted')
    fake.callbacks.on = true
    expect(sam.received()).toHaveLength(1)
    expect((await deliveriesOf(one, sam))[0]?.providerId).toBe(sam.received()[0]?.sid)
  })
})
