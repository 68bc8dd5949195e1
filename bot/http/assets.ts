// A file that never changes while the app runs: compressed once, on its first use, and kept in memory.
import { createHash } from 'node:crypto'
import { promisify } from 'node:util'
import { brotliCompress, gzip } from 'node:zlib'
import type { Handler } from './exchange.ts'

export type AssetOptions = { type: string; /** seconds a browser may use it without asking */ maxAge: number; /** may other sites load it? */ anySite?: boolean; /** its name is the hash of what is in it */ immutable?: boolean }
type Coding = 'br' | 'gzip' | 'identity'

const compress = { br: promisify(brotliCompress), gzip: promisify(gzip) }

/** A route for one file: ETag, 304, brotli or gzip as the browser accepts. */
export function serveAsset(file: Buffer, { type, maxAge, anySite = false, immutable = false }: AssetOptions): Handler {
  const hash = createHash('sha256').update(file).digest('base64url').slice(0, 22)
  const kept = new Map<Coding, Promise<Buffer>>([['identity', Promise.resolve(file)]])
  const contentFor = (coding: Coding): Promise<Buffer> => {
    const made = kept.get(coding) ?? (coding === 'identity' ? Promise.resolve(file) : compress[coding](file))
    kept.set(coding, made)
    return made
  }
  return async (request) => {
    const coding = codingFor(request.header('accept-encoding'))
    const etag = `"${hash}-${coding}"`
    const headers = {
      etag, vary: 'Accept-Encoding', 'cache-control': `public, max-age=${maxAge}, ${immutable ? 'immutable' : 'must-revalidate'}`,
      ...(anySite ? { 'access-control-allow-origin': '*', 'cross-origin-resource-policy': 'cross-origin' } : {}),
    }
    if (known(request.header('if-none-match'), hash)) return { status: 304, headers }
    const encoding: Record<string, string> = coding === 'identity' ? {} : { 'content-encoding': coding }
    return { status: 200, headers: { ...headers, ...encoding, 'content-type': type }, content: await contentFor(coding) }
  }
}

function codingFor(accepted = ''): Coding {
  const codings = accepted.toLowerCase().split(',').map((part) => part.trim()).filter((part) => !/;\s*q=0(\.0*)?$/.test(part))
  const takes = (name: string) => codings.some((part) => part.split(';')[0] === name)
  if (takes('br')) return 'br'
  return takes('gzip') ? 'gzip' : 'identity'
}

/** A compressed copy and the plain one are the same file: any of its tags will do. */
function known(tags = '', hash: string): boolean {
  return tags.trim() === '*' || tags.split(',').some((tag) => tag.trim().replace(/^W\//, '').startsWith(`"${hash}-`))
}
