// Nobody at the desk: a real SMTP server and a real web server on loopback get the notices, through the whole app.
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { reasons } from '../../../domain/handoff.ts'
import { createNoticeWords } from '../../../bot/desk/notify/words.ts'
import { readLabels } from '../../../locales/index.ts'
import { startTestApp, type TestApp } from '../../support/app.ts'
import { type HookServer, hookSecret, startHookServer } from '../../support/hook-server.ts'
import { type MailServer, startMailServer } from '../../support/mail-server.ts'
import { Person } from '../../support/person.ts'
import { until } from '../../support/until.ts'

let mail: MailServer
let hook: HookServer
let bot: TestApp
beforeAll(async () => {
  ;[mail, hook] = await Promise.all([startMailServer({ auth: true }), startHookServer()])
  bot = await startTestApp({ env: { SMTP_URL: mail.url, MAIL_FROM: 'bot@voorbeeld.nl', MAIL_TO: 'een@voorbeeld.nl, twee@voorbeeld.nl', NOTIFY_URL: hook.url, NOTIFY_SECRET: hookSecret } })
})
afterAll(async () => {
  await bot?.stop()
  await Promise.all([mail?.stop(), hook?.stop()])
})
beforeEach(async () => {
  await bot.db.prisma.handoff.deleteMany()
  await bot.db.prisma.digimaatje.deleteMany()
  Object.assign(mail, { mails: [] })
  Object.assign(hook, { hooks: [], raw: [] })
})

const minutes = 60_000
const says = async (text: string) => {
  const person = new Person(bot.url)
  await person.open()
  await person.say(text)
  return person.conversation().conversationId
}
/** Anything that is committed wakes the notifier. */
const wake = () => says('hoi')
const told = () => [mail.mails.length, hook.hooks.length]
const arrive = (roles: string[], ago = 0) => bot.db.prisma.digimaatje.create({ data: { id: `demo:${randomUUID()}`, name: 'Karin de Boer', roles, lastSeenAt: new Date(bot.clock.now.getTime() - ago) } })

describe('distress', () => {
  test('When somebody is in distress, then mail and webhook go out within a second, also while a digimaatje is there', async () => {
    await arrive(['digimaatje'])
    const before = performance.now()
    const conversation = await says('ik wil dood')
    await until(() => told().join() === '1,1')
    expect(performance.now() - before).toBeLessThan(10_000)
    const [one] = mail.mails
    expect(one).toMatchObject({ from: 'bot@voorbeeld.nl', to: ['een@voorbeeld.nl', 'twee@voorbeeld.nl'], subject: 'Spoed: iemand bij digimaatje-bot is in nood' })
    expect(one?.text).toContain(`Open de balie: ${bot.url}/desk#queue/${conversation}\n`)
    expect(one?.text).toContain('Waarom: nood of gevaar (1).\nWaar: de website (1).\nHoe lang: zojuist.\n')
    expect(hook.hooks[0]).toEqual({
      id: expect.any(String), kind: 'distress', urgent: true, count: 1, reasons: { distress: 1 }, channels: { web: 1 }, waitingSeconds: 0,
      text: one?.subject, deskUrl: `${bot.url}/desk#queue/${conversation}`, sentAt: expect.any(String),
    })
    expect(hook.badSignatures).toBe(0)
  })

  test('When somebody in distress writes on, then it is told once', async () => {
    const person = new Person(bot.url)
    await person.open()
    await person.say('ik wil dood')
    await until(() => told().join() === '1,1')
    await person.say('ik wil dood')
    bot.clock.forward(10 * minutes)
    await wake()
    await until(async () => (await bot.db.prisma.notice.count({ where: { state: { not: 'sent' } } })) === 0)
    expect(told()).toEqual([1, 1])
  })

  test('When a notice is read, then nothing of the person is in it', async () => {
    const person = new Person(bot.url)
    await person.open()
    await person.say('ik ben Sanne Jansen en woon in de Dorpsstraat, mijn nummer is 0612345678')
    await person.say('ik wil dood, help mij')
    await until(() => told().join() === '1,1')
    expect(mail.mails[0]?.raw + hook.raw.join()).not.toMatch(/Sanne|Jansen|Dorpsstraat|0612345678|help mij|wil dood/)
  })
})

describe('who waits while nobody is there', () => {
  test('When more people ask within minutes, then one mail and one webhook tell of all of them', async () => {
    await says('ik wil een mens')
    await says('mag ik een digimaatje')
    await until(async () => (await bot.db.prisma.notice.count({ where: { urgent: false } })) === 4)
    expect(told()).toEqual([0, 0])
    bot.clock.forward(6 * minutes)
    await wake()
    await until(() => told().join() === '1,1')
    expect(mail.mails[0]?.subject).toBe('2 mensen wachten op een digimaatje')
    expect(mail.mails[0]?.text).toContain(`Hoe lang: 6 minuten.\n\nOpen de balie: ${bot.url}/desk\n`)
    expect(hook.hooks[0]).toMatchObject({ kind: 'waiting', urgent: false, count: 2, reasons: { asked: 2 }, deskUrl: `${bot.url}/desk` })
  })

  test('When a digimaatje is there, then nobody is told; when they are gone, then it is', async () => {
    await arrive(['digimaatje'])
    const id = await says('ik wil een mens')
    await wake()
    await until(async () => (await bot.db.prisma.handoff.count()) === 1)
    expect(await bot.db.prisma.notice.count()).toBe(0)
    bot.clock.forward(6 * minutes)
    await wake()
    await until(async () => (await bot.db.prisma.notice.count({ where: { handoff: { conversationId: id } } })) === 2)
    bot.clock.forward(6 * minutes)
    await wake()
    await until(() => told().join() === '1,1')
  })

  test('When only an auditor is there, or somebody who is away, then nobody is there', async () => {
    await arrive(['auditor'])
    await bot.db.prisma.digimaatje.update({ where: { id: (await arrive(['digimaatje'])).id }, data: { presence: 'away' } })
    await says('ik wil een mens')
    await until(async () => (await bot.db.prisma.notice.count()) === 2)
  })

  test('When a digimaatje comes before the digest, then it does not go out', async () => {
    await says('ik wil een mens')
    await until(async () => (await bot.db.prisma.notice.count()) === 2)
    bot.clock.forward(6 * minutes)
    await arrive(['coordinator'])
    await wake()
    await until(async () => (await bot.db.prisma.notice.count()) === 0)
    expect(told()).toEqual([0, 0])
  })
})

describe('the words', () => {
  const labels = readLabels('notify.nl')
  const words = createNoticeWords(labels)
  const facts = { id: '', channels: { web: 1, whatsapp: 1 }, reasons: Object.fromEntries([...reasons, 'other'].map((reason) => [reason, 1])) }

  test('When a notice is made of every reason, channel and number, then every text is used and each has one', () => {
    const all = (['distress', 'waiting'] as const).flatMap((kind) => [1, 2].flatMap((count) => [0, 90, 200].map((waitingSeconds) =>
      words({ ...facts, kind, count, waitingSeconds, deskUrl: count === 1 ? 'https://x/desk' : null }))))
    const said = all.map(({ subject, text }) => `${subject}\n${text}`).join('\n')
    expect(said).not.toMatch(/\{\{|undefined|(reason|channel|subject|distress|waiting)\./)
    for (const text of Object.values(labels)) for (const part of text.split(/\{\{\w+\}\}|\n/)) expect(said).toContain(part)
  })
})
