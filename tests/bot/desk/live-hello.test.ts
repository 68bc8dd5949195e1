// The desk's live line: who may open one, and when it ends.
import { beforeAll, describe, expect, test } from '@jest/globals'
import { WebSocket } from 'ws'
import { limits } from '../../../domain/limits.ts'
import { demoTokens, type DemoTokens, LiveConsole } from '../../support/live-console.ts'
import { startTestApp } from '../../support/app.ts'
import { useApp } from '../../support/use-app.ts'

const bot = useApp()
let tokens: DemoTokens
beforeAll(async () => {
  tokens = await demoTokens(bot())
})

const console = (who: keyof DemoTokens = 'karin') => LiveConsole.open(bot().url, tokens[who])
const bare = async () => {
  const line = new LiveConsole(bot().url)
  await line.opened()
  return line
}

describe('hello', () => {
  test('When somebody signs in, then they are welcomed with who they are, and everybody hears who is there', async () => {
    const karin = await console()
    expect((await karin.until('welcome')).me).toMatchObject({ name: 'Karin de Boer', roles: ['digimaatje'], presence: 'online' })
    const mo = await console('mo')
    const { people } = await karin.until('colleagues', ({ people: there }) => there.some(({ name, here }) => name === 'Mo Yilmaz' && here))
    expect(people.find(({ name }) => name === 'Karin de Boer')).toMatchObject({ here: true, busy: 0 })
    karin.close()
    mo.close()
  })
  test('When a frame comes before hello, is none of ours, is no JSON or too long, then the socket closes', async () => {
    for (const [text, code] of [[{ kind: 'unwatch' }, 1008], [{ kind: 'hello' }, 1008], [{ kind: 'other' }, 1008], ['x'.repeat(20_000), 1009]] as const) {
      const line = await bare()
      line.socket.send(JSON.stringify(text))
      expect(await line.closed).toBe(code)
    }
    const line = await bare()
    line.socket.send('{')
    expect(await line.closed).toBe(1008)
  })
  test('When a token is not taken, then it says so, and who says no hello in time is closed', async () => {
    const line = await bare()
    line.say({ kind: 'hello', token: `${tokens.karin}x` })
    await line.until('expired')
    bot().clock.forward(limits.desk.hello)
    expect(await line.closed).toBe(4408)
  })
  test('When one network address keeps sockets open without a word, then it gets no more, and others do', async () => {
    const proxied = await startTestApp({ env: { TRUST_PROXY: '1' } })
    const from = (address: string) => new Promise<number>((resolve, reject) => {
      const socket = new WebSocket(`${proxied.url.replace('http', 'ws')}/desk/live`, { headers: { 'x-forwarded-for': address } })
      socket.once('open', () => resolve(101))
      socket.once('unexpected-response', (_request, { statusCode = 0 }) => resolve(statusCode))
      socket.once('error', reject)
    })
    const { socketsWaitingPerAddress } = limits.desk
    const all = await Promise.all(Array.from({ length: socketsWaitingPerAddress }, () => from('192.0.2.1')))
    expect(all.every((status) => status === 101)).toBe(true)
    expect([await from('192.0.2.1'), await from('192.0.2.2')]).toEqual([429, 101])
    await proxied.stop()
  })
  test('When a page elsewhere opens one, then it is refused', async () => {
    const socket = new WebSocket(`${bot().url.replace('http', 'ws')}/desk/live`, { headers: { origin: 'https://elsewhere.example' } })
    const status = await new Promise((resolve) => { socket.once('unexpected-response', (_request, { statusCode }) => resolve(statusCode)) })
    expect(status).toBe(403)
  })
  test('When another person says hello on a socket, then it closes', async () => {
    const line = await console()
    line.say({ kind: 'hello', token: tokens.mo })
    expect(await line.closed).toBe(1008)
  })
  test('When somebody opens one socket too many, then their oldest closes', async () => {
    const lines = []
    for (let n = 0; n <= limits.desk.socketsPerPerson; n += 1) lines.push(await console('mo'))
    expect(await lines[0]?.closed).toBe(4429)
    lines.forEach((line) => line.close())
  })
  test('When a console talks without end, then it is closed', async () => {
    const line = await console()
    for (let n = 0; n <= limits.desk.frames.most; n += 1) line.say({ kind: 'ping' })
    expect(await line.closed).toBe(1008)
  })
})

describe('time', () => {
  test('When a token ends, then the console is told, a new hello goes on, and without one it is closed a minute later', async () => {
    const line = await console()
    const still = await console()
    bot().clock.forward(limits.desk.demoTokenLife + 60_000)
    await Promise.all([line.until('expired'), still.until('expired')])
    expect([...line.of('expired'), ...still.of('expired')]).toHaveLength(2)
    bot().clock.forward(limits.desk.expiredGrace)
    expect(await Promise.all([line.closed, still.closed])).toEqual([4401, 4401])
  })
})
