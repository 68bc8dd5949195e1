// What digimaatjes do beside a conversation: notes, the number of "Bel mij", reminders, erasing; and looking for something.
import { z } from 'zod'
import { limits } from '../../../domain/limits.ts'
import type { Database } from '../../../prisma/client.ts'
import { eraseConversation } from '../../erase.ts'
import { HttpError, orUnavailable } from '../../http/errors.ts'
import type { Answer } from '../../http/exchange.ts'
import type { Sealer } from '../../keys.ts'
import { cleanText } from '../../turn/clean-text.ts'
import { wakeChannel } from '../../turn/commit-statement.ts'
import type { LiveFeed } from '../../turn/feed.ts'
import type { StoredActivity } from '../../turn/types.ts'
import type { Masked } from '../../turn/unit-of-work.ts'
import { writeAudit } from '../audit-line.ts'
import { noteWish, type Note, type PhoneAnswer, reminderWish, searchWish } from '../contract.ts'
import { search } from '../rows/search.ts'
import { conversationOf, parse } from './parse.ts'
import type { DeskCall, DeskHandler } from './types.ts'

export type BesidesRoutesParts = {
  db: Pick<Database, 'sql' | 'prisma'>
  feed: Pick<LiveFeed, 'processId' | 'reread'>
  sealer: Pick<Sealer, 'open'>
  /** Masks a text before it is stored. */
  mask: (activity: StoredActivity) => Masked
  now: () => Date
}

export function createBesidesRoutes(parts: BesidesRoutesParts): Record<'note' | 'phone' | 'remind' | 'reminded' | 'erase' | 'search', DeskHandler> {
  return {
    note: (call) => note(parts, call),
    phone: (call) => phone(parts, call),
    remind: (call) => remind(parts, call),
    reminded: (call) => reminded(parts, call),
    erase: (call) => erase(parts, call),
    search: (call) => find(parts, call),
  }
}

/** With its line in the audit log, and what wakes the consoles of other processes. */
const insertNote = `
  with added as (
    insert into "HandoffNote" (id, "conversationId", "byId", text, "createdAt") select $1, c.id, $3, $4, $5 from "Conversation" c where c.id = $2 on conflict (id) do nothing returning id
  ), line as (
    insert into "AuditEvent" (at, actor, action, outcome, subject, origin)
    select $5, $3, 'note.added', 'done', (select p."auditSubject" from "Conversation" c cross join lateral (select p."auditSubject" from "Person" p where p.id = c."personId" limit 1) as p where c.id = $2), $7
    from added
  ) select pg_notify('${wakeChannel}', $6 || ' ' || c.id::text) from "Conversation" c where c.id = $2`

async function note({ db, feed, mask, now }: BesidesRoutesParts, { request, person }: DeskCall): Promise<Answer> {
  const id = conversationOf(request)
  const wish = parse(noteWish, await request.body())
  const text = mask({ type: 'message', text: cleanText(wish.text).trim() }).activity.text ?? ''
  if (!text) throw new HttpError('BadArgument')
  const at = now()
  const { rows } = await orUnavailable(db.sql.query(insertNote, [wish.id, id, person.id, text, at, feed.processId, request.network]))
  if (rows.length === 0) throw new HttpError('ConversationNotFound')
  feed.reread(id)
  const answer: Note = { id: wish.id, by: person.name, text, at: at.toISOString() }
  return { status: 200, json: answer }
}

/** The number is for who has the conversation; who asks without having it leaves a line too. */
async function phone({ db, sealer, now }: BesidesRoutesParts, { request, person }: DeskCall): Promise<Answer> {
  const id = conversationOf(request)
  const { rows: [handoff] } = await orUnavailable(db.sql.query<{ phone: Buffer | null; mine: boolean }>(
    `select h.phone, h.state = 'human' and h."claimedById" = $2 as mine from "Handoff" h where h."conversationId" = $1 order by h."createdAt" desc limit 1`, [id, person.id]))
  const outcome = handoff?.mine ? 'done' : 'refused'
  await orUnavailable(writeAudit(db.sql, { at: now(), actor: person.id, action: 'phone.shown', outcome, conversation: id, origin: request.network }))
  if (!handoff?.mine) throw new HttpError('NotYours')
  const answer: PhoneAnswer = { phone: handoff.phone && sealer.open(handoff.phone) }
  return { status: 200, json: answer }
}

const insertReminder = `
  with added as (
    insert into "DeskReminder" (id, "conversationId", "digimaatjeId", "dueAt", "createdAt") select $1, c.id, $3, $4, $5 from "Conversation" c where c.id = $2 on conflict (id) do nothing
  ) select c.id from "Conversation" c where c.id = $2`

async function remind({ db, feed, now }: BesidesRoutesParts, { request, person }: DeskCall): Promise<Answer> {
  const id = conversationOf(request)
  const wish = parse(reminderWish, await request.body())
  const wait = Date.parse(wish.at) - now().getTime()
  if (wait <= 0 || wait > limits.desk.remindAhead) throw new HttpError('BadArgument')
  const { rows } = await orUnavailable(db.sql.query(insertReminder, [wish.id, id, person.id, wish.at, now()]))
  if (rows.length === 0) throw new HttpError('ConversationNotFound')
  feed.reread(id)
  return { status: 200, json: { id: wish.id, at: wish.at } }
}

async function reminded({ db, feed, now }: BesidesRoutesParts, { request, person }: DeskCall): Promise<Answer> {
  const id = conversationOf(request)
  const reminder = parse(z.uuid(), request.params['reminder'])
  await orUnavailable(db.sql.query(`update "DeskReminder" set "doneAt" = coalesce("doneAt", $4) where id = $1 and "conversationId" = $2 and "digimaatjeId" = $3`, [reminder, id, person.id, now()]))
  feed.reread(id)
  return { status: 200, json: { id: reminder } }
}

/** The person asked for it, by mail or on the phone. */
async function erase({ db, now }: BesidesRoutesParts, { request, person }: DeskCall): Promise<Answer> {
  const id = conversationOf(request)
  const { kind } = await orUnavailable(eraseConversation({ db, now, by: { actor: person.id, origin: request.network } }, id))
  if (kind === 'gone') throw new HttpError('ConversationNotFound')
  return { status: 200, json: { kind } }
}

/** The words come in the body: an address ends up in logs. The audit log learns that somebody searched, not for what. */
async function find({ db, now }: BesidesRoutesParts, { request, person }: DeskCall): Promise<Answer> {
  const { text } = parse(searchWish, await request.body())
  const found = await orUnavailable(search(db.sql, text, person.id))
  await orUnavailable(writeAudit(db.sql, { at: now(), actor: person.id, action: 'search', outcome: 'done', conversation: null, origin: request.network, detail: { results: found.found.length } }))
  return { status: 200, json: found }
}
