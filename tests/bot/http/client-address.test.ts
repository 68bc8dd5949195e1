import { describe, expect, test } from '@jest/globals'
import type { IncomingMessage } from 'node:http'
import { clientNetwork, networkOf } from '../../../bot/http/client-address.ts'

const from = (remoteAddress: string, forwarded?: string) =>
  ({ socket: { remoteAddress }, headers: forwarded === undefined ? {} : { 'x-forwarded-for': forwarded } }) as unknown as IncomingMessage

describe('the network of a caller', () => {
  test('When no proxy is trusted, then X-Forwarded-For is not believed', () => {
    expect(clientNetwork(from('203.0.113.7', '1.2.3.4'), 0)).toBe('203.0.113.7')
  })
  test('When one proxy is trusted, then the entry it wrote counts and those before it do not', () => {
    expect(clientNetwork(from('10.0.0.1', '6.6.6.6, 198.51.100.9'), 1)).toBe('198.51.100.9')
  })
  test('When two proxies are trusted, then the entry of the first one counts', () => {
    expect(clientNetwork(from('10.0.0.1', '6.6.6.6, 198.51.100.9, 10.0.0.2'), 2)).toBe('198.51.100.9')
  })
  test('When there are fewer entries than proxies, then the farthest there is counts', () => {
    expect(clientNetwork(from('10.0.0.1', '198.51.100.9'), 3)).toBe('198.51.100.9')
    expect(clientNetwork(from('10.0.0.1'), 2)).toBe('10.0.0.1')
  })
  test.each([
    ['203.0.113.7', '203.0.113.7'], ['::ffff:203.0.113.7', '203.0.113.7'], ['203.0.113.7:5060', '203.0.113.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'], ['2001:db8::6', '2001:db8:0:0::/64'], ['[2001:db8:1:2::9]:443', '2001:db8:1:2::/64'],
    ['2001:0db8:0001:0002::1', '2001:db8:1:2::/64'], ['fe80::1%eth0', 'fe80:0:0:0::/64'], ['::1', '0:0:0:0::/64'],
    ['nonsense', 'unknown'], ['', 'unknown'],
  ])('When the address is "%s", then the network is %s', (address, network) => {
    expect(networkOf(address)).toBe(network)
  })
})
