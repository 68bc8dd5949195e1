// The four lists of the desk.
import { limits } from '../../../domain/limits.ts'
import type { SqlPool } from '../../../prisma/client.ts'
import type { DeskRow, ListName, RowsAnswer } from '../contract.ts'
import { queryRows, readRows, rowsOf } from './read-rows.ts'

export type ListAsked = { list: ListName; viewer: string; /** `next` of the answer before */ before: string | null; at: Date }

const { queueRows, rowsPage, windowSoon } = limits.desk
const waiting = `select h."conversationId" as id from "Handoff" h where h.state = 'waiting'`
const mine = `select h."conversationId" as id from "Handoff" h where h."claimedById" = $1 and h.state = 'human'`
/** Whoever waits or talks; and whatever a human should look at. */
const open = `${waiting} union select h."conversationId" from "Handoff" h where h.state = 'human' union select f.id from "Conversation" f where f."flaggedAt" > '-infinity'`
const closed = `
  select k."conversationId" as id, k.id as handoff, k."closedAt" from "Handoff" k
  where k."closedAt" <= $1 and (k."closedAt", k.id) < ($1, $2::uuid)
    and (select n.id from "Handoff" n where n."conversationId" = k."conversationId" order by n."createdAt" desc limit 1) = k.id
  order by k."closedAt" desc, k.id desc limit ${rowsPage + 1}`

const texts = {
  queue: `${rowsOf(waiting)} order by h.urgent desc, h."createdAt" limit ${queueRows}`,
  mine: `${rowsOf(mine)} order by h."personAt" nulls last, c."lastMessageAt" desc limit ${queueRows}`,
  open: `${rowsOf(open)} order by h.urgent desc nulls last, c."lastMessageAt" desc limit ${queueRows}`,
}
const counting = `
  select (select count(*)::int from "Handoff" where state = 'waiting') as queue,
         (select count(*)::int from "Handoff" where "claimedById" = $1 and state = 'human') as mine,
         (select count(*)::int from (${open}) as o) as open`

/** One list with the counts of the others. @throws RangeError when `before` is none of ours */
export async function readList(sql: SqlPool, { list, viewer, before, at }: ListAsked): Promise<RowsAnswer> {
  const [page, counts] = await Promise.all([
    list === 'closed' ? readClosed(sql, viewer, before) : readOpen(sql, { list, viewer, at }),
    sql.query<RowsAnswer['counts']>({ name: 'desk-counts', text: counting, values: [viewer] }),
  ])
  const [first = { queue: 0, mine: 0, open: 0 }] = counts.rows
  return { ...page, counts: first }
}

async function readOpen(sql: SqlPool, { list, viewer, at }: { list: Exclude<ListName, 'closed'>; viewer: string; at: Date }): Promise<Pick<RowsAnswer, 'rows' | 'next'>> {
  const rows = await queryRows(sql, { name: `desk-list-${list}`, text: texts[list], values: [viewer] })
  return { rows: list === 'queue' ? sortQueue(rows, at) : rows, next: null }
}

type Ended = { id: string; handoff: string; closedAt: Date }

async function readClosed(sql: SqlPool, viewer: string, before: string | null): Promise<Pick<RowsAnswer, 'rows' | 'next'>> {
  const { rows: ended } = await sql.query<Ended>({ name: 'desk-list-closed', text: closed, values: cursorOf(before) })
  const page = ended.slice(0, rowsPage)
  const rows = await readRows(sql, page.map(({ id }) => id), viewer)
  const byId = new Map(rows.map((row) => [row.id, row]))
  const last = page.at(-1)
  return { rows: page.flatMap(({ id }) => byId.get(id) ?? []), next: ended.length > rowsPage && last ? `${last.closedAt.toISOString()}_${last.handoff}` : null }
}

const cursor = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z)_([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/
const highestId = 'ffffffff-ffff-ffff-ffff-ffffffffffff'

function cursorOf(before: string | null): [closedAt: string, handoff: string] {
  if (before === null) return ['infinity', highestId]
  const [, closedAt, handoff] = cursor.exec(before) ?? []
  if (!closedAt || !handoff) throw new RangeError('before')
  return [closedAt, handoff]
}

/** Distress first; then whose WhatsApp window closes soon, the soonest first; then who waits longest. */
export function sortQueue(rows: readonly DeskRow[], at: Date): DeskRow[] {
  const rank = (row: DeskRow): [number, number, string] => {
    const closes = row.windowUntil === null ? Infinity : Date.parse(row.windowUntil)
    const soon = closes > at.getTime() && closes <= at.getTime() + windowSoon
    return [row.urgent ? 0 : 1, soon ? closes : Infinity, row.askedAt ?? '']
  }
  return rows.map((row) => ({ row, rank: rank(row) })).sort((one, other) => compare(one.rank, other.rank)).map(({ row }) => row)
}

const compare = ([urgent, soon, asked]: [number, number, string], [otherUrgent, otherSoon, otherAsked]: [number, number, string]) =>
  urgent - otherUrgent || (soon === otherSoon ? 0 : soon - otherSoon) || (asked < otherAsked ? -1 : 1)
