// What becomes of a notice when a mail server or a webhook does not do what it should: real ones, on loopback.
import { randomUUID } from 'node:crypto'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { createNotifier, type Notifier } from '../../../bot/desk/notify/notifier.ts'
import { createLog, type Log } from '../../../bot/log.ts'
import { createSealer } from '../../../bot/keys.ts'
import { createFeed } from '../../../bot/turn/feed.ts'
import { limits } from '../../../domain/limits.ts'
import { readLabels } from '../../../locales/index.ts'
import { createTestDatabase, type TestDatabase } from '../../support/database.ts'
import { type HookServer, hookSecret, startHookServer } from '../../support/hook-server.ts'
import { type MailServer, startMailServer } from '../../support/mail-server.ts'
import { until } from '../../support/until.ts'

let database: TestDatabase
let mail: MailServer
let hook: HookServer
let feed: ReturnType<typeof createFeed>
let running: Notifier[] = []
let now = new Date('2026-11-22T12:00:00Z')
const logged: string[] = []

beforeAll(async () => {
  ;[database, mail, hook] = await Promise.all([createTestDatabase(), startMailServer(), startHookServer()])
  feed = createFeed({ db: database.db, sealer: createSealer(Buffer.alloc(32)), log: createLog('silent'), processId: 'test' })
})
afterAll(async () => {
  await Promise.all([database?.drop(), mail?.stop(), hook?.stop()])
})
beforeEach(async () => {
  await database.db.prisma.handoff.deleteMany()
  Object.assign(mail, { mails: [], mood: 'take' })
  Object.assign(hook, { hooks: [], status: 200 })
  logged.length = 0
})
afterEach(async () => {
  await Promise.all(running.map((notifier) => notifier.stop()))
  running = []
})

const minute = 60_000
const forward = (milliseconds: number) => {
  now = new Date(now.getTime() + milliseconds)
  feed.reread('')
}
const note = (level: string) => (facts: unknown, message?: string) => void logged.push(`${level} ${message} ${JSON.stringify(facts)}`)
const log = { info: note('info'), warn: note('warn'), error: note('error'), debug: note('debug') } as unknown as Log

/** `timeout`: long where nothing hangs. The clock stands still, so what a busy machine makes too late would never be tried again. */
function start({ smtp = mail.url, url = hook.url, ways = ['mail', 'webhook'], timeout = 6_000 }: { smtp?: string; url?: string; ways?: string[]; timeout?: number } = {}): void {
  const notifier = createNotifier({
    db: database.db, log, now: () => now, feed, labels: readLabels('notify.nl'), deskUrl: () => 'https://x.nl/desk', limits: { ...limits, notify: { ...limits.notify, wake: 5, sweep: 20, timeout } },
    notify: { mail: ways.includes('mail') ? { url: smtp, from: 'bot@x.nl', to: ['een@x.nl'] } : null, webhook: ways.includes('webhook') ? { url, secret: hookSecret } : null },
  })
  if (notifier) running.push(notifier)
  notifier?.start()
}
const ask = (urgent = false) => database.db.prisma.handoff.create({
  data: { reason: urgent ? 'distress' : 'asked', urgent, createdAt: now, conversation: { create: { id: randomUUID(), version: 1, seq: 0, state: {}, person: { create: { id: randomUUID() } } } } },
})
const rows = (where: object) => database.db.prisma.notice.count({ where })
const logs = (text: string) => logged.filter((line) => line.includes(text)).length

