import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { startTestApp, type TestApp } from '../support/app.ts'
import { onTestServer } from '../support/test-server.ts'
import { Person } from '../support/person.ts'

let bot: TestApp
/** A second process on the same database. */
let other: TestApp
beforeAll(async () => {
  bot = await startTestApp()
  other = await startTestApp({ database: bot.database, env: { DATA_DIR: bot.config.dataDir } })
})
afterAll(async () => {
  await other.stop()
  await bot.stop()
})

const opened = async (url = bot.url) => {
  const person = new Person(url)
  await person.open()
  return person
}
const rowOf = async (person: Person) => bot.db.prisma.conversation.findUniqueOrThrow({ where: { id: person.conversation().conversationId }, include: { messages: { orderBy: { seq: 'asc' } }, inbound: true, journeys: true, handoffs: true } })
const message = (text: string, id: string = randomUUID()) => ({ type: 'message', text, channelData: { clientActivityID: id } })
const postAt = async (url: string, person: Person, activity: object) => {
  const { conversationId, token } = person.conversation()
  return person.request.call({ url }, `/v3/directline/conversations/${conversationId}/activities`, activity, token)
}

describe('a redelivered message', () => {
  test('When the same activity comes again later, then nothing runs again and the same id is answered', async () => {
    const person = await opened()
    const activity = message('ja ik ben client')
    const [first, second] = [await (await person.post(activity)).json(), await (await person.post(activity)).json()]
    expect(second).toEqual(first)
    expect((await rowOf(person)).inbound).toHaveLength(2)
    expect((await person.read()).filter(({ from }) => from === 'bot')).toHaveLength(1)
  })
  test('When the same activity comes ten times at once, at two processes, then it is answered once', async () => {
    const person = await opened()
    const activity = message('ja ik ben client')
    const answers = await Promise.all(Array.from({ length: 10 }, (_, index) => postAt(index % 2 ? bot.url : other.url, person, activity)))
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 10 }, () => 200))
    expect((await person.read()).filter(({ from }) => from === 'bot')).toHaveLength(1)
    expect((await rowOf(person)).version).toBe(2)
  })
})

describe('many messages at once', () => {
  test('When 20 different messages come at two processes at once, then each is kept and answered, in one order', async () => {
    const person = await opened()
    const texts = Array.from({ length: 20 }, (_, index) => `hoi ${String.fromCodePoint(97 + index)}`)
    const answers = await Promise.all(texts.map((text, index) => postAt(index % 2 ? bot.url : other.url, person, message(text))))
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]))
    const row = await rowOf(person)
    expect(row.version).toBe(21)
    expect(row.messages.map(({ seq }) => seq)).toEqual(row.messages.map((_, index) => index + 1))
    const own = row.messages.filter(({ author }) => author === 'person').map(({ activity }) => (activity as { text: string }).text)
    expect(own.toSorted()).toEqual(texts)
    for (const [index, { author }] of row.messages.entries()) if (author === 'person') expect(row.messages[index + 1]?.author).toBe('bot')
  })
  test('When 40 conversations speak at once, then none of them hears another', async () => {
    const people = await Promise.all(Array.from({ length: 40 }, () => opened()))
    await Promise.all(people.map((person, index) => person.say(index % 2 ? 'ja' : 'nee')))
    for (const [index, person] of people.entries()) expect((await rowOf(person)).journeys[0]?.role).toBe(index % 2 ? 'client' : 'representative')
  })
})

describe('a turn that fails', () => {
  test('When the dialogs keep failing, then one apology, the message kept, the state as it was, and a flag', async () => {
    const person = await opened()
    await person.say('ja')
    const { id, state } = await rowOf(person)
    const broken = { ...(state as object), stack: { dialogStack: [{ id: 'noSuchDialog', state: {} }] } }
    await bot.db.prisma.conversation.update({ where: { id }, data: { state: broken, version: { increment: 1 } } })
    const shown = await person.say('ja ik heb hem')
    expect(shown.map(({ text }) => text).join('\n')).toMatch(/Sorry, er ging iets mis[^]*caren@asvz\.nl/)
    const after = await rowOf(person)
    expect(after).toMatchObject({ state: broken, flagReason: 'failingTurn' })
    expect(after.messages.some(({ activity }) => (activity as { text?: string }).text === 'ja ik heb hem')).toBe(true)
    expect(after.handoffs).toMatchObject([{ reason: 'failingTurn', state: 'waiting' }])
  })
})

describe('a deploy under a running conversation', () => {
  test('When the flow has another version, then the old stack is dropped and the person lands on the same step, told so', async () => {
    const person = await opened()
    for (const text of ['ja', 'ja', 'gelukt', 'gelukt']) await person.say(text)
    const { id, state } = await rowOf(person)
    await bot.db.prisma.conversation.update({ where: { id }, data: { state: { ...(state as object), flow: 'a flow of last week' }, version: { increment: 1 } } })
    const shown = await person.say('gelukt')
    expect(shown.map(({ text }) => text).join('\n')).toMatch(/verder waar je was\.[^]*Stap 3 van 10\./)
    expect((await person.say('gelukt')).map(({ text }) => text).join('\n')).toContain('Stap 4 van 10.')
  })
  test('When distress is the first thing said after it, then it is heard', async () => {
    const person = await opened()
    await person.say('ja')
    const { id, state } = await rowOf(person)
    await bot.db.prisma.conversation.update({ where: { id }, data: { state: { ...(state as object), flow: 'older' }, version: { increment: 1 } } })
    expect((await person.say('ik wil niet meer leven')).map(({ text }) => text).join('\n')).toContain('0800-0113')
  })
  test('When the step itself no longer exists, then the journey begins at its first step', async () => {
    const person = await opened()
    await person.say('ja')
    const { id, state, journeys } = await rowOf(person)
    await bot.db.prisma.conversation.update({ where: { id }, data: { state: { ...(state as object), flow: 'older' }, version: { increment: 1 } } })
    await bot.db.prisma.journey.update({ where: { id: journeys[0]?.id ?? '' }, data: { step: 'aStepOfLastYear' } })
    expect((await person.say('gelukt')).map(({ text }) => text).join('\n')).toContain('Ben je zelf cliënt')
  })
})

describe('the database', () => {
  test('When it does not answer, then 503 and nothing is acknowledged; when it is back the same message is taken once', async () => {
    const alone = await startTestApp()
    try {
      const person = await opened(alone.url)
      const name = alone.database.address.database
      const activity = message('ja')
      await onTestServer(`alter database ${name} with allow_connections false`)
      await onTestServer(`select pg_terminate_backend(pid) from pg_stat_activity where datname = '${name}'`)
      const refused = await person.post(activity)
      expect(refused.status).toBe(503)
      expect((await fetch(`${alone.url}/health`)).status).toBe(503)
      await onTestServer(`alter database ${name} with allow_connections true`)
      expect((await person.post(activity)).status).toBe(200)
      expect((await person.read()).filter(({ from }) => from === 'bot')).toHaveLength(1)
    } finally {
      await alone.stop()
    }
  })
})
