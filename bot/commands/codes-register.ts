// What an administrator does with codes that were imported, by `referentie`. Every change leaves a line in the audit log.
import { addDays } from '../../domain/code-import/date.ts'
import { limits } from '../../domain/limits.ts'
import type { Database } from '../../prisma/client.ts'
import type { CodeKind, CodeStatus } from '../../prisma/generated/enums.ts'

export type KindCounts = { kind: CodeKind; active: number; used: number; cancelled: number; expired: number; expiring: number }
/** Dates are YYYY-MM-DD. `misses` in the window of the check; `closedUntil`: too many of them. */
export type CodeState = {
  referentie: string; kind: CodeKind; status: CodeStatus; issuedOn: string; expiresOn: string; misses: number; closedUntil: Date | null
}
export type Register = ReturnType<typeof createRegister>
type Tools = { db: Database; today: string; now: () => Date }

const soonDays = 7

export function createRegister(tools: Tools) {
  return {
    counts: () => countCodes(tools),
    one: (referentie: string) => readCode(referentie, tools),
    cancel: (referentie: string) => cancelCode(referentie, tools),
    reopen: (referentie: string) => reopenCode(referentie, tools),
    purgeExpired: (days: number) => purgeExpired(days, tools),
  }
}

/** `expired` and `expiring` (within a week) are of the active ones. One statement: five counts over the same rows. */
async function countCodes({ db, today }: Tools): Promise<KindCounts[]> {
  return db.prisma.$queryRaw<KindCounts[]>`
    select kind::text, count(*) filter (where status = 'active')::int as active, count(*) filter (where status = 'used')::int as used,
      count(*) filter (where status = 'cancelled')::int as cancelled,
      count(*) filter (where status = 'active' and "expiresOn" < ${today}::date)::int as expired,
      count(*) filter (where status = 'active' and "expiresOn" between ${today}::date and ${addDays(today, soonDays)}::date)::int as expiring
    from "ActivationCode" group by kind order by kind`
}

async function readCode(referentie: string, { db, now }: Tools): Promise<CodeState | null> {
  const code = await db.prisma.activationCode.findUnique({ where: { referentie } })
  if (!code) return null
  const { window, missesPerCode } = limits.check
  const since = Math.max(now().getTime() - window, code.reopenedAt?.getTime() ?? 0)
  const misses = await db.prisma.codeAttempt.findMany({
    where: { codeHash: code.codeHash, outcome: { in: ['pending', 'miss'] }, createdAt: { gt: new Date(since) } }, orderBy: { createdAt: 'desc' }, select: { createdAt: true },
  })
  const last = misses[0]?.createdAt.getTime()
  const closedUntil = last !== undefined && misses.length >= missesPerCode ? new Date(last + window) : null
  const { kind, status, issuedOn, expiresOn } = code
  return { referentie, kind, status, issuedOn: day(issuedOn), expiresOn: day(expiresOn), misses: misses.length, closedUntil }
}

async function cancelCode(referentie: string, { db }: Tools): Promise<{ kind: 'cancelled' | 'unchanged' | 'unknown' }> {
  return db.prisma.$transaction(async (tx) => {
    const { count } = await tx.activationCode.updateMany({ where: { referentie, status: { not: 'cancelled' } }, data: { status: 'cancelled' } })
    const kind = count > 0 ? 'cancelled' : await tx.activationCode.count({ where: { referentie } }) > 0 ? 'unchanged' : 'unknown'
    if (kind !== 'unknown') await tx.auditEvent.create({ data: { actor: 'command', action: 'codes.cancel', outcome: kind, detail: { referentie } } })
    return { kind }
  })
}

/** A cancelled code stays so: reopening is for too many misses. */
async function reopenCode(referentie: string, { db, now }: Tools): Promise<{ kind: 'reopened' | 'cancelled' | 'unknown' }> {
  return db.prisma.$transaction(async (tx) => {
    const { count } = await tx.activationCode.updateMany({ where: { referentie, status: { not: 'cancelled' } }, data: { reopenedAt: now() } })
    const kind = count > 0 ? 'reopened' : await tx.activationCode.count({ where: { referentie } }) > 0 ? 'cancelled' : 'unknown'
    if (kind !== 'unknown') await tx.auditEvent.create({ data: { actor: 'command', action: 'codes.reopen', outcome: kind, detail: { referentie } } })
    return { kind }
  })
}

/** Removes codes that expired more than `days` ago. `before`: the first day that stays. */
async function purgeExpired(days: number, { db, today }: Tools): Promise<{ count: number; before: string }> {
  const before = addDays(today, -days)
  return db.prisma.$transaction(async (tx) => {
    const { count } = await tx.activationCode.deleteMany({ where: { expiresOn: { lt: new Date(before) } } })
    await tx.auditEvent.create({ data: { actor: 'command', action: 'codes.purge', outcome: 'removed', detail: { count, before } } })
    return { count, before }
  }, { timeout: 60_000 })
}

const day = (date: Date) => date.toISOString().slice(0, 10)
