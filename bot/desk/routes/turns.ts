// A move at the desk is a turn: deduplicated by the console's id, decided on what the database says, committed at once.
import { limits } from '../../../domain/limits.ts'
import type { Database } from '../../../prisma/client.ts'
import { HttpError, orUnavailable } from '../../http/errors.ts'
import type { Answer } from '../../http/exchange.ts'
import { cleanText } from '../../turn/clean-text.ts'
import type { DeskTurn, TurnOutcome, Turns } from '../../turn/types.ts'
import { writeAudit } from '../audit-line.ts'
import { type DeskMove, deskTurn, type Refusal, type TurnAnswer, type Who } from '../contract.ts'
import { readRows } from '../rows/read-rows.ts'
import { conversationOf, parse } from './parse.ts'
import type { DeskCall, DeskHandler } from './types.ts'

export type TurnRouteParts = { db: Pick<Database, 'sql'>; turns: Pick<Turns, 'run'>; now: () => Date }

/** POST /api/desk/conversations/:id/turns */
export function createTurnRoute(parts: TurnRouteParts): DeskHandler {
  return async (call) => {
    const id = conversationOf(call.request)
    const wish = parse(deskTurn, await call.request.body())
    const move = await moveOf(parts, wish.move)
    if (move === 'targetAway') return answer(parts, call, { id, move: wish.move.kind, outcome: { kind: 'refused', code: 'targetAway', by: null } })
    const outcome = await orUnavailable(parts.turns.run({
      channel: 'desk', conversationId: id, externalId: wish.id, identityHash: nobody, addressHash: nobody,
      activity: { type: 'event', name: 'desk', ...(wish.move.kind === 'reply' && { text: textOf(wish.move) }) },
      desk: { actor: actorOf(call), move, origin: call.request.network },
    }))
    return answer(parts, call, { id, move: wish.move.kind, outcome })
  }
}

/** What was tried and not allowed is in the audit log; what was done wrote its own line. */
async function noteRefusal({ db, now }: TurnRouteParts, { request, person }: DeskCall, { id, code, move }: { id: string; code: Refusal; move: DeskMove['kind'] }): Promise<void> {
  await orUnavailable(writeAudit(db.sql, { at: now(), actor: person.id, action: 'desk.refused', outcome: code, conversation: id, origin: request.network, detail: { move } }))
}

/** Nobody of the people spoke. */
const nobody = Buffer.alloc(32)
const actorOf = ({ person: { id, name, roles } }: DeskCall) => ({ kind: 'digimaatje' as const, id, name, coordinator: roles.includes('coordinator') })

/** @throws HttpError BadArgument: nothing is left of it */
function textOf({ text }: { text: string }): string {
  const clean = cleanText(text).trim()
  if (!clean) throw new HttpError('BadArgument')
  return clean
}

/** Only to somebody who is there to take it. */
async function moveOf({ db, now }: TurnRouteParts, move: DeskMove): Promise<DeskTurn['move'] | 'targetAway'> {
  if (move.kind !== 'transfer') return move
  const seenAfter = new Date(now().getTime() - limits.desk.awayAfter)
  const { rows: [to] } = await orUnavailable(db.sql.query<Who>({
    name: 'desk-target', values: [move.to, seenAfter],
    text: `select id, name from "Digimaatje" where id = $1 and presence = 'online' and "lastSeenAt" > $2 and roles && array['digimaatje', 'coordinator']`,
  }))
  return to ? { kind: 'transfer', to } : 'targetAway'
}

async function answer(parts: TurnRouteParts, call: DeskCall, { id, move, outcome }: { id: string; move: DeskMove['kind']; outcome: TurnOutcome }): Promise<Answer> {
  if (outcome.kind === 'refused') await noteRefusal(parts, call, { id, code: outcome.code, move })
  const [row = null] = await orUnavailable(readRows(parts.db.sql, [id], call.person.id))
  return { status: 200, json: toAnswer(outcome, row) }
}

function toAnswer(outcome: TurnOutcome, row: TurnAnswer['row']): TurnAnswer {
  switch (outcome.kind) {
    case 'done': case 'duplicate': return row ? { kind: outcome.kind, row } : { kind: 'refused', code: 'gone', by: null, row }
    case 'refused': return { kind: 'refused', code: outcome.code, by: outcome.by, row }
    case 'gone': case 'busy': return { kind: 'refused', code: outcome.kind, by: null, row }
  }
}
