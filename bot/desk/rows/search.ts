// Looking for words in masked transcripts and notes, for a conversation by its id, or for who tried a code (by `referentie`). What is looked for is never logged.
import { limits } from '../../../domain/limits.ts'
import type { SqlPool } from '../../../prisma/client.ts'
import type { SearchAnswer } from '../contract.ts'
import { readRows } from './read-rows.ts'

type Hit = { id: string; seq: number | null; text: string | null; at: Date }

const { searchResults } = limits.desk
/** More than one hit of a conversation is one result, so a few more are looked at. */
const hitsRead = searchResults * 10
const excerptBefore = 40
const excerptLength = 160

/** Newest first: the index on time is walked until there are enough. */
const inMessages = `
  select m."conversationId" as id, m.seq, m.activity->>'text' as text, m."createdAt" as at from "Message" m
  where m.activity->>'type' = 'message' and m.activity->>'text' ilike $1 order by m."createdAt" desc limit ${hitsRead}`
const inNotes = `select n."conversationId" as id, null::int as seq, n.text, n."createdAt" as at from "HandoffNote" n where n.text ilike $1 order by n."createdAt" desc limit ${hitsRead}`
const byReferentie = `
  select distinct a."conversationId" as id from "CodeAttempt" a
  where a."codeHash" = (select k."codeHash" from "ActivationCode" k where k.referentie = $1 limit 1) limit ${searchResults}`
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

export async function search(sql: SqlPool, text: string, viewer: string): Promise<SearchAnswer> {
  const pattern = `%${text.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`
  const [messages, notes, codes] = await Promise.all([
    sql.query<Hit>(inMessages, [pattern]), sql.query<Hit>(inNotes, [pattern]), sql.query<{ id: string }>(byReferentie, [text]),
  ])
  const named = [...(uuid.test(text) ? [text.toLowerCase()] : []), ...codes.rows.map(({ id }) => id)].map((id): Hit => ({ id, seq: null, text: null, at: new Date(0) }))
  const said = [...messages.rows, ...notes.rows].toSorted((one, other) => other.at.getTime() - one.at.getTime())
  const found = new Map<string, Hit>()
  for (const hit of [...named, ...said]) if (!found.has(hit.id)) found.set(hit.id, hit)
  const shown = [...found.values()].slice(0, searchResults)
  const rows = new Map((await readRows(sql, shown.map(({ id }) => id), viewer)).map((row) => [row.id, row]))
  return {
    found: shown.flatMap(({ id, seq, text: whole }) => {
      const row = rows.get(id)
      return row ? [{ row, seq, excerpt: whole === null ? null : excerptOf(whole, text) }] : []
    }),
    more: found.size > searchResults || messages.rows.length === hitsRead,
  }
}

function excerptOf(whole: string, wanted: string): string {
  const at = Math.max(0, whole.toLowerCase().indexOf(wanted.toLowerCase()) - excerptBefore)
  const part = whole.slice(at, at + excerptLength)
  return `${at > 0 ? '…' : ''}${part}${at + excerptLength < whole.length ? '…' : ''}`
}
