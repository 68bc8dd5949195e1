import type { IncomingMessage } from 'node:http'
import { HttpError } from './errors.ts'

/**
 * Reads a JSON body. Own readers: restify's bodyParser handles files and encodings that are not served here, and trims.
 * @throws HttpError BodyTooLarge, NotJson, MalformedJson
 */
export async function readJson(request: IncomingMessage, mostBytes: number): Promise<unknown> {
  const bytes = await readBytes(request, mostBytes)
  if (bytes.length === 0) return {}
  if (!isOf(request, 'application/json')) throw new HttpError('NotJson')
  try {
    return JSON.parse(bytes.toString('utf8'))
  } catch (cause) {
    throw new HttpError('MalformedJson', { cause })
  }
}

/**
 * Reads a form (`application/x-www-form-urlencoded`): nothing trimmed, empty fields kept, because a signature may cover them. Of a field
 * that comes twice the last one counts.
 * @throws HttpError BodyTooLarge, NotForm
 */
export async function readForm(request: IncomingMessage, mostBytes: number): Promise<Record<string, string>> {
  const bytes = await readBytes(request, mostBytes)
  if (!isOf(request, 'application/x-www-form-urlencoded')) throw new HttpError('NotForm')
  return Object.fromEntries(new URLSearchParams(bytes.toString('utf8')))
}

async function readBytes(request: IncomingMessage, mostBytes: number): Promise<Buffer> {
  const announced = Number(request.headers['content-length'] ?? 0)
  if (announced > mostBytes) throw new HttpError('BodyTooLarge')
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    let size = 0
    request.on('data', (chunk: Buffer) => {
      size += chunk.length
      // The rest is read and thrown away, so that the refusal reaches a client that is still sending.
      if (size > mostBytes) reject(new HttpError('BodyTooLarge'))
      else chunks.push(chunk)
    })
    request.once('end', () => resolve(chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks)))
    request.once('error', (cause) => reject(new HttpError('BadArgument', { cause })))
    request.once('close', () => { if (!request.complete) reject(new HttpError('BadArgument')) })
  })
}

function isOf({ headers }: IncomingMessage, wanted: string): boolean {
  const type = (headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase()
  return type === wanted && (headers['content-encoding'] ?? 'identity') === 'identity'
}
