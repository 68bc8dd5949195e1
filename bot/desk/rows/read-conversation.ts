// One conversation as the desk opens it: where the person is, what went wrong, what was tried before.
import { limits } from '../../../domain/limits.ts'
import type { HandoffState } from '../../../domain/handoff.ts'
import { findStep, type Manager, type Role, routeA } from '../../../domain/journey.ts'
import { type Form, formFor } from '../../../locales/index.ts'
import type { SqlPool } from '../../../prisma/client.ts'
import type { DeskPerson } from '../auth/authenticate.ts'
import type { DeskConversation, Note, Past, StepLine } from '../contract.ts'
import { readCheckState } from './check-state.ts'
import { readRows } from './read-rows.ts'

type StepRow = { step: string; startedAt: string; finishedAt: string | null; finishedBy: StepLine['finishedBy']; troubles: Record<string, number> }
type PastRow = Past & { claimedById: string | null; undoable: boolean }
type Story = {
  role: Role | null; manager: Manager | null; step: string | null; stuck: number | null; stuckBy: Record<string, number> | null
  steps: StepRow[] | null; notes: Note[] | null; history: PastRow[] | null; optedOut: boolean | null; waiting: number; parked: number; failed: number
}
export type ConversationAsked = { id: string; viewer: DeskPerson; at: Date; hasTemplate: (form: Form) => boolean }

const countOf = (statuses: string) => `(select count(*)::int from "Delivery" d where d."conversationId" = c.id and d.status in (${statuses}))`
const statement = `
  select j.role, j.manager, j.step, j.stuck, j."stuckBy",
    (select jsonb_agg(to_jsonb(s)) from "StepProgress" s where s."journeyId" = j.id) as steps,
    (select jsonb_agg(to_jsonb(n) order by n.at) from (
      select n.id, coalesce(m.name, '') as by, n.text, n."createdAt" as at from "HandoffNote" n
      left join lateral (select m.name from "Digimaatje" m where m.id = n."byId" limit 1) as m on true where n."conversationId" = c.id) as n) as notes,
    (select jsonb_agg(to_jsonb(h) order by h."askedAt" desc) from (
      select h.id, h.state, h.reason, h."createdAt" as "askedAt", m.name as by, h."closedAt", h."closeReason", h."claimedById", h.back is not null as undoable from "Handoff" h
      left join lateral (select m.name from "Digimaatje" m where m.id = h."claimedById" limit 1) as m on true where h."conversationId" = c.id) as h) as history,
    (select n."optedOutAt" is not null from "ChannelIdentity" n where c."replyTo" is not null and n.channel = 'whatsapp' and n."addressHash" = c."replyTo" limit 1) as "optedOut",
    ${countOf(`'due', 'sending', 'unknown'`)} as waiting, ${countOf(`'parked'`)} as parked, ${countOf(`'failed', 'undelivered', 'unresolved'`)} as failed
  from "Conversation" c left join lateral (select * from "Journey" j where j.id = c."journeyId" limit 1) as j on true
  where c.id = $1`

/** null: there is no such conversation. */
export async function readConversation(sql: SqlPool, { id, viewer, at, hasTemplate }: ConversationAsked): Promise<DeskConversation | null> {
  const [[row], { rows: [story] }, check] = await Promise.all([
    readRows(sql, [id], viewer.id), sql.query<Story>({ name: 'desk-conversation', text: statement, values: [id] }), readCheckState(sql, id, at),
  ])
  if (!row || !story) return null
  const form = formFor(story.role)
  return {
    row, form: form === 'nl' ? 'je' : 'u', manager: story.manager, steps: stepLines(story), stuck: { points: story.stuck ?? 0, by: story.stuckBy ?? {} }, check,
    deliveries: { waiting: story.waiting, parked: story.parked, failed: story.failed }, canUndoHandBack: canUndo(story.history?.[0], viewer, at),
    optedOut: story.optedOut ?? false, hasTemplate: row.channel === 'whatsapp' && hasTemplate(form),
    notes: (story.notes ?? []).map(({ id: note, by, text, at: written }) => ({ id: note, by, text, at: iso(written) })), history: (story.history ?? []).map(toPast),
  }
}

/** Every step this person sees, in the journey's order. */
function stepLines({ steps, step, role, manager }: Story): StepLine[] {
  const current = findStep(step ?? '').name
  const done = new Map((steps ?? []).map((row) => [row.step, row]))
  return routeA.filter(({ name, onlyWhen }) => (onlyWhen?.({ role, manager }) ?? true) || done.has(name)).map(({ name, number }) => {
    const row = done.get(name)
    return {
      step: name, number, startedAt: row ? iso(row.startedAt) : null, finishedAt: row?.finishedAt ? iso(row.finishedAt) : null,
      finishedBy: row?.finishedBy ?? null, troubles: row?.troubles ?? {}, current: name === current,
    }
  })
}

function canUndo(last: PastRow | undefined, { id, roles }: DeskPerson, at: Date): boolean {
  const state: HandoffState = last?.state ?? 'none'
  if (!last?.undoable || state !== 'back' || last.closedAt === null) return false
  return at.getTime() - Date.parse(last.closedAt) < limits.desk.undoHandBack && (last.claimedById === id || roles.includes('coordinator'))
}

function toPast({ id, state, reason, askedAt, by, closedAt, closeReason }: PastRow): Past {
  return { id, state, reason, askedAt: iso(askedAt), by, closedAt: closedAt && iso(closedAt), closeReason }
}

/** A time out of PostgreSQL's JSON, in the wire's form. */
const iso = (time: string) => new Date(time).toISOString()
