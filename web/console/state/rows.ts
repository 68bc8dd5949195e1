// The lists of the desk, made from one collection of rows: a row that changes moves by itself.
import type { DeskRow, ListName } from '../../../bot/desk/contract.ts'

export type Rows = ReadonlyMap<string, DeskRow>

/** WhatsApp's window closes this soon: it goes before the longer waiting. The server's order says the same (limits.desk.windowSoon). */
const WINDOW_SOON_MS = 2 * 60 * 60_000

/** Newer versions win; of the same version the last that came, because what is mine (a reminder) has no version. */
export function mergeRows(known: Rows, more: readonly DeskRow[], gone: readonly string[] = []): Rows {
  const next = new Map(known)
  for (const row of more) if (row.version >= (next.get(row.id)?.version ?? 0)) next.set(row.id, row)
  for (const id of gone) next.delete(id)
  return next
}

/** Who is in a list. A flagged one needs a human's eye, so it is open without a hand-over. */
export function isIn(list: ListName, row: DeskRow, me: string): boolean {
  if (list === 'queue') return row.state === 'waiting'
  if (list === 'mine') return row.state === 'human' && row.owner?.id === me
  if (list === 'open') return row.state === 'waiting' || row.state === 'human' || row.flag !== null
  return row.closedAt !== null && row.state !== 'waiting' && row.state !== 'human'
}

export type Viewer = { me: string; now: number }

/** The rows of a list in its order. */
export function rowsOf(rows: Rows, list: ListName, { me, now }: Viewer): DeskRow[] {
  const own = [...rows.values()].filter((row) => isIn(list, row, me))
  if (list === 'closed') return own.toSorted((a, b) => (b.closedAt ?? '').localeCompare(a.closedAt ?? ''))
  if (list === 'mine') return own.toSorted((a, b) => mineKey(a).localeCompare(mineKey(b)))
  return own.toSorted((a, b) => Number(a.state !== 'waiting') - Number(b.state !== 'waiting') || byUrgency(a, b, now))
}

/** Whoever waits for my answer first, longest waiting on top; then the rest, newest first. */
const mineKey = ({ personAt, lastMessageAt }: DeskRow): string => (personAt === null ? `b${String(9e15 - Date.parse(lastMessageAt)).padStart(16, '0')}` : `a${personAt}`)

/** Distress first, then WhatsApp's window that closes soonest, then waiting longest. */
function byUrgency(a: DeskRow, b: DeskRow, now: number): number {
  return Number(b.urgent) - Number(a.urgent) || closing(a, now) - closing(b, now) || (a.askedAt ?? a.lastMessageAt).localeCompare(b.askedAt ?? b.lastMessageAt)
}

function closing({ windowUntil }: DeskRow, now: number): number {
  const until = windowUntil === null ? Number.MAX_VALUE : Date.parse(windowUntil)
  return until > now && until - now < WINDOW_SOON_MS ? until : Number.MAX_VALUE
}

/**
 * A list was read whole: what we still took for one of its rows, and was not touched by the live line meanwhile, is there no more.
 * @param before the rows as they were when it was asked
 */
export function reconcile(rows: Rows, { list, answer, before, me }: { list: ListName; answer: readonly DeskRow[]; before: Rows; me: string }): Rows {
  const listed = new Set(answer.map(({ id }) => id))
  const gone = [...rows.values()].filter((row) => isIn(list, row, me) && !listed.has(row.id) && before.get(row.id) === row)
  return mergeRows(rows, answer, gone.map(({ id }) => id))
}
