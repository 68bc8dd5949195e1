// The live line against a real socket server.
import { afterEach, describe, expect, test } from '@jest/globals'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { WebSocketServer, type WebSocket as ServerSocket } from 'ws'
import type { LiveIn, LiveOut, Me } from '../../bot/desk/contract.ts'
import { createLive, type Live } from '../../web/console/state/live.ts'

const me: Me = { id: 'karin', name: 'Karin de Boer', roles: ['digimaatje'], presence: 'online', capacity: 3 }
const welcome: LiveOut = { kind: 'welcome', me, now: '2026-11-22T12:00:00.000Z' }
const conversation = '6cff0635-8ef3-463a-8b0a-313ddfa7b8fc'
const undo: (() => void)[] = []
afterEach(() => undo.splice(0).forEach((step) => step()))

/** A server that greets, and a line to it. `heard` is what the console sent, `lines` how the line was said to be. */
async function setUp({ token = async () => 'token' as string | null, greet = () => welcome }: { token?: (renew: boolean) => Promise<string | null>; greet?: (hello: string) => LiveOut } = {}) {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1' })
  await once(server, 'listening')
  const heard: LiveIn[] = []
  const frames: LiveOut[] = []
  const lines: string[] = []
  const wanted: { holds: () => boolean; resolve: () => void }[] = []
  const look = () => wanted.forEach(({ holds, resolve }) => holds() && resolve())
  server.on('connection', (socket) => socket.on('message', (data) => {
    const frame = JSON.parse(String(data)) as LiveIn
    heard.push(frame)
    if (frame.kind === 'hello') socket.send(JSON.stringify(greet(frame.token)))
    look()
  }))
  const live: Live = createLive({
    open: () => new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`), token,
    onFrame: (frame) => { frames.push(frame); look() }, onLine: (line) => { lines.push(line); look() },
    patience: { wait: async () => undefined, hurry: () => undefined, reset: () => undefined, tries: () => 0 },
  })
  undo.push(() => { live.stop(); server.close() })
  const until = (holds: () => boolean) => new Promise<void>((resolve) => { wanted.push({ holds, resolve }); look() })
  const sockets = (): ServerSocket[] => [...server.clients]
  return { live, heard, frames, lines, until, sockets }
}

describe('the live line', () => {
  test('When it opens, then it says hello with the token, and only after the welcome watches from the last message', async () => {
    const { live, heard, lines, until } = await setUp()
    live.watch(conversation, () => 7)
    live.start()
    await until(() => heard.length === 2)
    expect(heard).toEqual([{ kind: 'hello', token: 'token' }, { kind: 'watch', conversation, after: 7 }])
    expect(lines).toEqual(['open'])
  })

  test('When it is lost, then it comes back and watches from what came meanwhile', async () => {
    const { live, heard, lines, until, sockets } = await setUp()
    let after = 7
    live.watch(conversation, () => after)
    live.start()
    await until(() => heard.length === 2)
    after = 9
    sockets().forEach((socket) => socket.terminate())
    await until(() => heard.length === 4)
    expect(heard.slice(2)).toEqual([{ kind: 'hello', token: 'token' }, { kind: 'watch', conversation, after: 9 }])
    expect(lines).toEqual(['open', 'lost', 'open'])
  })

  test('When the token ends while it is open, then a renewed one is said on the same line, and the list is read again', async () => {
    const { live, heard, frames, lines, until, sockets } = await setUp({ token: async (renew) => (renew ? 'renewed' : 'first') })
    live.start()
    await until(() => lines.length === 1)
    sockets()[0]?.send(JSON.stringify({ kind: 'expired' } satisfies LiveOut))
    await until(() => frames.length === 2)
    expect(heard).toEqual([{ kind: 'hello', token: 'first' }, { kind: 'hello', token: 'renewed' }])
    expect(lines).toEqual(['open'])
  })

  test('When every token is refused, then it stops asking and says so', async () => {
    const { live, heard, lines, until } = await setUp({ greet: () => ({ kind: 'expired' }) })
    live.start()
    await until(() => lines.includes('refused'))
    expect([heard.length, lines]).toEqual([3, ['refused']])
  })

  test('When nobody is signed in any more, then it says so and does not come back', async () => {
    const { live, lines, until, sockets } = await setUp({ token: async () => null })
    live.start()
    await until(() => lines.length > 0)
    expect([lines, sockets().filter(({ readyState }) => readyState === 1).length <= 1]).toEqual([['refused'], true])
  })

  test('When somebody types, or stops watching, then that is said only on an open line', async () => {
    const { live, heard, until } = await setUp()
    live.typing()
    live.start()
    await until(() => heard.length === 1)
    live.watch(conversation, () => 0)
    await until(() => heard.length === 2)
    live.typing()
    live.unwatch()
    await until(() => heard.length === 4)
    expect(heard.map(({ kind }) => kind)).toEqual(['hello', 'watch', 'typing', 'unwatch'])
  })
})
