// The three secret keys. Demo mode makes them once in the data folder; outside it they come from the configuration.
import { randomBytes, createCipheriv, createDecipheriv } from 'node:crypto'
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Config, Keys } from './config.ts'

export { keyedHash } from '../domain/keyed-hash.ts'

const keyBytes = 32
const ivBytes = 12
const tagBytes = 16

/** The keys of the configuration, or those of the data folder (made when missing, mode 0600). */
export function loadKeys(config: Config): Keys {
  return config.keys ?? {
    pepper: Buffer.from(secretFile(config.dataDir, 'pepper'), 'base64'),
    encryption: Buffer.from(secretFile(config.dataDir, 'encryption'), 'base64'),
    signing: Buffer.from(secretFile(config.dataDir, 'signing'), 'base64'),
  }
}

/** A random secret kept as a file of the data folder: the same one at every start. */
export function secretFile(dataDir: string, name: string): string {
  const folder = join(dataDir, 'keys')
  const file = join(folder, name)
  if (!existsSync(file)) {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    writeFileSync(file, randomBytes(keyBytes).toString('base64'), { mode: 0o600, flag: 'wx' })
  }
  chmodSync(file, 0o600)
  return readFileSync(file, 'utf8').trim()
}

export type Sealer = { seal: (text: string) => Buffer; open: (sealed: Uint8Array) => string }

/** AES-256-GCM: iv, tag and ciphertext in one buffer. `open` throws on anything altered. */
export function createSealer(key: Buffer): Sealer {
  const secret = key.subarray(0, keyBytes)
  const seal = (text: string) => {
    const iv = randomBytes(ivBytes)
    const cipher = createCipheriv('aes-256-gcm', secret, iv)
    const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
    return Buffer.concat([iv, cipher.getAuthTag(), body])
  }
  const open = (sealed: Uint8Array) => {
    const decipher = createDecipheriv('aes-256-gcm', secret, sealed.subarray(0, ivBytes))
    decipher.setAuthTag(sealed.subarray(ivBytes, ivBytes + tagBytes))
    return decipher.update(sealed.subarray(ivBytes + tagBytes), undefined, 'utf8') + decipher.final('utf8')
  }
  return { seal, open }
}
