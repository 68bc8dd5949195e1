// The check of code and birth date as the dialogs see it: bound to one turn, with hashes only.
import type { Check } from '../domain/check.ts'
import { codeHash, type CodeRules, findCodes, pairHash } from '../domain/codes.ts'
import { findBirthDates } from '../domain/birth-date/find.ts'
import type { CodeCheck } from '../dialogs/work.ts'
import type { SqlPool } from '../prisma/client.ts'
import type { AttemptOutcome } from '../prisma/generated/enums.ts'
import type { Inbound } from './turn/types.ts'
import type { UnitOfWork } from './turn/unit-of-work.ts'

export type { AttemptOutcome } from '../prisma/generated/enums.ts'

export type CheckForParts = { check: Check; pepper: Buffer; rules: CodeRules; today: () => string }

const unchecked = { kind: 'unchecked' } as const

export function createCheckFor({ check, pepper, rules, today }: CheckForParts): (work: UnitOfWork) => CodeCheck {
  return (work) => {
    const { inbound, snapshot } = work
    const subject = { conversationId: snapshot.conversationId, identityHash: inbound.identityHash, addressHash: inbound.addressHash }
    return {
      findCode: (text, asked = 'code') => {
        const { dates } = findBirthDates(text, today())
        // Six or eight digits in a row may be a date, but here a code was asked.
        const surely = dates.filter(({ start, end }) => !/^\d+$/.test(text.slice(start, end)))
        const first = findCodes(text, rules, dates)[0] ?? (asked === 'code' ? findCodes(text, rules, surely)[0] : undefined)
        if (!first) return null
        return { codeHash: codeHash(pepper, first.code).toString('hex'), rest: `${text.slice(0, first.start)} ${text.slice(first.end)}` }
      },
      pair: (hash, date) => pairHash(pepper, Buffer.from(hash, 'hex'), date).toString('hex'),
      state: async () => {
        if (!await check.kindIsChecked('activatiecode')) return unchecked
        // What this turn opens again is in the database only after it.
        return work.reopenCheck ? { kind: 'open' } : check.state(subject)
      },
      attempt: (hash, pair) => check.attempt({
        ...subject, inboundKey: attemptKey({ ...inbound, conversationId: snapshot.conversationId }), subject: snapshot.subject,
        codeHash: Buffer.from(hash, 'hex'), pairHash: Buffer.from(pair, 'hex'),
      }),
    }
  }
}

type TurnName = Pick<Inbound, 'conversationId' | 'channel' | 'externalId'>

const attemptKey = ({ conversationId, channel, externalId }: TurnName): string => `${conversationId}:${channel}:${externalId}`

/** What became of the attempt that a turn made; null: it made none. */
export async function findAttempt(sql: SqlPool, turn: TurnName): Promise<AttemptOutcome | null> {
  const { rows } = await sql.query<{ outcome: AttemptOutcome }>('select outcome from "CodeAttempt" where "inboundKey" = $1', [attemptKey(turn)])
  return rows[0]?.outcome ?? null
}
