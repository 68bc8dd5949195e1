// The live line across processes: two apps on one database, a socket that is cut, an ear that is cut off.
import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { DeskMessage } from '../../../bot/desk/contract.ts'
import { startTestApp, type TestApp } from '../../support/app.ts'
import { createTestDatabase, type TestDatabase } from '../../support/database.ts'
import { demoTokens, deskMove, type DemoTokens, LiveConsole } from '../../support/live-console.ts'
import { Person } from '../../support/person.ts'

let database: TestDatabase
let here: TestApp
let there: TestApp
let tokens: DemoTokens
beforeAll(async () => {
  database = await createTestDatabase()
  const env = { CODE_PEPPER: key(), ENCRYPTION_KEY: key(), SIGNING_KEY: key() }
  here = await startTestApp({ database, env })
  there = await startTestApp({ database, env })
  tokens = await demoTokens(here)
})
afterAll(async () => {
  await Promise.all([here, there].map((app) => app.stop()))
  await database.drop()
})
const key = () => randomBytes(32).toString('base64')

/** Somebody of the first process whom Karin has. */
async function withKarin(): Promise<{ person: Person; conversation: string; reply: (text: string) => Promise<unknown> }> {
  const person = new Person(here.url)
  await person.open()
  await person.say('mens')
  const conversation = person.conversation().conversationId
  await deskMove(here.url, tokens.karin, { conversation, move: { kind: 'claim' } })
  return { person, conversation, reply: (text) => deskMove(here.url, tokens.karin, { conversation, move: { kind: 'reply', text } }) }
}
async function watching(conversation: string, after = 0): Promise<LiveConsole> {
  const line = await LiveConsole.open(there.url, tokens.mo)
  line.say({ kind: 'watch', conversation, after })
  return line
}
const seqs = (messages: DeskMessage[]) => messages.map(({ seq }) => seq)
const oneTo = (last: number) => Array.from({ length: last }, (_, index) => index + 1)
const last = (line: LiveConsole) => line.messages().at(-1)?.seq ?? 0

describe('another process', () => {
  test('When people and digimaatjes write at one process, then a console at the other has it long before it would read again, and hears who looks and types', async () => {
    const { person, conversation, reply } = await withKarin()
    const [line, karin] = [await watching(conversation), await LiveConsole.open(here.url, tokens.karin)]
    karin.say({ kind: 'watch', conversation, after: 0 })
    await line.until('looking', ({ people }) => people.some(({ name }) => name === 'Karin de Boer'))
    karin.say({ kind: 'typing' })
    await line.until('looking', ({ people }) => people.some(({ typing }) => typing))
    await person.post({ type: 'typing' })
    await line.until('personTyping')
    const waited: number[] = []
    for (let n = 0; n < 10; n += 1) {
      await (n % 2 ? reply(`bericht ${n}`) : person.say(`bericht ${n}`))
      const committed = Date.now()
      await line.message(({ text }) => text === `bericht ${n}`)
      waited.push(Date.now() - committed)
    }
    expect(waited.toSorted((a, b) => a - b)[5]).toBeLessThan(3_000)
    expect(seqs(line.messages())).toEqual(oneTo(last(line)))
    karin.socket.terminate()
    await line.until('looking', () => line.of('looking').at(-1)?.people.length === 0)
    line.close()
  })

  test('When the socket is cut again and again while people write, then nothing is lost or comes twice', async () => {
    const { person, conversation, reply } = await withKarin()
    const writing = (async () => {
      for (let n = 0; n < 20; n += 1) await (n % 2 ? reply(`cut ${n}`) : person.say(`cut ${n}`))
    })()
    let line = await watching(conversation)
    const got: DeskMessage[] = []
    for (let cuts = 0; cuts < 4; cuts += 1) {
      await line.until('messages')
      line.socket.terminate()
      await line.closed
      got.push(...line.messages())
      line = await watching(conversation, got.at(-1)?.seq ?? 0)
    }
    await writing
    await line.message(({ text }) => text === 'cut 19')
    got.push(...line.messages())
    expect(seqs(got)).toEqual(oneTo(got.at(-1)?.seq ?? 0))
    expect(got.filter(({ text }) => text.startsWith('cut ')).map(({ text }) => text)).toEqual(Array.from({ length: 20 }, (_, n) => `cut ${n}`))
    line.close()
  })

  test('When the process stops hearing the database, then what happened meanwhile comes as soon as it hears again, once', async () => {
    const { person, conversation, reply } = await withKarin()
    const line = await watching(conversation)
    await line.message(({ event }) => event?.name === 'accepted')
    const { rows } = await database.db.sql.query<{ cut: boolean }>(
      `select pg_terminate_backend(pid) as cut from pg_stat_activity where application_name = $1 and query like 'listen %'`, [there.app.store.db.name])
    expect(rows).toEqual([{ cut: true }])
    await person.say('hoort iemand mij?')
    await reply('ja')
    const other = new Person(here.url)
    await other.open()
    await other.say('mens')
    await line.message(({ text }) => text === 'ja')
    expect(seqs(line.messages())).toEqual(oneTo(last(line)))
    expect(await line.row(other.conversation().conversationId)).toMatchObject({ state: 'waiting' })
    line.close()
  })

  test('When a process is asked to stop, then its consoles are told that it goes away', async () => {
    const third = await startTestApp({ database })
    const line = await LiveConsole.open(third.url, (await demoTokens(third)).karin)
    await third.stop()
    expect(await line.closed).toBe(1001)
  })
})
