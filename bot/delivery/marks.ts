// What became of deliveries, written together every few milliseconds; and giving back the right to send for a conversation.
import { setTimeout as pause } from 'node:timers/promises'
import type { SqlPool } from '../../prisma/client.ts'
import type { Log } from '../log.ts'
import type { Mark } from './settle.ts'

/** `held`: until when the lease was known to be ours; `later`: nobody sends before then. */
export type Release = { conversationId: string; held: Date; later: Date | null }

export type Marks = {
  add: (marks: Mark[], release?: Release) => void
  /** Everything added so far is written. */
  flush: () => Promise<void>
}

const statement = {
  name: 'delivery-mark',
  text: `
    with input as materialized (
      select * from jsonb_to_recordset($1::jsonb) as m(id bigint, status text, "providerId" text, error text, "dueAt" timestamptz)
    ), marked as (
      update "Delivery" d
      set status = case when d.status in ('due', 'sending', 'unknown') then m.status::"DeliveryStatus" else d.status end,
          "providerId" = case when d.status <> 'parked' then coalesce(d."providerId", m."providerId") end,
          error = case when d.status in ('due', 'sending', 'unknown') then m.error else d.error end, "dueAt" = coalesce(m."dueAt", d."dueAt"), "updatedAt" = $4,
          attempts = d.attempts + (m.error is not null)::int,
          payload = case when m.status in ('failed', 'cancelled', 'unresolved') then null else d.payload end
      from input m where d.id = m.id
    ), released as (
      update "Conversation" c
      set "deliveringBy" = case when r.later is not null then 'later' end, "deliveringUntil" = r.later
      from jsonb_to_recordset($2::jsonb) as r("conversationId" uuid, held timestamptz, later timestamptz)
      where c.id = r."conversationId" and c."deliveringBy" = $3 and c."deliveringUntil" = r.held and not c."deliveriesWaiting"
      returning c.id
    )
    select r."conversationId", r.held from jsonb_to_recordset($2::jsonb) as r("conversationId" uuid, held timestamptz)
    where not exists (select 1 from released where id = r."conversationId")`,
}

// Apart, and after it: what another process adds that very moment is not yet there for the statement that would not release.
const waitingStatement = {
  name: 'delivery-waiting',
  text: `
    select c.id, c."deliveringUntil" as held from jsonb_to_recordset($1::jsonb) as r("conversationId" uuid, held timestamptz) join "Conversation" c on c.id = r."conversationId"
    where c."deliveriesWaiting" and c."deliveringBy" = $2 and c."deliveringUntil" = r.held`,
}

type Parts = { sql: SqlPool; log: Log; now: () => Date; processId: string; every: number; again: number; patience: number }

/** Called with a conversation whose lease was not given back, because another process added something meanwhile. */
type Kept = (conversationId: string, held: Date) => void

export function createMarks(parts: Parts, kept: Kept): Marks {
  let marks: Mark[] = []
  let releases: Release[] = []
  let timer: NodeJS.Timeout | undefined
  let writing: Promise<void> = Promise.resolve()

  const writeAll = () => {
    clearTimeout(timer)
    timer = undefined
    const batch = { marks, releases }
    marks = []
    releases = []
    if (batch.marks.length + batch.releases.length > 0) writing = writing.then(() => write(parts, batch, kept))
    return writing
  }
  const add: Marks['add'] = (more, release) => {
    marks.push(...more)
    if (release) releases.push(release)
    timer ??= setTimeout(writeAll, parts.every)
  }
  return { add, flush: writeAll }
}

/** A database that is away for a moment loses nothing; when it stays away, the leases run out and the provider is asked what became of them. */
async function write(parts: Parts, batch: { marks: Mark[]; releases: Release[] }, kept: Kept): Promise<void> {
  const { sql, log, now, processId } = parts
  const until = performance.now() + parts.patience
  // Every statement that locks several rows does so in this order: no deadlocks.
  const marks = batch.marks.toSorted((one, other) => Number(one.id) - Number(other.id))
  const releases = batch.releases.toSorted((one, other) => (one.conversationId < other.conversationId ? -1 : 1))
  for (;;) {
    try {
      const { rows: unreleased } = await sql.query({ ...statement, values: [JSON.stringify(marks), JSON.stringify(releases), processId, now()] })
      if (unreleased.length === 0) return
      // A newer lease of this process is none of these: its own turn's rows are still to be sent, and give it back.
      const { rows } = await sql.query<{ id: string; held: Date }>({ ...waitingStatement, values: [JSON.stringify(unreleased), processId] })
      for (const { id, held } of rows) kept(id, held)
      return
    } catch (error) {
      log.warn({ err: error }, 'deliveries could not be marked')
      if (performance.now() > until) return
      await pause(parts.again)
    }
  }
}
