import { describe, expect, test } from '@jest/globals'
import { corsHeaders, createGate } from '../../../bot/http/origins.ts'

const demo = createGate({ demo: true, publicUrl: null, allowedOrigins: [] })
const live = createGate({ demo: false, publicUrl: 'https://bot.example.org/digi', allowedOrigins: ['https://www.asvz.example'] })

describe('who may call', () => {
  test.each(['http://localhost:8080', 'http://127.0.0.1', 'https://[::1]:3000'])('When the demo is called by a page of %s, then it may', (origin) => {
    expect(demo.originAllowed(origin)).toBe(true)
  })
  test.each(['http://localhost.evil.example', 'http://evil.example', 'null', 'http://127.0.0.1.evil.example:80', 'file://', ''])('When the demo is called by a page of "%s", then it may not', (origin) => {
    expect(demo.originAllowed(origin)).toBe(false)
  })
  test('When the app is live, then its own origin and the listed ones may call, and this machine may not', () => {
    expect(['https://bot.example.org', 'https://www.asvz.example', 'http://localhost:3000', 'https://evil.example'].map(live.originAllowed)).toEqual([true, true, false, false])
  })
  test.each([['localhost:3978', true], ['127.0.0.1', true], ['[::1]:1', true], ['evil.example', false], ['localhost.evil.example', false], ['127.0.0.1.nip.io:3978', false], [undefined, false]])(
    'When the demo is called by the name %s, then allowed is %s', (host, allowed) => {
      expect(demo.hostAllowed(host)).toBe(allowed)
      expect(live.hostAllowed(host)).toBe(true)
    })
  test('When an origin may not call, then no CORS header names it', () => {
    expect(corsHeaders(live, 'https://evil.example')).toEqual({ vary: 'Origin' })
    expect(corsHeaders(live, 'https://www.asvz.example')).toMatchObject({ 'access-control-allow-origin': 'https://www.asvz.example', vary: 'Origin' })
  })
})
