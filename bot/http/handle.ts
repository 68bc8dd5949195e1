// Between restify and our routes: requests become plain values, answers and errors become responses.
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
      write(response, await handler(toIncoming(request, parts)))
    } catch (error) {
      report(error, request, parts.log)
      write(response, errorAnswer(codeOf(error), error instanceof HttpError ? error.retryAfter : undefined))
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
function write(response: Response, { status, headers, json, content }: Answer): void {
  if (response.headersSent || response.destroyed) return
  const body = content ?? (json === undefined ? '' : JSON.stringify(json))
  const type = json === undefined ? {} : { 'content-type': 'application/json; charset=utf-8' }
  const length = status === 204 || status === 304 ? {} : { 'content-length': Buffer.byteLength(body) }
  response.writeHead(status, { ...type, ...length, ...headers })
  response.end(body)
}

function report(error: unknown, request: Request, log: Log): void {
  const code = codeOf(error)
  const route = `${request.method} ${request.getRoute().path}`
  if (code === 'InternalError') log.error({ route, err: error }, 'request failed')
  if (code === 'Unavailable') log.warn({ route, err: (error as Error).cause }, 'request could not be served')
}
