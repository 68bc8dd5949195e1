// A failure that is told late, by its cause: what follows for the rest that is still to be sent.
import { setTimeout as pause } from 'node:timers/promises'
import { describe, expect, test } from '@jest/globals'
import { useWhatsApp } from '../../support/use-whatsapp.ts'
import { conversationOf, deliveryAt, fromHuman, hashOf, statusesOf, tell, until } from './rows.ts'

const stage = useWhatsApp()

/** Somebody with a message that was sent, and another that waits. */
async function withWaiting() {
  const sam = stage.person()
  stage.fake().callbacks.statuses = ['queued', 'sent']
  await sam.say('hoi')
  await until(async () => (await statusesOf(stage.app(), sam))[0] === 'sent')
  stage.fake().callbacks.statuses = ['queued', 'sent', 'delivered']
  await until(async () => (await conversationOf(stage.app(), sam)).deliveringBy === null)
  const { id } = await conversationOf(stage.app(), sam)
  await stage.app().db.sql.query(`update "Conversation" set "deliveringBy" = 'later', "deliveringUntil" = $2 where id = $1`, [id, new Date(stage.app().clock.now.getTime() + 3_600_000)])
  await fromHuman(stage.app(), sam, 'Nog een')
  return { sam, row: await deliveryAt(stage.app(), sam, 0) }
}
const optedOut = async (sam: Parameters<typeof hashOf>[1]) =>
  (await stage.app().db.prisma.channelIdentity.findFirstOrThrow({ where: { addressHash: hashOf(stage.app(), sam) } })).optedOutAt !== null

describe('a failure that is told late', () => {
  test.each([[63003, false], [63024, false], [63014, true], [21610, true]])('When it says %i, then the rest for them is cancelled (opted out: %p)', async (code, opted) => {
    const { sam, row } = await withWaiting()
    expect(await tell({ app: stage.app(), fake: stage.fake() }, row, { status: 'undelivered', code })).toBe(200)
    expect(await statusesOf(stage.app(), sam)).toEqual(['undelivered', 'cancelled'])
    expect(await optedOut(sam)).toBe(opted)
  })
  test('When it is our fault, then only that message failed', async () => {
    const { sam, row } = await withWaiting()
    await tell({ app: stage.app(), fake: stage.fake() }, row, { status: 'failed', code: 63021 })
    expect(await statusesOf(stage.app(), sam)).toEqual(['failed', 'due'])
    expect(await optedOut(sam)).toBe(false)
  })
  test('When our account is refused, then nothing is sent for five minutes, and stopping does not wait for that', async () => {
    const { row } = await withWaiting()
    const other = stage.person()
    await other.say('hoi')
    await tell({ app: stage.app(), fake: stage.fake() }, row, { status: 'failed', code: 63038 })
    await other.send({ buttonPayload: 'client:whoAreYou', buttonText: 'Ja' }, { expect: 0 })
    expect(await deliveryAt(stage.app(), other, 1)).toMatchObject({ status: 'due', error: 'accountRefused' })
    stage.app().clock.forward(5 * 60_000)
    await until(() => other.received().length === 2)
    await tell({ app: stage.app(), fake: stage.fake() }, await deliveryAt(stage.app(), other, 1), { status: 'failed', code: 63038 })
    await pause(50)
    await other.send({ buttonPayload: 'haveLetter:letter', buttonText: 'Ja' }, { expect: 0 })
    const started = performance.now()
    await stage.app().app.stop()
    expect(performance.now() - started).toBeLessThan(4_000)
  })
})
