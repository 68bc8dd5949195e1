// The digimaatjes' desk in the browser: the built page, with a nonce of its own at each request, and its files, which never change under their name.
import { randomBytes } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import type { DeskConfig } from '../config-desk.ts'
import { serveAsset } from './assets.ts'
import { HttpError } from './errors.ts'
import type { Handler } from './exchange.ts'
import { type Labels, renderTemplate } from './template.ts'

export type DeskPageParts = { desk: DeskConfig; labels: Labels; /** where the build is; ends in a slash */ folder?: URL }
type Built = { template: string; files: ReadonlyMap<string, Handler> }

const types: Readonly<Record<string, string>> = { js: 'text/javascript; charset=utf-8', css: 'text/css; charset=utf-8' }
const yearInSeconds = 31_536_000

/** GET (and HEAD) of /desk and /desk/assets/:file. Both throw when the console was never built. */
export function createDeskPage({ desk, labels, folder = new URL('../../web/dist/console/', import.meta.url) }: DeskPageParts): { page: Handler; asset: Handler } {
  const built = once(() => readBuilt(folder))
  return {
    page: () => {
      const nonce = randomBytes(16).toString('base64url')
      return {
        status: 200, content: renderTemplate(built().template, { labels: { noScript: labels['app.noScript'] ?? '' }, parts: { nonce } }),
        headers: { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': policyOf(desk, nonce), 'x-robots-tag': 'noindex, nofollow' },
      }
    },
    asset: (request) => {
      const file = built().files.get(request.params['file'] ?? '')
      if (!file) throw new HttpError('NotFound')
      return file(request)
    },
  }
}

/** Its own scripts; styles of its own file or with the nonce (Fluent UI makes them as it draws); words with this server and the issuer only. */
function policyOf(desk: DeskConfig, nonce: string): string {
  const issuer = desk.kind === 'oidc' ? ` ${new URL(desk.issuer).origin}` : ''
  return [
    "default-src 'none'", "script-src 'self'", `style-src 'self' 'nonce-${nonce}'`, "img-src 'self' data:", `connect-src 'self'${issuer}`,
    "base-uri 'none'", "form-action 'none'", "frame-ancestors 'self'",
  ].join('; ')
}

/** Read at the first request, so that a server without visitors at its desk keeps nothing of it. */
function readBuilt(folder: URL): Built {
  const files = readdirSync(new URL('assets/', folder)).map((name): [string, Handler] => {
    const type = types[name.split('.').at(-1) ?? ''] ?? 'application/octet-stream'
    return [name, serveAsset(readFileSync(new URL(`assets/${name}`, folder)), { type, maxAge: yearInSeconds, immutable: true })]
  })
  return { template: readFileSync(new URL('index.html', folder), 'utf8'), files: new Map(files) }
}

function once<T>(make: () => T): () => T {
  let made: { value: T } | null = null
  return () => {
    made ??= { value: make() }
    return made.value
  }
}
