// Buttons and lists exist at Twilio as Content resources: one per shape, made once and used for every text.
import { createHash } from 'node:crypto'
import { limits } from '../../../domain/limits.ts'
import type { SqlPool } from '../../../prisma/client.ts'
import type { Part } from '../../delivery/types.ts'
import type { Log } from '../../log.ts'
import { outcomeOf } from './errors.ts'

export type Shape = Extract<Part, { kind: 'quickReply' | 'list' }>
export type Contents = {
  /** The ContentSid for a shape; null: it cannot be had now, so the choices must be numbered. Never throws. */
  sidOf: (shape: Shape) => Promise<string | null>
  /** Twilio does not know this one (any more): the next ask makes another. */
  forget: (shape: Shape, sid: string) => Promise<void>
}
export type ContentStore = {
  find: (key: string) => Promise<string | null>
  /** Keeps a sid and returns the one that counts: of two processes the first one's. */
  keep: (key: string, sid: string) => Promise<string>
  remove: (key: string, sid: string) => Promise<void>
}
export type ContentRequest = { friendly_name: string; language: string; variables: Record<string, string>; types: Record<string, object> }
export type ContentParts = {
  /** Sids belong to an account. */
  accountSid: string
  store: ContentStore
  /** Makes one at Twilio; resolves with its sid. */
  create: (request: ContentRequest) => Promise<string>
  now: () => Date
  log: Log
}

const language = 'nl'

/** Looks in memory, then in the table, then makes one; asks for one shape at a time share one answer. */
export function createContents({ accountSid, store, create, now, log }: ContentParts): Contents {
  const known = new Map<string, string>()
  const asked = new Map<string, Promise<string | null>>()
  const failedAt = new Map<string, number>()
  const obtain = async (key: string, shape: Shape): Promise<string | null> => {
    try {
      const sid = await store.find(key) ?? await store.keep(key, await create(requestOf(shape, key)))
      remember(known, key, sid)
      return sid
    } catch (error) {
      remember(failedAt, key, now().getTime())
      log.warn({ code: outcomeOf(error).code, kind: shape.kind }, 'buttons could not be made at Twilio: numbered instead')
      return null
    }
  }
  const ask = (key: string, shape: Shape): Promise<string | null> => {
    const answer = asked.get(key) ?? obtain(key, shape).finally(() => asked.delete(key))
    asked.set(key, answer)
    return answer
  }
  return {
    sidOf: async (shape) => {
      const key = keyOf(accountSid, shape)
      const resting = now().getTime() - (failedAt.get(key) ?? -Infinity) < limits.whatsapp.contentRetry
      return known.get(key) ?? (resting ? null : ask(key, shape))
    },
    forget: async (shape, sid) => {
      const key = keyOf(accountSid, shape)
      if (known.get(key) === sid) known.delete(key)
      await store.remove(key, sid)
    },
  }
}

/** The table ContentTemplate. */
export function createContentStore(sql: SqlPool): ContentStore {
  return {
    find: async (key) => (await sql.query<{ sid: string }>('select sid from "ContentTemplate" where key = $1', [key])).rows[0]?.sid ?? null,
    keep: async (key, sid) => {
      // The update changes nothing: it makes the row that won visible, whoever wrote it.
      const { rows } = await sql.query<{ sid: string }>('insert into "ContentTemplate" (key, sid) values ($1, $2) on conflict (key) do update set key = excluded.key returning sid', [key, sid])
      return rows[0]?.sid ?? sid
    },
    remove: async (key, sid) => {
      await sql.query('delete from "ContentTemplate" where key = $1 and sid = $2', [key, sid])
    },
  }
}

function keyOf(accountSid: string, shape: Shape): string {
  const form = shape.kind === 'list' ? [shape.kind, language, shape.open, shape.items] : [shape.kind, language, shape.buttons]
  return `${accountSid}:${createHash('sha256').update(JSON.stringify(form)).digest('hex')}`
}

function requestOf(shape: Shape, key: string): ContentRequest {
  const body = '{{1}}'
  const types: ContentRequest['types'] = shape.kind === 'list'
    ? { 'twilio/list-picker': { body, button: shape.open, items: shape.items.map(({ id, title }) => ({ id, item: title })) } }
    : { 'twilio/quick-reply': { body, actions: shape.buttons.map(({ id, title }) => ({ type: 'QUICK_REPLY', title, id })) } }
  return { friendly_name: `digimaatje ${shape.kind} ${key.slice(-12)}`, language, variables: { 1: '…' }, types }
}

function remember<Value>(kept: Map<string, Value>, key: string, value: Value): void {
  if (kept.size >= limits.whatsapp.contentsKept) kept.clear()
  kept.set(key, value)
}
