import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { afterEach, describe, expect, test } from '@jest/globals'
import { outcomeOf } from '../../../../bot/channels/whatsapp/errors.ts'
import { HttpClient, NotSent, Throttled } from '../../../../bot/channels/whatsapp/http-client.ts'

const uri = 'https://api.twilio.com/2010-04-01/Accounts/AC1/Messages.json'
const form = { 'Content-Type': 'application/x-www-form-urlencoded' }
const post = { method: 'post', uri, username: 'AC1', password: 'secret', headers: form, data: { To: 'whatsapp:+316', Body: 'é & 👍', MediaUrl: ['a', 'b'], Left: undefined } } as const
const undo: (() => void)[] = []
afterEach(() => { for (const step of undo.splice(0)) step() })

type Seen = { method: string; url: string; headers: IncomingMessage['headers']; body: string }

/** A server that answers as told, and a client whose Twilio it is. */
async function stage(answer: (response: ServerResponse, socket: Socket) => void = (response) => answered(response, [201], '{"sid":"SM1"}'), { timeout = 2_000, sockets = 100 } = {}) {
  const seen: Seen[] = []
  const connections = new Set<Socket>()
  const server: Server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    seen.push({ method: request.method ?? '', url: request.url ?? '', headers: request.headers, body: Buffer.concat(chunks).toString() })
    answer(response, request.socket)
  })
  server.on('connection', (socket) => connections.add(socket))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const client = new HttpClient({ timeout, sockets, idle: 5_000, apiUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}` })
  undo.push(() => client.close(), () => server.closeAllConnections(), () => server.close())
  return { client, server, seen, connections }
}
/** Not in one chain: restify, once loaded, makes writeHead return nothing. */
function answered(response: ServerResponse, [status, headers]: [status: number, headers?: Record<string, string>], body: string): void {
  response.writeHead(status, headers)
  response.end(body)
}
const caught = (client: HttpClient) => client.request(post).catch((error: unknown) => error)

describe('a request', () => {
  test('When a form is posted, then it goes to the given origin with path, name and fields', async () => {
    const { client, seen } = await stage()
    expect(await client.request(post)).toMatchObject({ statusCode: 201, body: '{"sid":"SM1"}' })
    expect(seen).toMatchObject([{ method: 'POST', url: '/2010-04-01/Accounts/AC1/Messages.json', headers: { authorization: `Basic ${Buffer.from('AC1:secret').toString('base64')}`, 'content-type': 'application/x-www-form-urlencoded' } }])
    expect([...new URLSearchParams(seen[0]?.body)]).toEqual([['To', 'whatsapp:+316'], ['Body', 'é & 👍'], ['MediaUrl', 'a'], ['MediaUrl', 'b']])
  })

  test('When it is JSON or a question, then it is sent as that', async () => {
    const { client, seen } = await stage()
    await client.request({ ...post, headers: { 'Content-Type': 'application/json' }, data: { types: { 'twilio/text': { body: 'é' } } } })
    await client.request({ method: 'get', uri: `${uri}?Page=2`, username: 'AC1', password: 'secret', headers: {}, params: { To: 'whatsapp:+316', 'DateSent>': '2026-11-21T10:00:00Z' } })
    expect(JSON.parse(seen[0]?.body ?? '')).toEqual({ types: { 'twilio/text': { body: 'é' } } })
    expect(seen[1]).toMatchObject({ method: 'GET', body: '' })
    expect([...new URL(seen[1]?.url ?? '', uri).searchParams]).toEqual([['Page', '2'], ['To', 'whatsapp:+316'], ['DateSent>', '2026-11-21T10:00:00Z']])
  })

  test('When requests follow one another, then they share a connection; no more are opened than allowed', async () => {
    const { client, connections } = await stage(undefined, { sockets: 3 })
    for (let number = 0; number < 5; number += 1) await client.request(post)
    expect(connections.size).toBe(1)
    await Promise.all(Array.from({ length: 20 }, () => client.request(post)))
    expect(connections.size).toBe(3)
  })
})

describe('what may be sent again', () => {
  test('When nobody listens, then nothing was sent', async () => {
    const { client, server } = await stage()
    await new Promise((resolve) => server.close(resolve))
    const error = await caught(client)
    expect(error).toBeInstanceOf(NotSent)
    expect(outcomeOf(error)).toEqual({ kind: 'later', after: 0, code: 'ECONNREFUSED' })
  })

  test('When it waited for a connection all the time, then nothing was sent', async () => {
    const { client } = await stage(() => {}, { timeout: 1_000, sockets: 1 })
    // The first keeps the only connection for longer than the second waits.
    const first = caught(client)
    const second = await client.request({ ...post, timeout: 100 }).catch((error: unknown) => error)
    expect(outcomeOf(second)).toEqual({ kind: 'later', after: 0, code: 'ETIMEDOUT' })
    expect(outcomeOf(await first)).toEqual({ kind: 'unknown', code: 'ETIMEDOUT' })
  })

  test.each([
    ['nothing answers in time', () => {}, 'ETIMEDOUT'],
    ['the answer stops halfway', (response: ServerResponse) => { response.writeHead(201, { 'content-length': 99 }); response.write('{') }, 'ETIMEDOUT'],
    ['the connection breaks', (_: ServerResponse, socket: Socket) => { socket.destroy() }, 'ECONNRESET'],
    ['the connection breaks in the answer', (response: ServerResponse, socket: Socket) => { response.writeHead(201, { 'content-length': 99 }); response.write('{', () => socket.destroy()) }, 'ECONNRESET'],
  ])('When %s, then it may have been sent', async (_, answer, code) => {
    const { client } = await stage(answer, { timeout: 1_000 })
    expect(outcomeOf(await caught(client))).toEqual({ kind: 'unknown', code })
  })

  test('When Twilio is too busy, then it says how long to wait', async () => {
    const { client } = await stage((response) => answered(response, [429, { 'retry-after': '7' }], '{"code": 63018, "message": "x", "status": 429}'))
    const error = await caught(client)
    expect(error).toBeInstanceOf(Throttled)
    expect(outcomeOf(error)).toEqual({ kind: 'later', after: 7_000, code: '63018' })
  })

  test('When it is too busy to say anything, then the usual wait', async () => {
    const { client } = await stage((response) => answered(response, [429, { 'retry-after': 'soon' }], '<html>'))
    expect(outcomeOf(await caught(client))).toEqual({ kind: 'later', after: 0, code: '20429' })
  })
})

describe('what Twilio says', () => {
  test.each([
    [400, 21211, { kind: 'failed', cause: 'ours' }], [400, 21617, { kind: 'failed', cause: 'ours' }], [400, 99999, { kind: 'failed', cause: 'ours' }],
    [400, 63016, { kind: 'window' }], [400, 63003, { kind: 'failed', cause: 'person' }], [400, 63024, { kind: 'failed', cause: 'person' }],
    [400, 63014, { kind: 'failed', cause: 'optOut' }], [400, 21610, { kind: 'failed', cause: 'optOut' }],
    [401, 20003, { kind: 'failed', cause: 'account' }], [403, 63038, { kind: 'failed', cause: 'account' }], [400, 21611, { kind: 'later', after: 0 }],
    [500, 20500, { kind: 'unknown', code: 'http500' }], [503, undefined, { kind: 'unknown', code: 'http503' }], [408, undefined, { kind: 'unknown', code: 'http408' }],
    [401, undefined, { kind: 'failed', code: 'http401', cause: 'account' }], [404, undefined, { kind: 'failed', code: 'http404', cause: 'ours' }],
  ])('When it answers %d with %s, then %j', (status, code, expected) => {
    expect(outcomeOf({ status, code, message: 'to whatsapp:+31612345678' })).toEqual({ code: String(code), ...expected })
  })

  test('When its answer is no JSON, then it may have been sent', () => {
    expect(outcomeOf(new SyntaxError('Unexpected token'))).toEqual({ kind: 'unknown', code: 'SyntaxError' })
  })
})
