// What goes wrong on purpose, many at once, and the fake as a process of its own.
import { setTimeout as pause } from 'node:timers/promises'
import { describe, expect, test } from '@jest/globals'
import { seededRandom } from '../../../support/fake-twilio.ts'
import { startFakeProcess } from '../../../support/fake-twilio/remote.ts'
import { to, until, useFake } from '../../../support/fake-twilio/use-fake.ts'

const { fake, client, plain, hooks, hookUrl, wrote } = useFake()

describe('faults', () => {
  test('When calls are refused, then as many as asked, and nothing is accepted', async () => {
    fake().fault({ kind: 'status', status: 429, retryAfter: 2, next: 2 })
    expect([await send(), await send()]).toEqual([20429, 20429])
    expect(await send()).toMatch(/^SM/)
    expect([fake().messages.length, fake().stats().faults, fake().violations]).toEqual([1, { status: 2 }, []])
  })

  test('When 429 says how long, then in its header', async () => {
    fake().fault({ kind: 'status', status: 429, retryAfter: 2 })
    const answer = await plain(`/2010-04-01/Accounts/${fake().accountSid}/Messages.json`, { body: '' })
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([429, '2'])
  })

  test('When the connection is reset before or after, then only what came after is kept', async () => {
    fake().fault({ kind: 'drop' })
    expect(await send('before')).not.toMatch(/^SM/)
    fake().fault({ kind: 'acceptThenDrop' })
    expect(await send('after')).not.toMatch(/^SM/)
    expect(fake().messages.map(({ body }) => body)).toEqual(['after'])
  })

  test('When it answers 500 or nothing but accepted it, then it is kept', async () => {
    fake().fault({ kind: 'status', status: 500, accept: true })
    expect(await send()).toBe(20500)
    fake().fault({ kind: 'hang', accept: true })
    expect(await send()).toBe('TimeoutError')
    fake().fault({ kind: 'hang' })
    expect(await send()).toBe('TimeoutError')
    expect(fake().messages).toHaveLength(2)
  })

  test('When it is slow or frozen, then the answer comes later', async () => {
    fake().fault({ kind: 'slow', ms: 60 })
    const started = performance.now()
    await send()
    expect(performance.now() - started).toBeGreaterThan(55)
    fake().freeze()
    const sent = send()
    await pause(50)
    expect(fake().messages).toHaveLength(1)
    fake().thaw()
    expect(await sent).toMatch(/^SM/)
  })

  test('When a message fails later, then its callback says why', async () => {
    await wrote()
    fake().fault({ kind: 'later', code: 63024, status: 'undelivered' })
    fake().fault({ kind: 'later63016' })
    for (const id of [1, 2]) await client().messages.create({ to, from: fake().from, body: 'hoi', statusCallback: hookUrl(`/status/${id}`) })
    await until(() => hooks.filter(({ fields }) => fields['ErrorCode']).length === 2)
    expect(fake().messages.map(({ status, errorCode }) => [status, errorCode])).toEqual([['failed', 63016], ['undelivered', 63024]])
  })

  test('When by chance, then the same calls for the same seed, until it is ended', async () => {
    const end = fake().fault({ kind: 'status', status: 500, share: 0.5 }, seededRandom(7))
    const first = await Promise.all(Array.from({ length: 20 }, () => send()))
    end()
    const failed = first.filter((outcome) => outcome === 20500).length
    expect(failed).toBe(Array.from({ length: 20 }, seededRandom(7)).filter((value) => value < 0.5).length)
    expect(await send()).toMatch(/^SM/)
  })

  test('When a script decides, then by what is called and to whom', async () => {
    fake().fault(({ what, to: receiver }) => (what === 'list' || receiver === 'whatsapp:+31600000000' ? { kind: 'status', status: 503 } : null))
    expect(await send()).toMatch(/^SM/)
    await expect(client().messages.list({ to })).rejects.toMatchObject({ status: 503 })
    fake().clearFaults()
    expect(await client().messages.list({ to })).toHaveLength(1)
  })
})

describe('many at once', () => {
  test('When 500 people write and are answered, then each once and within seconds', async () => {
    const phones = Array.from({ length: 500 }, (_, n) => `+316${String(10_000_000 + n)}`)
    const heard: string[] = []
    const deaf = fake().listen(({ direction, to: receiver }) => void (direction === 'inbound' || heard.push(receiver)))
    const started = performance.now()
    await Promise.all(phones.map(async (phone) => {
      await fake().deliverInbound({ from: phone, body: 'hoi' })
      await plain(`/2010-04-01/Accounts/${fake().accountSid}/Messages.json`, { body: new URLSearchParams({ To: `whatsapp:${phone}`, From: fake().from, Body: 'hoi' }).toString() })
    }))
    deaf()
    expect(new Set(heard).size).toBe(500)
    expect(performance.now() - started).toBeLessThan(10_000)
    expect(fake().violations).toEqual([])
  }, 20_000)
})

describe('a process of its own', () => {
  test('When it is told so, then it fails, and says what it took', async () => {
    const other = await startFakeProcess({ webhookUrl: fake().webhookUrl })
    try {
      await other.ask({ do: 'fault', fault: { kind: 'status', status: 500 }, seed: 1 })
      const send = () => client(fake().authToken, other.url).messages.create({ to, from: fake().from, body: 'hoi' })
      await expect(send()).rejects.toMatchObject({ status: 500 })
      await send()
      expect(await other.ask({ do: 'stats' })).toMatchObject({ accepted: 1, faults: { status: 1 } })
      expect(await other.ask({ do: 'messages', since: 0 })).toMatchObject([{ body: 'hoi', to }])
      expect(await other.ask({ do: 'messages', since: 1 })).toEqual([])
      expect(await other.ask({ do: 'inbound', fields: { body: 'hoi' } })).toMatchObject({ status: 200 })
      await expect(other.ask({ do: 'dance' } as never)).rejects.toThrow('dance')
    } finally {
      await other.stop()
    }
    await expect(fetch(other.url)).rejects.toThrow()
  })
})

const send = (body = 'hoi') => client().messages.create({ to, from: fake().from, body }).then(({ sid }) => sid, ({ code, name }: { code?: number | string; name: string }) => (Number(code) > 20_000 ? code : name))
