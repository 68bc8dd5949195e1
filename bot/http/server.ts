// The HTTP server: every route on one screen.
import type { Server as NodeServer } from 'node:http'
import { createServer, type Server } from 'restify'
import { limits } from '../../domain/limits.ts'
import { readCheckLabels, readLabels } from '../../locales/index.ts'
import type { Database } from '../../prisma/client.ts'
import { createDirectLine, type DirectLine } from '../channels/directline/channel.ts'
import { findAttempt } from '../check-for.ts'
import type { WhatsAppRoutes } from '../channels/whatsapp/routes.ts'
import type { Config, Keys } from '../config.ts'
import type { Desk } from '../desk.ts'
import { keyedHash } from '../keys.ts'
import { createLinks, type Links } from '../links.ts'
import type { Log } from '../log.ts'
import type { Feed, Signals, Turns } from '../turn/types.ts'
import { serveAsset } from './assets.ts'
import { createCheckPage } from './check-page.ts'
import { checkStyle } from './check-view.ts'
import { renderContinuePage } from './continue-page.ts'
import { createDeskPage } from './desk-page.ts'
import type { Handler } from './exchange.ts'
import { formatError, guard } from './guard.ts'
import { handle, handleApi, type HandleParts } from './handle.ts'
import { createHealth } from './health.ts'
import { createGate, preflightHeaders } from './origins.ts'
import { pagePolicy } from './security.ts'

export type Pages = { /** the demo website, made anew at each request */ demo: () => string; css: string; widget: Buffer }
export type HttpParts = { config: Config; keys: Keys; db: Database; turns: Turns; feed: Feed & Signals; log: Log; now: () => Date; pages: Pages; /** null: WhatsApp is off */ whatsapp: WhatsAppRoutes | null; /** null: there is no desk */ desk: Desk | null }
export type HttpServer = {
  server: Server
  /** Resolves with the port it listens on; rejects when it cannot (EADDRINUSE). */
  listen: () => Promise<{ port: number }>
  /** No new connections; waits for the requests in hand, at most `limits.server.shutdown`. */
  close: () => Promise<void>
}

/** The whole server: pages, health and the website channel. */
export function createHttpServer(parts: HttpParts): HttpServer {
  const { config, log } = parts
  const gate = createGate(config)
  const server = createServer({ name: '', formatters: { 'application/json': formatError(log) } })
  const context = { gate, log, trustProxy: config.trustProxy, publicUrl: config.publicUrl }
  const links = createLinks({ sql: parts.db.sql, pepper: parts.keys.pepper, now: parts.now })
  const directLine = createDirectLine({ ...parts, links })
  guard(server, { gate, demo: config.demo, upgrade: upgradeOf(directLine, parts.desk) })
  addFiles(server, parts, context)
  addCheckPage(server, { ...parts, links }, context)
  addApi(server, directLine.routes, context)
  if (parts.whatsapp) addWebhooks(server, parts.whatsapp, context)
  // Only our own page calls these: there is no preflight for others.
  for (const { method, path, handler } of parts.desk?.routes ?? []) server[method](path, handleApi(handler, context))
  return { server, listen: () => listen(server, config), close: () => close(server, [directLine, ...(parts.desk ? [parts.desk] : [])]) }
}

/** Two kinds of sockets, told apart by their address. */
function upgradeOf(directLine: DirectLine, desk: Desk | null): DirectLine['upgrade'] {
  return (request, socket, head) => {
    const line = desk && /^\/desk\/live(\?|$)/.test(request.url ?? '') ? desk : directLine
    line.upgrade(request, socket, head)
  }
}

function addFiles(server: Server, { config, db, now, pages }: HttpParts, context: HandleParts): void {
  const page = { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': pagePolicy }
  const add = (path: string, handler: Handler) => {
    server.get(path, handle(handler, context))
    server.head(path, handle(handler, context))
  }
  add('/health', createHealth({ ping: () => db.sql.query('select 1'), now, demo: config.demo }))
  add('/widget.js', serveAsset(pages.widget, { type: 'text/javascript; charset=utf-8', maxAge: 300, anySite: true }))
  add('/check.css', serveAsset(checkStyle, { type: 'text/css; charset=utf-8', maxAge: 300 }))
  const continuing = renderContinuePage(readLabels('continue.nl'))
  add('/gesprek', () => ({ status: 200, headers: page, content: continuing }))
  if (config.desk) {
    const desk = createDeskPage({ desk: config.desk, labels: readLabels('desk.nl') })
    add('/desk', desk.page)
    add('/desk/assets/:file', desk.asset)
  }
  if (!config.demo) return
  add('/', () => ({ status: 200, headers: page, content: pages.demo() }))
  add('/demo.css', serveAsset(Buffer.from(pages.css), { type: 'text/css; charset=utf-8', maxAge: 0 }))
}

/** Its form carries no origin (no-referrer), and needs none: the token in its address is the credential. */
function addCheckPage(server: Server, { config, keys, db, turns, links, log, now }: HttpParts & { links: Links }, context: HandleParts): void {
  if (!config.whatsapp) return
  const check = createCheckPage({
    links, turns, log, now, labels: readCheckLabels(), whatsapp: `https://wa.me/${config.whatsapp.from.replace(/\D/g, '')}`,
    findAttempt: (turn) => findAttempt(db.sql, turn), hash: (value) => keyedHash(keys.pepper, value),
  })
  server.get('/check/:token', handle(check.show, context))
  server.head('/check/:token', handle(check.show, context))
  server.post('/check/:token', handle(check.submit, context))
}

function addApi(server: Server, routes: DirectLine['routes'], context: HandleParts): void {
  const table = [
    ['post', '/v3/directline/tokens/generate', routes.generate],
    ['post', '/v3/directline/tokens/refresh', routes.refresh],
    ['post', '/v3/directline/conversations', routes.start],
    ['get', '/v3/directline/conversations/:id', routes.reconnect],
    ['get', '/v3/directline/conversations/:id/activities', routes.poll],
    ['post', '/v3/directline/conversations/:id/activities', routes.post],
    ['post', '/v3/directline/conversations/:id/upload', routes.upload],
    ['post', '/api/web/session', routes.session],
    ['post', '/api/web/erase', routes.erase],
    ['post', '/api/web/whatsapp', routes.word],
  ] as const
  for (const [method, path, handler] of table) server[method](path, handleApi(handler, context))
  const preflight = handleApi(() => ({ status: 204, headers: preflightHeaders }), context)
  for (const path of new Set(table.map((row) => row[1]))) server.opts(path, preflight)
}

/** Called by Twilio, not by pages: the signature is the credential. */
function addWebhooks(server: Server, routes: WhatsAppRoutes, context: HandleParts): void {
  server.post('/api/whatsapp', handle(routes.message, context))
  server.post('/api/whatsapp/status/:delivery', handle(routes.status, context))
}

function listen(server: Server, { port, host }: Config): Promise<{ port: number }> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => {
      server.removeListener('error', reject)
      resolve({ port: server.address().port })
    })
  })
}

function close(server: Server, lines: { close: () => void }[]): Promise<void> {
  const node = server.server as NodeServer
  for (const line of lines) line.close()
  return new Promise((resolve) => {
    const giveUp = setTimeout(() => node.closeAllConnections(), limits.server.shutdown)
    // A kept-alive connection becomes idle when its last answer is out, and Node then waits for its time-out.
    const sweep = setInterval(() => node.closeIdleConnections(), limits.server.sweep)
    node.close(() => {
      clearTimeout(giveUp)
      clearInterval(sweep)
      resolve()
    })
  })
}
