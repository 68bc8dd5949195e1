// Importing the codes the organisation handed out: every line is read and judged, and all of them become codes or none does.
import { randomUUID } from 'node:crypto'
import { pipeline, Readable } from 'node:stream'
import { CsvError, parse } from 'csv-parse'
import type { Database } from '../prisma/client.ts'
import { type CodeFile, type Column, columnNames, inspectCodeFile, textOf, type Unreadable } from './code-import/file.ts'
import { type CodeLine, createLineReader, type LineProblem } from './code-import/line.ts'
import { clashesOf, type Connection, type Counts, mergeStage, openStage, stage } from './code-import/stage.ts'
import type { CodeRules } from './codes/normalise.ts'

export type ImportOptions = {
  db: Database
  path: string
  pepper: Buffer
  rules: CodeRules
  /** YYYY-MM-DD */
  today: string
  now: () => Date
  /** A known referentie may get another code or birth date. */
  replace: boolean
  /** Everything but the last step. */
  dryRun: boolean
  onProgress: (lines: number) => void
}
export type ImportOutcome =
  | Unreadable
  | ({ kind: 'imported'; lines: number } & Counts)
  /** Nothing was imported. `problems`: the first 50 by line; `total`: how many there are. */
  | { kind: 'refused'; lines: number; total: number; problems: LineProblem[] }

const batchLines = 1_000
const progressLines = 1_000
const mostProblems = 50
/** A record longer than this is a quote that was never closed. */
const longestRecord = 64 * 1024

/** Memory stays bounded: the file passes through in batches. Rejects only when the database fails; nothing is imported then. */
export async function importCodes(options: ImportOptions): Promise<ImportOutcome> {
  const inspected = await inspectCodeFile(options.path)
  if (inspected.kind === 'unreadable') return inspected
  const connection = await options.db.sql.connect()
  let whole = false
  try {
    await openStage(connection)
    const outcome = await run(connection, inspected.file, options)
    await connection.query(outcome.kind === 'imported' && !options.dryRun ? 'commit' : 'rollback')
    whole = true
    return outcome
  } finally {
    connection.release(!whole)
  }
}

async function run(connection: Connection, file: CodeFile, options: ImportOptions): Promise<ImportOutcome> {
  const read = await readLines(connection, file, options)
  if (read.kind === 'unreadable') return read
  if (read.lines === 0) return { kind: 'unreadable', reason: 'empty' }
  const clashes = await clashesOf(connection, { replace: options.replace, most: mostProblems })
  const total = read.total + clashes.total
  if (total > 0) {
    const problems = [...read.problems, ...clashes.problems].toSorted((a, b) => a.line - b.line).slice(0, mostProblems)
    return { kind: 'refused', lines: read.lines, total, problems }
  }
  const counts = await merge(connection, file, options)
  return { kind: 'imported', lines: read.lines, ...counts }
}

async function merge(connection: Connection, { hash }: CodeFile, { now, replace }: ImportOptions): Promise<Counts> {
  const importId = randomUUID()
  const at = now()
  await connection.query('insert into "CodeImport" (id, "fileHash", added, changed, unchanged, "createdAt") values ($1, $2, 0, 0, 0, $3)', [importId, hash, at])
  const counts = await mergeStage(connection, { importId, at })
  await connection.query('update "CodeImport" set added = $2, changed = $3, unchanged = $4 where id = $1', [importId, counts.added, counts.changed, counts.unchanged])
  await connection.query(`insert into "AuditEvent" (actor, action, outcome, detail) values ('command', 'codes.import', 'imported', $1)`, [{ import: importId, replace, ...counts }])
  return counts
}

type Read = { kind: 'read'; lines: number; total: number; problems: LineProblem[] }
type CsvRecord = { record: string[]; info: { lines: number } }

async function readLines(connection: Connection, file: CodeFile, options: ImportOptions): Promise<Read | Unreadable> {
  const readLine = createLineReader(options.rules, options.today)
  const read: Read = { kind: 'read', lines: 0, total: 0, problems: [] }
  let batch: (CodeLine & { number: number })[] = []
  try {
    for await (const { record, info } of recordsOf(file)) {
      const reading = record.slice(file.width).some(Boolean) ? tooManyCells : readLine(cellsOf(record, file))
      if (reading.kind === 'line') batch.push({ ...reading.line, number: info.lines })
      else note(read, reading.problems.map(({ column, reason }) => ({ line: info.lines, column, reason })))
      read.lines += 1
      if (read.lines % progressLines === 0) options.onProgress(read.lines)
      if (batch.length < batchLines) continue
      await stage(connection, batch, options.pepper)
      batch = []
    }
  } catch (error) {
    if (error instanceof CsvError) return { kind: 'unreadable', reason: 'notCsv', line: Number(error['lines'] ?? 0) || undefined }
    throw error
  }
  if (batch.length > 0) await stage(connection, batch, options.pepper)
  return read
}

const tooManyCells = { kind: 'problems', problems: [{ column: null, reason: 'tooManyCells' }] } as const

function note(read: Read, problems: LineProblem[]): void {
  read.total += problems.length
  read.problems.push(...problems.slice(0, mostProblems - read.problems.length))
}

function recordsOf(file: CodeFile): AsyncIterable<CsvRecord> {
  const parser = parse({
    delimiter: file.delimiter, from_line: file.header + 1, info: true, relax_column_count: true, relax_quotes: true,
    skip_empty_lines: true, skip_records_with_empty_values: true, max_record_size: longestRecord,
  })
  // A source that fails ends the parser with that error, and so the loop that reads it.
  return pipeline(Readable.from(textOf(file)), parser, () => {}) as AsyncIterable<CsvRecord>
}

function cellsOf(record: string[], { places }: CodeFile): Record<Column, string> {
  return Object.fromEntries(columnNames.map((name) => [name, record[places[name]] ?? ''])) as Record<Column, string>
}
