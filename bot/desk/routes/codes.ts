// A code that was closed by too many misses may be tried again. A digimaatje knows it by its `referentie`; nobody sees the code.
import { z } from 'zod'
import type { Database } from '../../../prisma/client.ts'
import { orUnavailable } from '../../http/errors.ts'
import type { Answer } from '../../http/exchange.ts'
import { type DeskAuditLine, writeAudit } from '../audit-line.ts'
import type { CodeReopened } from '../contract.ts'
import { isCodeClosed } from '../rows/check-state.ts'
import { parse } from './parse.ts'
import type { DeskCall, DeskHandler } from './types.ts'

export type CodeRouteParts = { db: Pick<Database, 'sql'>; now: () => Date }

const referentieForm = z.string().trim().min(1).max(100)

/** POST /api/desk/codes/:referentie/reopen */
export function createCodeRoute(parts: CodeRouteParts): DeskHandler {
  return async ({ request, person }: DeskCall): Promise<Answer> => {
    const referentie = parse(referentieForm, request.params['referentie'])
    const line = { at: parts.now(), actor: person.id, action: 'code.reopened', conversation: null, origin: request.network }
    const kind = await orUnavailable(reopen(parts, referentie, line))
    if (kind !== 'reopened') await orUnavailable(writeAudit(parts.db.sql, { ...line, outcome: kind, detail: { referentie } }))
    const answer: CodeReopened = { kind }
    return { status: 200, json: answer }
  }
}

/** With its line in the audit log, in one statement. */
const statement = `
  with reopened as (update "ActivationCode" set "reopenedAt" = $2, "updatedAt" = $2 where referentie = $1 returning referentie)
  insert into "AuditEvent" (at, actor, action, outcome, origin, detail) select $2, $3, $4, 'reopened', $5, jsonb_build_object('referentie', referentie) from reopened`

async function reopen({ db }: CodeRouteParts, referentie: string, { at, actor, action, origin }: Pick<DeskAuditLine, 'at' | 'actor' | 'action' | 'origin'>): Promise<CodeReopened['kind']> {
  const { rows: [code] } = await db.sql.query<{ codeHash: Buffer }>('select "codeHash" from "ActivationCode" where referentie = $1', [referentie])
  if (!code) return 'notFound'
  if (!(await isCodeClosed(db.sql, code.codeHash, at))) return 'notClosed'
  await db.sql.query(statement, [referentie, at, actor, action, origin])
  return 'reopened'
}
