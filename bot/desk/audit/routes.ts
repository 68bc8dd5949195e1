// The audit log for auditors: in pages, and as a file. Reading and exporting it is in it too.
import { limits } from '../../../domain/limits.ts'
import type { SqlPool } from '../../../prisma/client.ts'
import { orUnavailable } from '../../http/errors.ts'
import type { Answer } from '../../http/exchange.ts'
import type { AuditAnswer, AuditLine } from '../contract.ts'
import type { DeskCall, DeskHandler } from '../routes/types.ts'
import { auditActions } from './actions.ts'
import { byteOrderMark, csvLine } from './csv.ts'
import { type Filters, type Place, placeOf, readFilters } from './filters.ts'
import { readLines } from './read-lines.ts'

export type AuditRoutesParts = {
  db: { sql: Pick<SqlPool, 'query'> }
  now: () => Date
  /** locales/audit.nl.json */
  labels: Readonly<Record<string, string>>
  /** Lines of one page, of one read of a file, and of a whole file. */
  most?: { page: number; chunk: number; rows: number }
}
const { auditPage, csvChunk, csvRows } = limits.desk
const columns = ['at', 'actor', 'actorName', 'action', 'outcome', 'subject', 'origin', 'detail'] as const

export function createAuditRoutes(parts: AuditRoutesParts): { list: DeskHandler; csv: DeskHandler } {
  return { list: (call) => list(parts, call), csv: (call) => csv(parts, call) }
}

async function list(parts: AuditRoutesParts, call: DeskCall): Promise<Answer> {
  const { sql } = parts.db
  const limit = parts.most?.page ?? auditPage
  const { filters, before } = await orUnavailable(readFilters(sql, call.request))
  const lines = await orUnavailable(readLines(sql, filters, { before, limit: limit + 1 }))
  const shown = lines.slice(0, limit)
  const last = shown.at(-1)
  await orUnavailable(note(parts, call, { action: 'audit.read', outcome: 'done', filters, detail: { lines: shown.length, more: before !== null } }))
  const answer: AuditAnswer = { lines: shown, next: lines.length > limit && last ? placeOf(last) : null, actions: [...auditActions] }
  return { status: 200, json: answer }
}

async function csv(parts: AuditRoutesParts, call: DeskCall): Promise<Answer> {
  const { filters } = await orUnavailable(readFilters(parts.db.sql, call.request))
  // Before the first line leaves: an export that breaks off is one too.
  await orUnavailable(note(parts, call, { action: 'audit.exported', outcome: 'begun', filters, detail: {} }))
  const headers = { 'content-type': 'text/csv; charset=utf-8', 'content-disposition': 'attachment; filename="audit.csv"', 'cache-control': 'no-store' }
  return { status: 200, headers, stream: exported(parts, call, filters) }
}

/** Page by page: nothing of a large log is held. */
async function* exported(parts: AuditRoutesParts, call: DeskCall, filters: Filters): AsyncGenerator<string> {
  const { chunk, rows: most } = parts.most ?? { chunk: csvChunk, rows: csvRows }
  yield byteOrderMark + csvLine(columns.map((name) => parts.labels[name] ?? name))
  let rows = 0
  let before: Place | null = null
  for (;;) {
    const limit = Math.min(chunk, most - rows + 1)
    const lines = await readLines(parts.db.sql, filters, { before, limit })
    const fits = lines.slice(0, most - rows)
    rows += fits.length
    yield fits.map((line) => csvLine(columns.map((name) => cellOf(line[name])))).join('')
    const last = fits.at(-1)
    const capped = lines.length > fits.length
    if (capped) yield csvLine([parts.labels['capped']?.replace('{{rows}}', String(most)) ?? ''])
    if (capped || !last || lines.length < limit) return void await note(parts, call, { action: 'audit.exported', outcome: 'done', filters, detail: { lines: rows, capped } })
    before = { at: new Date(last.at), id: last.id }
  }
}

const cellOf = (value: AuditLine[keyof AuditLine]): string => (value === null ? '' : typeof value === 'string' ? value : JSON.stringify(value))

type Noted = { action: 'audit.read' | 'audit.exported'; outcome: string; filters: Filters; detail: Record<string, string | number | boolean> }

/** With what it was looked for: ids and moments, never what somebody typed. */
async function note({ db, now }: AuditRoutesParts, { request, person }: DeskCall, { action, outcome, filters, detail }: Noted): Promise<void> {
  const { from, to, actors, action: wanted, subject } = filters
  const used = { ...(from && { from: from.toISOString() }), ...(to && { to: to.toISOString() }), ...(actors && { actors: actors.join(' ') }), ...(wanted && { action: wanted }) }
  await db.sql.query({
    name: 'audit-note', text: `insert into "AuditEvent" (at, actor, action, outcome, subject, origin, detail) values ($1, $2, $3, $4, $5, $6, $7::jsonb)`,
    values: [now(), person.id, action, outcome, subject, request.network, JSON.stringify({ ...used, ...detail })],
  })
}
