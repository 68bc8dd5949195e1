// People, codes and attempts for the tests of the check.
import { randomBytes, randomUUID } from 'node:crypto'
import { type Attempt, type Check, type CheckOutcome, createCheck } from '../../domain/check.ts'
import { codeHash, normaliseCode, pairHash } from '../../domain/codes.ts'
import { limits } from '../../domain/limits.ts'
import type { Database } from '../../prisma/client.ts'

export type Letter = { code: string; date: string }
export type Somebody = Omit<Attempt, 'inboundKey' | 'codeHash' | 'pairHash'>
export type Clock = { now: () => Date; forward: (milliseconds: number) => void; reset: () => void }

export const pepper = Buffer.alloc(32, 3)
export const right: Letter = { code: 'HK47-PR93', date: '1980-05-03' }
export const wrongDate: Letter = { ...right, date: '1955-01-01' }
export const unknown: Letter = { code: 'XX99-XX99', date: right.date }

export function createClock(start = '2026-11-20T12:00:00Z'): Clock {
  let at = new Date(start)
  return {
    now: () => at,
    forward: (milliseconds) => { at = new Date(at.getTime() + milliseconds) },
    reset: () => { at = new Date(start) },
  }
}

export function checkOn(db: Database, clock: Clock, more: Partial<Parameters<typeof createCheck>[0]> = {}): Check {
  return createCheck({ db, limits: limits.check, now: clock.now, ...more })
}

export const somebody = (over: Partial<Somebody> = {}): Somebody => ({
  conversationId: randomUUID(), identityHash: randomBytes(32), addressHash: randomBytes(32), subject: randomUUID(), ...over,
})

export function hashesOf({ code, date }: Letter): Pick<Attempt, 'codeHash' | 'pairHash'> {
  const hash = codeHash(pepper, normaliseCode(code, 'upper'))
  return { codeHash: hash, pairHash: pairHash(pepper, hash, date) }
}

export const attemptOf = (who: Somebody, letter: Letter): Attempt => ({ inboundKey: `${who.conversationId}/${randomUUID()}`, ...who, ...hashesOf(letter) })

export async function tries(check: Check, who: Somebody, letter: Letter): Promise<CheckOutcome> {
  return check.attempt(attemptOf(who, letter))
}

/** An imported code; valid until the end of 2026 unless said otherwise. */
export async function addCode(db: Database, letter: Letter, over: { status?: 'active' | 'used' | 'cancelled'; expiresOn?: string; referentie?: string } = {}): Promise<string> {
  const referentie = over.referentie ?? `REF-${randomUUID().slice(0, 8)}`
  const { codeHash: hash, pairHash: pair } = hashesOf(letter)
  const dates = { issuedOn: new Date('2026-10-01'), expiresOn: new Date(over.expiresOn ?? '2026-12-31') }
  const importId = randomUUID()
  await db.prisma.codeImport.create({ data: { id: importId, fileHash: randomBytes(32), added: 1, changed: 0, unchanged: 0 } })
  await db.prisma.activationCode.create({
    data: { referentie, kind: 'activatiecode', codeHash: new Uint8Array(hash), pairHash: new Uint8Array(pair), status: over.status ?? 'active', importId, ...dates },
  })
  return referentie
}

/** Empties what the check reads and writes; the audit log, append only, stays. */
export async function clearChecks(db: Database): Promise<void> {
  await db.sql.query('truncate "CodeAttempt", "ActivationCode", "CodeImport", "Person" cascade')
}

/** Every column of every row as text, bytes as hex and as latin1: what somebody who has the database can read. */
export async function everythingIn(db: Database): Promise<string> {
  const { rows: tables } = await db.sql.query<{ name: string }>(
    `select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = 'public' and c.relkind in ('r', 'p')`)
  const texts = await Promise.all(tables.map(async ({ name }) => {
    const { rows } = await db.sql.query<Record<string, unknown>>(`select * from "${name}"`)
    return rows.map((row) => Object.values(row).map((value) => (Buffer.isBuffer(value) ? `${value.toString('hex')} ${value.toString('latin1')}` : JSON.stringify(value))).join(' ')).join('\n')
  }))
  return texts.join('\n')
}
