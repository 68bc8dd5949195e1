import { createHmac } from 'node:crypto'

/** HMAC-SHA-256 with a key: 32 bytes. */
export function keyedHash(key: Buffer, value: string | Buffer): Buffer {
  return createHmac('sha256', key).update(value).digest()
}
