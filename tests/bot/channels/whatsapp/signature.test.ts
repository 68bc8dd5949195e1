import { describe, expect, test } from '@jest/globals'
import twilio from 'twilio'
import { createVerify, statusUrl } from '../../../../bot/channels/whatsapp/signature.ts'

const url = 'https://bot.example/api/whatsapp'
const form = { Body: ' hoi ', From: 'whatsapp:+31612345678', Label: '', Emoji: '👍 é' }
const sign = (to: string, { token = 'one', fields = form }: { token?: string; fields?: Record<string, string> } = {}) => twilio.getExpectedTwilioSignature(token, to, fields)
const verify = createVerify({ webhookUrls: () => [`${url}#rc=3&rp=ct,rt,5xx`, 'https://other.example/hook?team=1'], authTokens: ['one', 'two'] })

describe('a signature', () => {
  test.each([
    ['for our address', { signature: sign(url) }, ''],
    ['for our address with its port', { signature: sign('https://bot.example:443/api/whatsapp') }, ''],
    ['for the second address, with its query', { signature: sign('https://other.example/hook?team=1'), search: '?team=1' }, ''],
    ['with the second token', { signature: sign(url, { token: 'two' }) }, ''],
    ['for a status callback', { signature: sign(`${url}/status/12`) }, '/status/12'],
    ['for the second address below its path', { signature: sign('https://other.example/hook/status/12?team=1'), search: '?team=1' }, '/status/12'],
  ])('When it is made %s, then it is good', (_, given, path) => {
    expect(verify({ search: '', form, ...given }, path)).toBe(true)
  })

  test.each([
    ['missing', { signature: undefined }, ''],
    ['empty', { signature: '' }, ''],
    ['nonsense', { signature: 'é' }, ''],
    ['made with another token', { signature: sign(url, { token: 'three' }) }, ''],
    ['for http', { signature: sign('http://bot.example/api/whatsapp') }, ''],
    ['for another path', { signature: sign(`${url}/status/12`) }, ''],
    ['for another delivery', { signature: sign(`${url}/status/12`) }, '/status/13'],
    ['for another query', { signature: sign('https://other.example/hook?team=1'), search: '?team=2' }, ''],
    ['over trimmed fields', { signature: sign(url, { fields: { ...form, Body: 'hoi' } }) }, ''],
    ['without the empty field', { signature: sign(url, { fields: { Body: form.Body, From: form.From, Emoji: form.Emoji } }) }, ''],
    ['over another text', { signature: sign(url), form: { ...form, Body: ' hoi! ' } }, ''],
    ['over fewer fields', { signature: sign(url), form: { ...form, To: 'x' } }, ''],
  ])('When it is %s, then it is refused', (_, given, path) => {
    expect(verify({ search: '', form, ...given }, path)).toBe(false)
  })

  test('When a status address is made, then query and connection settings stay behind the path', () => {
    expect(statusUrl(url, '12')).toBe(`${url}/status/12`)
    expect(statusUrl(`${url}?a=1#rc=3`, '12')).toBe(`${url}/status/12?a=1#rc=3`)
  })
})
