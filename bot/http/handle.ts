// Between restify and our routes: requests become plain values, answers and errors become responses.
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Request, Response } from 'restify'
import { limits } from '../../domain/limits.ts'
import { readForm, readJson } from './body.ts'
import { clientNetwork } from './client-address.ts'
import { codeOf, errorAnswer, HttpError } from './errors.ts'
import type { Log } from '../log.ts'
import type { Answer, Handler, Incoming } from './exchange.ts'
import type { Gate } from './origins.ts'

export type HandleParts = { gate: Gate; log: Log; trustProxy: number; publicUrl: string | null }
export type RestifyHandler = (request: Request, response: Response) => Promise<void>

/** A route for restify. What it throws is answered from the table of errors; the unexpected is logged once. */
export function handle(handler: Handler, parts: HandleParts): RestifyHandler {
  return async (request, response) => {
    try {
      await write(response, await handler(toIncoming(request, parts)))
    } catch (error) {
      report(error, request, parts.log)
      await write(response, errorAnswer(codeOf(error), error instanceof HttpError ? error.retryAfter : undefined))
    }
  }
}

/** A route of the API: only for pages that may use it. */
export function handleApi(handler: Handler, parts: HandleParts): RestifyHandler {
  return handle((request) => {
    if (!parts.gate.originAllowed(request.header('origin'))) throw new HttpError('OriginNotAllowed')
    return handler(request)
  }, parts)
}

function toIncoming(request: Request, { trustProxy, publicUrl }: HandleParts): Incoming {
  const url = request.url ?? ''
  const search = url.includes('?') ? url.slice(url.indexOf('?')) : ''
  return {
    method: request.method ?? '',
    params: request.params as Record<string, string>,
    query: (name) => new URLSearchParams(search).get(name) ?? '',
    search,
    header: (name) => request.headers[name] as string | undefined,
    network: clientNetwork(request, trustProxy),
    base: publicUrl ?? `http://${request.headers.host ?? 'localhost'}`,
    body: () => readJson(request, limits.directLine.bodyBytes),
    form: () => readForm(request, limits.directLine.bodyBytes),
  }
}

/** Written by Node itself: restify's `send` negotiates a format, and there is one. */
async function write(response: Response, { status, headers, json, content, stream }: Answer): Promise<void> {
  if (response.headersSent || response.destroyed) return
  if (stream) return writeStream(response, { status, headers: headers ?? {}, stream })
  const body = content ?? (json === undefined ? '' : JSON.stringify(json))
  const type = json === undefined ? {} : { 'content-type': 'application/json; charset=utf-8' }
  const length = status === 204 || status === 304 ? {} : { 'content-length': Buffer.byteLength(body) }
  response.writeHead(status, { ...type, ...length, ...headers })
  response.end(body)
}

/** What breaks off on our side ends the connection, so that nobody takes half of it for all. */
async function writeStream(response: Response, { status, headers, stream }: { status: number; headers: Readonly<Record<string, string>>; stream: AsyncIterable<string> }): Promise<void> {
  response.writeHead(status, headers)
  try {
    await pipeline(Readable.from(stream), response)
  } catch (error) {
    // Whoever asked left.
    if ((error as { code?: string }).code !== 'ERR_STREAM_PREMATURE_CLOSE') throw error
  }
}

function report(error: unknown, request: Request, log: Log): void {
  const code = codeOf(error)
  const route = `${request.method} ${request.getRoute().path}`
  if (code === 'InternalError') log.error({ route, err: error }, 'request failed')
  if (code === 'Unavailable') log.warn({ route, err: (error as Error).cause }, 'request could not be served')
}
