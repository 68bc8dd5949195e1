// What comes before every route: headers, the name we are called by, time-outs; and what restify answers by itself.
import type { IncomingMessage, Server as NodeServer, ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'
import type { Server } from 'restify'
import { limits } from '../../domain/limits.ts'
import type { Log } from '../log.ts'
import { codeOf, errorAnswer, HttpError } from './errors.ts'
import { corsHeaders, type Gate } from './origins.ts'
import { refuse } from './raw.ts'
import { securityHeaders } from './security.ts'

export type GuardOptions = { gate: Gate; demo: boolean; upgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => void }

/** `first` runs before restify does anything with a request; it is missing from its types. */
type WithFirst = { first: (handler: (request: IncomingMessage, response: ServerResponse) => boolean) => void }

/** Puts the headers on every answer, closes the door to other names and origins, and answers broken requests. */
export function guard(server: Server, { gate, demo, upgrade }: GuardOptions): void {
  const always = Object.entries(securityHeaders(demo))
  const first = (request: IncomingMessage, response: ServerResponse) => {
    for (const [name, value] of always) response.setHeader(name, value)
    for (const [name, value] of Object.entries(corsHeaders(gate, request.headers.origin))) response.setHeader(name, value)
    return gate.hostAllowed(request.headers.host) || refuseHost(response)
  };
  (server as unknown as WithFirst).first(first)
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const { host, origin } = request.headers
    if (!gate.hostAllowed(host)) refuse(socket, new HttpError('HostNotAllowed'))
    else if (!gate.originAllowed(origin)) refuse(socket, new HttpError('OriginNotAllowed'))
    else upgrade(request, socket, head)
  })
  server.on('clientError', (error: NodeJS.ErrnoException, socket: Duplex) => refuse(socket, new HttpError(clientErrors[error.code ?? ''] ?? 'BadArgument')))
  const node = server.server as NodeServer
  node.requestTimeout = limits.server.requestTimeout
  node.headersTimeout = limits.server.requestTimeout
  node.keepAliveTimeout = limits.server.keepAlive
}

const clientErrors: Record<string, 'RequestTimeout' | 'HeadersTooLarge'> = {
  ERR_HTTP_REQUEST_TIMEOUT: 'RequestTimeout',
  HPE_HEADER_OVERFLOW: 'HeadersTooLarge',
}

function refuseHost(response: ServerResponse): false {
  const { status, json } = errorAnswer('HostNotAllowed')
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' })
  response.end(JSON.stringify(json))
  return false
}

/** restify's own answers: a path it does not know, a method it does not take, an error of its own. Same shape as ours. */
export function formatError(log: Log) {
  return (_request: unknown, response: ServerResponse, error: unknown): string => {
    const code = codeOf(error)
    if (code === 'InternalError') log.error({ err: error }, 'request failed')
    const { status, json } = errorAnswer(code)
    response.statusCode = status
    return JSON.stringify(json)
  }
}
