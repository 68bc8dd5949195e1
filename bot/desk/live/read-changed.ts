// What the live desk reads of the conversations that moved: the few it has to do with, each with its row.
import { limits } from '../../../domain/limits.ts'
import type { SqlPool } from '../../../prisma/client.ts'
import type { DeskRow } from '../contract.ts'
import { readReminders, readRows } from '../rows/read-rows.ts'

export type Reminders = Awaited<ReturnType<typeof readReminders>>
/** `listed`: of a list, now or ever. Rows are without `remindAt`, which is another for each viewer: `reminders`. */
export type Found = { rows: { row: DeskRow; listed: boolean }[]; reminders: Reminders; gone: string[] }

/** A hand-over, now or ever, or a flag; at hundreds of turns a second this is all that the desk costs. */
const sift = {
  name: 'desk-sift',
  text: `
    select i.id, c.id is null as gone,
           c."flagReason" is not null or (select h.id from "Handoff" h where h."conversationId" = i.id limit 1) is not null as listed
    from unnest($1::uuid[]) as i(id) left join lateral (select c.id, c."flagReason" from "Conversation" c where c.id = i.id limit 1) as c on true`,
}
const openOnes = {
  name: 'desk-open-ids',
  text: `
    (select h."conversationId" as id from "Handoff" h where h.state = 'waiting' order by h."createdAt" limit $1)
    union (select h."conversationId" from "Handoff" h where h.state = 'human' order by h."createdAt" limit $1)
    union (select f.id from "Conversation" f where f."flaggedAt" > '-infinity' order by f."flaggedAt" limit $1)`,
}
type Sifted = { id: string; gone: boolean; listed: boolean }

/** Who waits, who has a digimaatje, and what a human should look at. */
export async function readOpen(sql: SqlPool): Promise<string[]> {
  const { rows } = await sql.query<{ id: string }>({ ...openOnes, values: [limits.desk.queueRows] })
  return rows.map(({ id }) => id)
}

/** @param isShown conversations that are read though they are in no list: they were in one a moment ago, or somebody looks at them */
export async function readChanged(sql: SqlPool, ids: string[], isShown: (id: string) => boolean): Promise<Found> {
  const { rows: sifted } = await sql.query<Sifted>({ ...sift, values: [ids] })
  const gone = sifted.filter((one) => one.gone).map(({ id }) => id)
  const wanted = sifted.filter(({ id, gone: erased, listed }) => !erased && (listed || isShown(id)))
  if (wanted.length === 0) return { rows: [], reminders: [], gone }
  const listed = new Map(wanted.map((one) => [one.id, one.listed]))
  const [rows, reminders] = await Promise.all([readRows(sql, [...listed.keys()], null), readReminders(sql, [...listed.keys()])])
  return { rows: rows.map((row) => ({ row, listed: listed.get(row.id) ?? false })), reminders, gone }
}
