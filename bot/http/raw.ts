// Refusals outside restify: upgrades, broken requests, names that are not served.
import { STATUS_CODES } from 'node:http'
import type { Duplex } from 'node:stream'
import { codeOf, errorAnswer } from './errors.ts'
import { securityHeaders } from './security.ts'

/** Answers on the bare connection, in the shape of every other error, and ends it. */
export function refuse(socket: Duplex, error: unknown): void {
  const { status, headers, json } = errorAnswer(codeOf(error))
  const body = JSON.stringify(json)
  const lines = Object.entries({
    ...securityHeaders(true), ...headers,
    connection: 'close', 'content-type': 'application/json; charset=utf-8', 'content-length': String(Buffer.byteLength(body)),
  }).map(([name, value]) => `${name}: ${value}\r\n`)
  if (socket.writable) socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\n${lines.join('')}\r\n${body}`)
  else socket.destroy()
}
