// Conversations at the desk: the lists, one of them, its messages.
import { z } from 'zod'
import type { Form } from '../../../locales/index.ts'
import type { Database } from '../../../prisma/client.ts'
import { HttpError, orUnavailable } from '../../http/errors.ts'
import type { Answer } from '../../http/exchange.ts'
import { lists } from '../contract.ts'
import type { Opened } from '../opened.ts'
import { readList } from '../rows/lists.ts'
import { readConversation } from '../rows/read-conversation.ts'
import { readMessages } from '../rows/read-messages.ts'
import { conversationOf, parse } from './parse.ts'
import type { DeskCall, DeskHandler } from './types.ts'

export type ConversationRoutesParts = {
  db: Pick<Database, 'sql'>
  opened: Opened
  /** Is there an approved template to write first with? */
  hasTemplate: (form: Form) => boolean
  now: () => Date
}

export function createConversationRoutes(parts: ConversationRoutesParts): Record<'rows' | 'conversation' | 'messages' | 'read', DeskHandler> {
  return {
    rows: (call) => rows(parts, call),
    conversation: (call) => conversation(parts, call),
    messages: (call) => messages(parts, call),
    read: (call) => read(parts, call),
  }
}

const listName = z.enum(lists)
const highestSeq = 2_147_483_647
const seq = z.coerce.number().int().min(0).max(highestSeq)
const readWish = z.object({ seq: z.number().int().min(0).max(highestSeq) })

async function rows({ db, now }: ConversationRoutesParts, { request, person }: DeskCall): Promise<Answer> {
  const asked = { list: parse(listName, request.query('list')), viewer: person.id, before: request.query('before') || null, at: now() }
  try {
    return { status: 200, json: await readList(db.sql, asked) }
  } catch (error) {
    throw error instanceof RangeError ? new HttpError('BadArgument') : new HttpError('Unavailable', { retryAfter: 2, cause: error })
  }
}

const openedBy = ({ opened }: ConversationRoutesParts, { request, person }: DeskCall, id: string) => opened({ actor: person.id, conversation: id, origin: request.network })

async function conversation(parts: ConversationRoutesParts, call: DeskCall): Promise<Answer> {
  const id = conversationOf(call.request)
  const { db, hasTemplate, now } = parts
  const [found] = await orUnavailable(Promise.all([readConversation(db.sql, { id, viewer: call.person, at: now(), hasTemplate }), openedBy(parts, call, id)]))
  if (!found) throw new HttpError('ConversationNotFound')
  return { status: 200, json: found }
}

async function messages(parts: ConversationRoutesParts, call: DeskCall): Promise<Answer> {
  const id = conversationOf(call.request)
  const after = parse(seq, call.request.query('after') || '0')
  const [found] = await orUnavailable(Promise.all([readMessages(parts.db.sql, id, after), openedBy(parts, call, id)]))
  if (!found) throw new HttpError('ConversationNotFound')
  return { status: 200, json: found }
}

/** Whoever reads on has opened it: nothing more is written. */
async function read(parts: ConversationRoutesParts, call: DeskCall): Promise<Answer> {
  const id = conversationOf(call.request)
  parse(readWish, await call.request.body())
  await orUnavailable(openedBy(parts, call, id))
  return { status: 200, json: {} }
}
