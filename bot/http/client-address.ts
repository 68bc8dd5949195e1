import type { IncomingMessage } from 'node:http'
import { isIPv4, isIPv6 } from 'node:net'

/**
 * The network a request comes from, as the limits count it.
 * @param hops how many proxies of ours stand in front (TRUST_PROXY): that many entries of X-Forwarded-For are believed
 */
export function clientNetwork(request: IncomingMessage, hops: number): string {
  const nearest = request.socket.remoteAddress ?? ''
  if (hops === 0) return networkOf(nearest)
  const forwarded = String(request.headers['x-forwarded-for'] ?? '').split(',').map((entry) => entry.trim()).filter(Boolean)
  const chain = [nearest, ...forwarded.toReversed()]
  return networkOf(chain[Math.min(hops, chain.length - 1)] ?? nearest)
}

/** IPv4 as it is. Of IPv6 the first 64 bits: one connection at home has all the addresses below it. Anything else is one and the same. */
export function networkOf(address: string): string {
  const plain = address.replace(/^\[|\](:\d+)?$/g, '').replace(/%.*$/, '').replace(/^::ffff:(?=\d+\.)/i, '')
  if (isIPv4(plain)) return plain
  const withoutPort = plain.replace(/:\d+$/, '')
  if (isIPv4(withoutPort)) return withoutPort
  return isIPv6(plain) ? `${firstGroups(plain)}::/64` : 'unknown'
}

function firstGroups(address: string): string {
  const [head = '', tail] = address.split('::')
  const before = head.split(':').filter(Boolean)
  const after = (tail ?? '').split(':').filter(Boolean)
  const zeros = tail === undefined ? [] : Array.from({ length: Math.max(0, 8 - before.length - after.length) }, () => '0')
  return [...before, ...zeros, ...after].slice(0, 4).map((group) => Number.parseInt(group, 16).toString(16)).join(':')
}
