// People who tap the moment a message is there: their tap may come before the answer to our own call to Twilio.
import { expect, test } from '@jest/globals'
import type { FakeMessage } from '../../../support/fake-twilio.ts'
import { useWhatsApp } from '../../../support/use-whatsapp.ts'

const taps = 7
const patience = 5_000
const { fake } = useWhatsApp({ env: { WHATSAPP_CODE_CHECK: 'chat' } })

test('When 20 people tap at once each time something comes, then every tap is answered once, in order', async () => {
  const heard = await Promise.all(Array.from({ length: 20 }, (_, n) => tapOn(`+316123456${10 + n}`)))
  expect(heard.map((messages) => messages.map(({ body }) => body))).toEqual(heard.map(() => heard[0]?.map(({ body }) => body)))
  expect(heard[0]).toHaveLength(taps + 1)
  expect(fake().violations).toEqual([])
}, 60_000)

async function tapOn(phone: string): Promise<FakeMessage[]> {
  const heard: FakeMessage[] = []
  let next = Promise.withResolvers<void>()
  const deaf = fake().listen((message) => {
    if (message.to !== `whatsapp:${phone}`) return
    heard.push(message)
    next.resolve()
  })
  for (let turn = 0; turn <= taps && heard.length === turn; turn += 1) {
    next = Promise.withResolvers<void>()
    const timer = setTimeout(() => next.resolve(), patience)
    const [button] = heard.at(-1)?.buttons ?? []
    await fake().deliverInbound({ from: phone, ...(button ? { buttonPayload: button.id, buttonText: button.title } : { body: 'hallo' }) })
    await next.promise
    clearTimeout(timer)
  }
  deaf()
  return heard
}
