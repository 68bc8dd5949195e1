// The three secret keys. Demo mode makes them once in the data folder; outside it they come from the configuration.
import { createCipheriv, createDecipheriv, createSecretKey, randomBytes } from 'node:crypto'
import { chmodSync, closeSync, existsSync, fsyncSync, linkSync, openSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { makeFolder } from '../prisma/embedded-folder.ts'
import { DatabaseError } from '../prisma/errors.ts'
import type { Config, Keys } from './config.ts'
import { readKey } from './config-values.ts'

export { keyedHash } from '../domain/keyed-hash.ts'

const keyBytes = 32
const ivBytes = 12
const tagBytes = 16

/** The keys of the configuration, or those of the data folder (made when missing, mode 0600). @throws DatabaseError `folderNotWritable`, `keyUnusable` */
export function loadKeys(config: Config): Keys {
  return config.keys ?? {
    pepper: Buffer.from(secretFile(config.dataDir, 'pepper'), 'base64'),
    encryption: Buffer.from(secretFile(config.dataDir, 'encryption'), 'base64'),
    signing: Buffer.from(secretFile(config.dataDir, 'signing'), 'base64'),
  }
}

/** Where a secret of the data folder is. */
export const secretPath = (dataDir: string, name: string) => join(resolve(dataDir), 'keys', name)

/**
 * A random secret kept as a file of the data folder, as base64: the same one at every start.
 * @throws DatabaseError `folderNotWritable`, `keyUnusable` (never with its content)
 */
export function secretFile(dataDir: string, name: string): string {
  const file = secretPath(dataDir, name)
  if (!existsSync(file)) {
    makeFolder(resolve(dataDir))
    makeFolder(dirname(file), 0o700)
    makeSecret(file)
  }
  const secret = readSecret(file)
  if (secret === null || !readKey(secret)) throw new DatabaseError('keyUnusable', { file, folder: resolve(dataDir) })
  return secret
}

/** Whole or not at all, also when the process or the machine stops halfway. Of two processes the first one's secret stays. */
function makeSecret(file: string): void {
  const half = `${file}.${process.pid}.new`
  try {
    writeFileSync(half, randomBytes(keyBytes).toString('base64'), { mode: 0o600, flush: true })
    publish(half, file)
    if (process.platform !== 'win32') flushFolder(dirname(file))
  } catch (error) {
    throw new DatabaseError('folderNotWritable', { folder: dirname(file) }, error)
  } finally {
    rmSync(half, { force: true })
  }
}

function publish(half: string, file: string): void {
  try {
    linkSync(half, file)
  } catch (error) {
    // Not every file system has links.
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') renameSync(half, file)
  }
}

function flushFolder(folder: string): void {
  const opened = openSync(folder, 'r')
  fsyncSync(opened)
  closeSync(opened)
}

function readSecret(file: string): string | null {
  try {
    if (statSync(file).mode & 0o077) chmodSync(file, 0o600)
    return readFileSync(file, 'utf8').trim()
  } catch {
    return null
  }
}

export type Sealer = { seal: (text: string) => Buffer; open: (sealed: Uint8Array) => string }

/** AES-256-GCM: iv, tag and ciphertext in one buffer. `open` throws on anything altered. */
export function createSealer(key: Buffer): Sealer {
  // A key object: with the bytes Node makes one at every call, which takes three times as long as the rest.
  const secret = createSecretKey(key.subarray(0, keyBytes))
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
