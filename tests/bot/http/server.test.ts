import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { randomBytes } from 'node:crypto'
import { request } from 'node:http'
import { type AddressInfo, connect, createServer } from 'node:net'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { limits } from '../../../domain/limits.ts'
import { startTestApp, type TestApp } from '../../support/app.ts'
import { directLine, useDirectLine, type Ask, type ErrorBody } from '../channels/directline/client.ts'

const site = useDirectLine()

type Plain = { status: number; headers: Record<string, string | string[] | undefined>; bytes: Buffer }
/** A request as it is: no decompression, any Host, any path. */
const plain = (path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Plain> => new Promise((resolve, reject) => {
  const { hostname, port } = new URL(site.app.url)
  request({ hostname, port, path, method, headers }, (response) => {
    const chunks: Buffer[] = []
    response.on('data', (chunk: Buffer) => chunks.push(chunk))
    response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, bytes: Buffer.concat(chunks) }))
  }).on('error', reject).end()
})
/** Bytes that are no request. */
const raw = (text: string): Promise<string> => new Promise((resolve, reject) => {
  const { hostname, port } = new URL(site.app.url)
  let answer = ''
  const socket = connect(Number(port), hostname, () => socket.write(text))
  socket.on('data', (data) => { answer += String(data) }).on('close', () => resolve(answer)).on('error', reject)
})
const tokenPath = '/v3/directline/tokens/generate'
const code = async (ask: Ask) => {
  const { status, body } = await site.line.post<ErrorBody>(tokenPath, ask)
  return `${status} ${body.error.code}`
}

