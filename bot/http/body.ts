import type { IncomingMessage } from 'node:http'
import { HttpError } from './errors.ts'

/**
 * Reads a JSON body. Own reader: restify's bodyParser handles forms, files and encodings that are not served here.
 * @throws HttpError BodyTooLarge, NotJson, MalformedJson
 */
export async function readJson(request: IncomingMessage, mostBytes: number): Promise<unknown> {
  const announced = Number(request.headers['content-length'] ?? 0)
  if (announced > mostBytes) throw new HttpError('BodyTooLarge')
  const bytes = await readBytes(request, mostBytes)
  if (bytes.length === 0) return {}
  if (!isJson(request)) throw new HttpError('NotJson')
  try {
    return JSON.parse(bytes.toString('utf8'))
  } catch (cause) {
    throw new HttpError('MalformedJson', { cause })
  }
}

function readBytes(request: IncomingMessage, mostBytes: number): Promise<Buffer> {
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

function isJson({ headers }: IncomingMessage): boolean {
  const type = (headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase()
  return type === 'application/json' && (headers['content-encoding'] ?? 'identity') === 'identity'
}
