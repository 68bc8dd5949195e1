// What the tests of the fake share: an app that only listens, and the real client with its requests turned to the fake.
import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, beforeEach, expect } from '@jest/globals'
import twilio from 'twilio'
import { type FakeTwilio, startFakeTwilio } from '../fake-twilio.ts'

/** A webhook that came. */
export type Hook = { url: string; fields: Record<string, string>; signature: string; token: string }
type Request = { method: string; uri: string; username?: string; password?: string; headers?: Record<string, string>; params?: Record<string, string>; data?: Record<string, unknown> | string }
type Plain = { body: string; type?: string }

export const to = 'whatsapp:+31612345678'
const patience = 400

/** A new fake for each test of a file, and an app that keeps what it is sent and answers `webhook.status`. */
export function useFake() {
  const stage = { fake: null as FakeTwilio | null, app: null as Server | null, ahead: 0, hooks: [] as Hook[], webhook: { status: 200 } }
  const fake = () => stage.fake ?? fail()
  beforeAll(async () => {
    stage.app = await listen(stage)
  })
  beforeEach(async () => {
    stage.hooks.length = 0
    stage.webhook.status = 200
    stage.ahead = 0
    const { port } = (stage.app ?? fail()).address() as AddressInfo
    stage.fake = await startFakeTwilio({ now: () => new Date(Date.now() + stage.ahead), webhookUrl: `http://127.0.0.1:${port}/api/whatsapp` })
  })
  afterEach(() => stage.fake?.stop())
  afterAll(() => new Promise((resolve) => stage.app?.close(resolve)))
  return {
    fake, hooks: stage.hooks, webhook: stage.webhook,
    forward: (milliseconds: number) => {
      stage.ahead += milliseconds
    },
    client: (authToken = fake().authToken, url = fake().url) => createClient(fake().accountSid, authToken, url),
    plain: (path: string, { body, type = 'application/x-www-form-urlencoded' }: Plain) =>
      fetch(fake().url + path, { method: 'POST', body, headers: { 'content-type': type, authorization: basic(fake().accountSid, fake().authToken) } }),
    hookUrl: (path: string) => fake().webhookUrl + path,
    wrote: () => fake().deliverInbound({ body: 'hoi' }, { deliver: false }),
    isSigned: (hook: Hook | undefined) => hook !== undefined && twilio.validateRequest(fake().authToken, hook.signature, new URL(fake().webhookUrl).origin + hook.url, hook.fields),
  }
}

export async function until(holds: () => boolean): Promise<void> {
  for (let tries = 0; tries < 200 && !holds(); tries += 1) await pause(10)
  expect(holds()).toBe(true)
}

function listen({ hooks, webhook }: { hooks: Hook[]; webhook: { status: number } }): Promise<Server> {
  const server = createServer((request, response) => void hear(request).then((hook) => {
    hooks.push(hook)
    // Not in one chain: restify, once loaded, makes writeHead return nothing.
    response.writeHead(webhook.status, { 'content-type': 'text/xml' })
    return response.end('<Response/>')
  }))
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)))
}

async function hear(request: IncomingMessage): Promise<Hook> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  const fields = Object.fromEntries(new URLSearchParams(Buffer.concat(chunks).toString()))
  return { url: request.url ?? '', fields, signature: String(request.headers['x-twilio-signature']), token: String(request.headers['i-twilio-idempotency-token']) }
}

function createClient(accountSid: string, authToken: string, url: string) {
  const request = async ({ method, uri, username = '', password = '', headers = {}, params = {}, data }: Request) => {
    const { pathname, search } = new URL(uri)
    const query = Object.keys(params).length > 0 ? `?${new URLSearchParams(params)}` : search
    const answer = await fetch(url + pathname + query, {
      method: method.toUpperCase(), headers: { ...headers, authorization: basic(username, password) }, signal: AbortSignal.timeout(patience), ...(data && { body: bodyOf(headers, data) }),
    })
    const text = await answer.text()
    return { statusCode: answer.status, body: text ? JSON.parse(text) as unknown : text, headers: Object.fromEntries(answer.headers) }
  }
  return twilio(accountSid, authToken, { httpClient: { request } as never, env: {} })
}

function bodyOf(headers: Record<string, string>, data: Record<string, unknown> | string): string {
  if (typeof data === 'string') return data
  if (headers['Content-Type'] === 'application/json') return JSON.stringify(data)
  return new URLSearchParams(Object.entries(data).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]]))).toString()
}

const basic = (username: string, password: string) => `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`

function fail(): never {
  throw new Error('the fake is there inside a test only')
}