describe('every answer', () => {
  test.each([['GET', '/'], ['GET', '/health'], ['GET', '/widget.js'], ['GET', '/nothing'], ['DELETE', '/health'], ['POST', '/api/web/erase'], ['OPTIONS', '/v3/directline/conversations']])(
    'When %s %s is answered, then the security headers are there and no server is named', async (method, path) => {
      const { headers } = await plain(path, {}, method)
      expect(headers['content-security-policy']).toContain("default-src 'none'")
      expect(headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer', 'cross-origin-opener-policy': 'same-origin' })
      expect(headers['permissions-policy']).toContain('camera=()')
      expect(headers.server ?? headers['x-powered-by']).toBeUndefined()
      expect(headers['strict-transport-security']).toBeUndefined()
    })
  test.each([['/nothing', 404, 'NotFound'], ['/v3/directline', 404, 'NotFound'], ['/v3/directline/conversations/a/b/c', 404, 'NotFound'], [tokenPath, 405, 'MethodNotAllowed'], ['/%zz', 404, 'NotFound']])(
    'When GET %s is asked, then it is %d %s in the usual shape', async (path, status, name) => {
      const answer = await plain(path)
      expect(answer.status).toBe(status)
      expect(JSON.parse(answer.bytes.toString())).toEqual({ error: { code: name, message: expect.any(String) } })
      expect(answer.headers['content-type']).toMatch(/^application\/json/)
    })
  test.each(['/../package.json', '/..%2f..%2fetc%2fpasswd', '/widget.js/../../package.json', '/%2e%2e/.env', '/widget.js%00.html', '//etc/passwd', '/.data/keys/signing'])(
    'When a file outside is asked as %s, then there is nothing', async (path) => {
      expect((await plain(path)).status).toBe(404)
    })
  test.each(['rubbish\r\n\r\n', `GET / HTTP/1.1\r\nHost: localhost\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`])(
    'When it is no request that can be read, then it is refused in the usual shape and the connection ends', async (text) => {
      expect(await raw(text)).toMatch(/^HTTP\/1\.1 4(00|31) [\S\s]*nosniff[\S\s]*\{"error":\{"code":/)
    })
})

describe('bodies', () => {
  test('When a body is larger than 64 KiB, then 413, announced or not', async () => {
    const large = JSON.stringify({ text: 'x'.repeat(64 * 1024) })
    const headers = { 'content-type': 'application/json' }
    expect(await code({ raw: large, headers })).toBe('413 BodyTooLarge')
    const unannounced = await fetch(site.app.url + tokenPath, { method: 'POST', headers, body: new Blob([large]).stream(), duplex: 'half' } as RequestInit)
    expect(unannounced.status).toBe(413)
  })
  test.each([['{', '400 MalformedJson'], ['{"a":1}}', '400 MalformedJson'], ['\u0000', '400 MalformedJson']])('When the JSON is %j, then %s', async (body, expected) => {
    expect(await code({ raw: body, headers: { 'content-type': 'application/json' } })).toBe(expected)
  })
  test.each([{ 'content-type': 'text/plain' }, { 'content-type': 'application/x-www-form-urlencoded' }, { 'content-type': '' }, { 'content-type': 'application/json', 'content-encoding': 'gzip' }])('When the body is said to be %j, then 415', async (headers) => {
    expect(await code({ raw: '{}', headers: headers as Record<string, string> })).toBe('415 NotJson')
  })
  test('When the JSON is sent with a charset, or there is no body, then that is fine', async () => {
    expect((await site.line.post(tokenPath, { raw: '{}', headers: { 'content-type': 'Application/JSON; charset=utf-8' } })).status).toBe(200)
    expect((await site.line.post(tokenPath)).status).toBe(200)
  })
})

describe('who may call', () => {
  test.each(['evil.example', 'localhost.evil.example:80', '127.0.0.1.nip.io'])('When the demo is called %s (DNS rebinding), then 403 on pages, requests and streams', async (host) => {
    for (const path of ['/', '/health', '/widget.js']) expect((await plain(path, { host })).status).toBe(403)
    expect((await plain(tokenPath, { host }, 'POST')).status).toBe(403)
    expect(await raw(`GET /v3/directline/conversations/a/stream?t=b HTTP/1.1\r\nHost: ${host}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n`)).toMatch(/^HTTP\/1\.1 403 [\S\s]*HostNotAllowed/)
  })
  test('When a page of another site calls, then 403 and no CORS header; a page of this machine may', async () => {
    const foreign = await site.line.post<ErrorBody>(tokenPath, { headers: { origin: 'https://evil.example' } })
    expect([foreign.status, foreign.body.error.code, foreign.headers.get('access-control-allow-origin')]).toEqual([403, 'OriginNotAllowed', null])
    const own = await site.line.post(tokenPath, { headers: { origin: 'http://localhost:8080' } })
    expect([own.status, own.headers.get('access-control-allow-origin'), own.headers.get('vary')]).toEqual([200, 'http://localhost:8080', 'Origin'])
  })
})

describe('pages and files', () => {
  test('When the demo is opened, then it is a page that may use only our own files', async () => {
    const { status, headers, bytes } = await plain('/')
    expect([status, headers['content-type']]).toEqual([200, 'text/html; charset=utf-8'])
    expect(headers['content-security-policy']).toMatch(/script-src 'self'; style-src 'self'.*form-action 'none'; frame-ancestors 'self'/)
    expect(bytes.toString()).toMatch(/^<!doctype html>/i)
    expect((await plain('/', {}, 'HEAD')).bytes.length).toBe(0)
    expect((await plain('/demo.css')).headers['content-type']).toBe('text/css; charset=utf-8')
  })
  test('When the widget is fetched, then it comes as small as the browser takes it, and any site may load it', async () => {
    const bare = await plain('/widget.js')
    const packed = { br: await plain('/widget.js', { 'accept-encoding': 'gzip, deflate, br' }), gzip: await plain('/widget.js', { 'accept-encoding': 'gzip, br;q=0' }) }
    expect(bare.headers).toMatchObject({ 'content-type': 'text/javascript; charset=utf-8', 'cross-origin-resource-policy': 'cross-origin', 'access-control-allow-origin': '*', vary: 'Accept-Encoding' })
    expect(packed.br.headers['content-encoding']).toBe('br')
    expect(packed.gzip.headers['content-encoding']).toBe('gzip')
    expect(brotliDecompressSync(packed.br.bytes).equals(bare.bytes) && gunzipSync(packed.gzip.bytes).equals(bare.bytes)).toBe(true)
  })
  test('When the browser has the widget already, then 304 and nothing else', async () => {
    const { headers } = await plain('/widget.js', { 'accept-encoding': 'br' })
    const again = await plain('/widget.js', { 'accept-encoding': 'br', 'if-none-match': `W/"other", ${String(headers.etag)}` })
    expect([again.status, again.bytes.length, again.headers.etag]).toEqual([304, 0, headers.etag])
    expect((await plain('/widget.js', { 'if-none-match': '"other"' })).status).toBe(200)
  })
  test('When health is asked, then it says that the database answers, and no secret', async () => {
    const { status, bytes } = await plain('/health')
    expect(status).toBe(200)
    expect(Object.keys(JSON.parse(bytes.toString())).sort()).toEqual(['database', 'demo', 'status', 'upSeconds'])
  })
})

describe('stopping', () => {
  test('When a request is in hand, then it is still answered, and the stop does not wait for its kept connection', async () => {
    const other = await startTestApp()
    const there = directLine(other.url)
    const opened = await there.begin()
    const said = there.say(opened, 'hoi')
    await new Promise((resolve) => { setTimeout(resolve, 5) })
    const started = Date.now()
    await other.stop()
    expect((await said).status).toBe(200)
    expect(Date.now() - started).toBeLessThan(limits.server.shutdown)
    await expect(fetch(`${other.url}/health`)).rejects.toThrow()
  })
})

describe('outside demo mode', () => {
  let live: TestApp
  let there: ReturnType<typeof directLine>
  beforeAll(async () => {
    const port = await freePort()
    live = await startTestApp({
      env: {
        HOST: '127.0.0.1', PORT: String(port), PUBLIC_URL: 'https://bot.example.org/digi', ALLOWED_ORIGINS: 'https://www.asvz.example',
        CODE_PEPPER: key(), ENCRYPTION_KEY: key(), SIGNING_KEY: key(),
      },
    })
    there = directLine(`http://127.0.0.1:${port}`)
  })
  afterAll(() => live.stop())

  test('When the app is live, then there is no demo page, and browsers are told to use https', async () => {
    const { status, headers } = await there.call('/')
    expect(status).toBe(404)
    expect(headers.get('strict-transport-security')).toBe('max-age=31536000')
  })
  test('When a listed site calls it may, when a page of this machine calls it may not', async () => {
    const origins = ['https://www.asvz.example', 'https://bot.example.org', 'http://localhost:3000']
    const replies = await Promise.all(origins.map((origin) => there.post(tokenPath, { headers: { origin } })))
    expect(replies.map(({ status }) => status)).toEqual([200, 200, 403])
  })
  test('When a stream address is given, then it is the public one', async () => {
    const { streamUrl } = await there.begin()
    expect(streamUrl).toMatch(/^wss:\/\/bot\.example\.org\/digi\/v3\/directline\/conversations\//)
  })
})

const key = () => randomBytes(32).toString('base64')
const freePort = () => new Promise<number>((resolve) => {
  const probe = createServer().listen(0, '127.0.0.1', () => {
    const { port } = probe.address() as AddressInfo
    probe.close(() => resolve(port))
  })
})