describe('mail', () => {
  test('When the server says later, then it is tried again after 5 seconds, and once it is taken no more', async () => {
    mail.mood = 'later'
    start({ ways: ['mail'] })
    await ask(true)
    await until(() => logs('"code":"451"') === 1)
    mail.mood = 'take'
    forward(4_000)
    forward(2_000)
    await until(() => mail.mails.length === 1)
    forward(60 * minute)
    await until(async () => (await rows({ state: 'sent' })) === 1)
    expect([mail.mails.length, logs('notice sent')]).toEqual([1, 1])
  })

  test('When the server cannot be reached or says nothing, then the webhook has long gone out', async () => {
    mail.mood = 'hang'
    start({ timeout: 1_000 })
    start({ smtp: 'smtp://127.0.0.1:1', ways: [] })
    await ask(true)
    await until(() => hook.hooks.length === 1)
    await until(() => logs('notice not sent') === 1)
    expect(await rows({ way: 'webhook', state: 'sent' })).toBe(1)
  })

  test('When nobody listens there, then it was not taken, and all who wait go out together later', async () => {
    start({ smtp: 'smtp://127.0.0.1:1', ways: ['mail'] })
    for (let one = 0; one < 3; one += 1) {
      await ask()
      await until(async () => (await rows({})) === one + 1)
      forward(5 * minute + 1)
      await until(() => logs('"code":"ESOCKET"') === one + 1)
    }
    await Promise.all(running.map((notifier) => notifier.stop()))
    start({ ways: ['mail'] })
    forward(11 * minute)
    await until(() => mail.mails.length === 1)
    expect(mail.mails[0]?.subject).toBe('3 mensen wachten op een digimaatje')
  })

  test('When the connection is lost after the server took it, then it is tried again as the same mail', async () => {
    mail.mood = 'takeAndBreak'
    start({ ways: ['mail'] })
    await ask(true)
    await until(() => logs('notice not sent') === 1)
    await ask(true)
    await until(() => logs('notice not sent') === 2)
    mail.mood = 'take'
    forward(minute)
    await until(async () => (await rows({ state: 'sent' })) === 2)
    const ids = mail.mails.map(({ messageId }) => messageId)
    expect([ids.length, new Set(ids).size]).toEqual([4, 2])
    expect(mail.mails.every(({ subject }) => subject.startsWith('Spoed: iemand'))).toBe(true)
  })

  test('When it never works for a day, then it is given up, with a line in the log that names nobody', async () => {
    mail.mood = 'never'
    start({ ways: ['mail'] })
    await ask(true)
    await until(() => logs('"code":"554"') === 1)
    forward(24 * 60 * minute)
    await until(() => logs('notice given up') === 1)
    expect(logged.at(-1)).toBe('error notice given up {"way":"mail","urgent":true,"count":1,"attempt":2,"code":"554"}')
    expect(await rows({ state: 'givenUp' })).toBe(1)
  })

  test('When the address asks a name and a password and the server has no TLS, then neither is sent', async () => {
    start({ smtp: mail.url.replace('//', '//naam:geheim@').replace('127.0.0.1', 'localhost.localdomain'), ways: ['mail'] })
    await ask(true)
    await until(() => logs('notice not sent') === 1)
    expect(logged.join()).not.toContain('geheim')
    expect(mail.mails).toEqual([])
  })
})

describe('webhook', () => {
  test('When it answers 500, a redirect or nothing, then it is tried again, each time longer after', async () => {
    start({ ways: ['webhook'], timeout: 1_000 })
    hook.status = 500
    await ask(true)
    await until(() => logs('"code":"500"') === 1)
    hook.status = 302
    forward(5_001)
    await until(() => logs('"code":"302"') === 1)
    hook.status = 0
    forward(10_001)
    await until(() => logs('"code":"TimeoutError"') === 1)
    hook.status = 200
    const { tries } = hook
    forward(19_000)
    await until(async () => (await rows({ state: 'due' })) === 1)
    expect(hook.tries).toBe(tries)
    forward(1_001)
    await until(() => hook.hooks.length === 1)
    expect(hook.badSignatures).toBe(0)
  })
})

describe('several processes', () => {
  test('When two look after the same notices, then each goes out once', async () => {
    start()
    start()
    for (let one = 0; one < 10; one += 1) await ask(true)
    await ask()
    await ask()
    await until(async () => (await rows({ state: 'sent' })) === 20)
    // Only now: what is on its way would be sent again once its lease is over.
    forward(6 * minute)
    await until(async () => (await rows({ state: 'sent' })) === 24)
    const count = (kind: string) => hook.hooks.filter((one) => one.kind === kind).reduce((sum, one) => sum + one.count, 0)
    expect([count('distress'), count('waiting'), hook.hooks.filter(({ kind }) => kind === 'waiting').length, mail.mails.filter(({ subject }) => subject.startsWith('2 mensen')).length]).toEqual([10, 2, 1, 1])
  })

  test('When a process dies while it sends, then another sends the same message after a minute', async () => {
    const { id } = await ask(true)
    const batch = randomUUID()
    await database.db.prisma.notice.create({ data: { handoffId: id, way: 'webhook', urgent: true, state: 'sending', batch, attempts: 1, dueAt: new Date(now.getTime() + minute), createdAt: now } })
    start({ ways: ['webhook'] })
    forward(30_000)
    await until(() => running.length === 1)
    expect(hook.hooks).toEqual([])
    forward(31_000)
    await until(() => hook.hooks.length === 1)
    expect(hook.hooks[0]?.id).toBe(batch)
  })

  test('When the person was helped or erased meanwhile, then nobody is told', async () => {
    hook.status = 500
    start({ ways: ['webhook'] })
    const [one, other] = [await ask(true), await ask(true)]
    await until(async () => (await rows({ state: 'due', attempts: { gt: 0 } })) === 2)
    await database.db.prisma.handoff.update({ where: { id: one.id }, data: { state: 'closed' } })
    await database.db.prisma.conversation.delete({ where: { id: other.conversationId } })
    hook.status = 200
    forward(minute)
    await until(async () => (await rows({})) === 0)
    expect(hook.hooks).toEqual([])
  })
})
