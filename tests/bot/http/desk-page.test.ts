import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, describe, expect, test } from '@jest/globals'
import type { DeskConfig } from '../../../bot/config-desk.ts'
import { createDeskPage } from '../../../bot/http/desk-page.ts'
import type { Incoming } from '../../../bot/http/exchange.ts'

const made = mkdtempSync(join(tmpdir(), 'desk-page-'))
mkdirSync(join(made, 'assets'))
writeFileSync(join(made, 'index.html'), '<meta property="csp-nonce" nonce="{{nonce}}"><noscript>{{noScript}}</noscript>')
writeFileSync(join(made, 'assets', 'index-abc.js'), 'export {}')
afterAll(() => rmSync(made, { recursive: true }))

const oidc: DeskConfig = { kind: 'oidc', issuer: 'https://login.example/tenant/v2.0', clientId: 'c', audience: 'c', scope: 'openid', tenant: null }
const asked = (file = ''): Incoming => ({
  method: 'GET', params: { file }, query: () => '', search: '', header: () => undefined, network: '192.0.2.1', base: 'http://localhost', body: async () => ({}), form: async () => ({}),
})
const open = (desk: DeskConfig = { kind: 'demo' }) => createDeskPage({ desk, labels: { 'app.noScript': 'Zet "JavaScript" aan.' }, folder: pathToFileURL(`${made}/`) })
const policy = (headers: Readonly<Record<string, string>> = {}) => Object.fromEntries((headers['content-security-policy'] ?? '').split('; ').map((part) => [part.split(' ')[0], part]))

describe('the page', () => {
  test('When it is asked for twice, then each has a nonce of its own, the same in page and policy', async () => {
    const { page } = open()
    const answers = await Promise.all([page(asked()), page(asked())])
    const nonces = answers.map(({ content }) => /nonce="([\w-]{22})"/.exec(String(content))?.[1])
    expect(new Set(nonces).size).toBe(2)
    expect(answers.map(({ headers }) => policy(headers)['style-src'])).toEqual(nonces.map((nonce) => `style-src 'self' 'nonce-${nonce}'`))
    expect(String(answers[0]?.content)).toContain('<noscript>Zet &quot;JavaScript&quot; aan.</noscript>')
  })

  test('When people sign in with an issuer, then the page may speak with that one, and with nobody else', async () => {
    const { headers } = await open(oidc).page(asked())
    expect(policy(headers)).toMatchObject({
      'default-src': "default-src 'none'", 'script-src': "script-src 'self'", 'connect-src': "connect-src 'self' https://login.example", 'frame-ancestors': "frame-ancestors 'self'",
    })
    expect(policy((await open().page(asked())).headers)['connect-src']).toBe("connect-src 'self'")
  })
})

describe('its files', () => {
  test('When a file is asked for, then the browser may keep it for good: its name is its content', async () => {
    expect(await open().asset(asked('index-abc.js'))).toMatchObject({ status: 200, headers: { 'content-type': 'text/javascript; charset=utf-8', 'cache-control': 'public, max-age=31536000, immutable' } })
  })

  test.each(['other.js', '../index.html', '__proto__', ''])('When %j is asked for, then there is no such file', async (name) => {
    await expect(async () => open().asset(asked(name))).rejects.toMatchObject({ code: 'NotFound' })
  })
})
