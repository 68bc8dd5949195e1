// What nobody does by hand at the desk: taking a person back from who left, saying that nobody came, reminding. Any number of
// processes do it at once: each is a turn with an id of its own, so that it happens once.
import type { Standing } from '../../dialogs/work.ts'
import { limits } from '../../domain/limits.ts'
import { isOpenAt, type OpeningHours } from '../../domain/opening-hours.ts'
import type { SqlPool } from '../../prisma/client.ts'
import type { Log } from '../log.ts'
import type { DeskTurn, Signals, Turns } from '../turn/types.ts'

export type SweepParts = {
  sql: SqlPool
  turns: Pick<Turns, 'run'>
  standing: (handoffId: null) => Promise<Standing>
  hours: OpeningHours | null
  signal: Signals['signal']
  log: Log
  now: () => Date
}
export type DeskSweep = { start: () => void; /** Waits for the one under way. */ stop: () => Promise<void>; /** Now. Rejects when the database cannot be used. */ sweep: () => Promise<void> }

export function createDeskSweep(parts: SweepParts): DeskSweep {
  let timer: NodeJS.Timeout | undefined
  let running: Promise<void> = Promise.resolve()
  let stopped = false
  let since = 0
  // Up to where no number of a hand back is left: the first time all are looked at.
  let wiped = 0
  const sweep = async () => {
    // Who was seen by no server, because none was there, has not left: consoles come back first.
    const absent = parts.now().getTime() - since >= limits.desk.awayAfter ? await findAbsent(parts) : []
    for (const { conversationId, externalId } of absent) await move(parts, { conversationId, externalId, kind: 'absent' })
    if (await wasOpen(parts)) for (const { conversationId, externalId } of await findUnanswered(parts)) await move(parts, { conversationId, externalId, kind: 'nobody' })
    await remind(parts)
    const wipes = parts.now().getTime() - limits.desk.undoHandBack
    await wipePhones(parts, { after: new Date(wiped), until: new Date(wipes) })
    wiped = wipes - limits.desk.undoHandBack
  }
  const again = () => {
    if (stopped) return
    timer = setTimeout(() => {
      running = sweep().catch((error: unknown) => parts.log.warn({ err: error }, 'desk sweep failed')).finally(again)
    }, limits.desk.sweep)
  }
  const stop = async () => {
    stopped = true
    clearTimeout(timer)
    await running
  }
  const start = () => {
    since = parts.now().getTime()
    again()
  }
  return { start, stop, sweep }
}

type Found = { conversationId: string; externalId: string }

/** People whose digimaatje left while they wait for an answer. */
async function findAbsent({ sql, now }: SweepParts): Promise<Found[]> {
  const at = now().getTime()
  const { rows } = await sql.query<Found>({ name: 'desk-absent', text: `
    select h."conversationId", 'absent:' || h.id || ':' || (extract(epoch from h."claimedAt") * 1000)::bigint as "externalId"
    from "Handoff" h
    left join lateral (select d.presence, d."lastSeenAt" from "Digimaatje" d where d.id = h."claimedById" limit 1) as d on true
    where h.state = 'human' and greatest(h."personAt", h."claimedAt") <= $1 and h."personAt" is not null and (d.presence is distinct from 'online' or d."lastSeenAt" <= $2)
    order by h."createdAt" limit $3`, values: [new Date(at - limits.desk.absentAfter), new Date(at - limits.desk.awayAfter), limits.desk.queueRows] })
  return rows
}

/** Since when somebody in the queue is with nobody: `claimedAt` of one that was given back says when. */
const waitsSince = `greatest(h."createdAt", h."personAt", h."claimedAt")`

/** People who wait, were not told so, and of whom nobody had a look for long enough. */
async function findUnanswered({ sql, now }: SweepParts): Promise<Found[]> {
  const { rows } = await sql.query<Found>({ name: 'desk-unanswered', text: `
    select h."conversationId", 'nobody:' || h.id || ':' || (extract(epoch from ${waitsSince}) * 1000)::bigint as "externalId"
    from "Handoff" h
    where h.state = 'waiting' and h."nobodyAt" is null and h."createdAt" <= $1 and ${waitsSince} <= $1
    order by h."createdAt" limit $2`, values: [new Date(now().getTime() - limits.desk.nobodyAfter), limits.desk.queueRows] })
  return rows
}

/** All that time: who asked when it was closed is not told at opening time that nobody came. */
async function wasOpen({ standing, hours, now }: SweepParts): Promise<boolean> {
  if (hours && !isOpenAt(hours, new Date(now().getTime() - limits.desk.nobodyAfter))) return false
  return (await standing(null)).kind === 'open'
}

async function move({ turns, log }: SweepParts, { conversationId, externalId, kind }: Found & { kind: 'absent' | 'nobody' }): Promise<void> {
  const desk: DeskTurn = { actor: { kind: 'timer' }, move: { kind }, origin: null }
  try {
    await turns.run({ channel: 'desk', conversationId, externalId, identityHash: nobody, addressHash: nobody, activity: { type: 'event', name: 'desk' }, desk })
  } catch (error) {
    // The others are not to wait for it.
    log.warn({ err: error, conversation: conversationId, move: kind }, 'desk sweep: a turn failed')
  }
}

/** The number of who was handed back is kept only as long as that may be undone. */
async function wipePhones({ sql }: SweepParts, { after, until }: { after: Date; until: Date }): Promise<void> {
  await sql.query({ name: 'desk-phones', values: [after, until], text: `update "Handoff" set phone = null where "closedAt" > $1 and "closedAt" < $2 and state = 'back' and phone is not null` })
}

/** Told again until it is done: who was not there hears it when they are back. */
async function remind({ sql, now, signal }: SweepParts): Promise<void> {
  const { rows } = await sql.query<{ id: string; conversation: string; digimaatje: string }>({ name: 'desk-reminders', text: `
    select r.id, r."conversationId" as conversation, r."digimaatjeId" as digimaatje
    from "Digimaatje" d
    cross join lateral (
      select * from "DeskReminder" r where r."digimaatjeId" = d.id and r."dueAt" <= $1 and r."doneAt" is null order by r."dueAt" limit $3
    ) as r
    where d."lastSeenAt" > $2`, values: [now(), new Date(now().getTime() - limits.desk.awayAfter), limits.desk.auditPage] })
  for (const one of rows) signal({ kind: 'reminder', ...one })
}

/** Nobody spoke. */
const nobody = Buffer.alloc(32)
