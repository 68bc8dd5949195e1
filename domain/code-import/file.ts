// A file of codes as Excel writes it: which encoding, which delimiter, which columns where.
import { createHash, type Hash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { parse } from 'csv-parse/sync'

export const columnNames = ['referentie', 'code', 'geboortedatum', 'soort', 'uitgegeven', 'verloopt', 'status', 'cliëntref'] as const
export type Column = (typeof columnNames)[number]
export type Unreadable =
  | { kind: 'unreadable'; reason: 'notFound' | 'notReadable' | 'empty' }
  /** `line`: where reading stopped, when known. */
  | { kind: 'unreadable'; reason: 'notCsv'; line?: number }
  | { kind: 'unreadable'; reason: 'missingColumns' | 'doubleColumns'; columns: Column[] }
/** `header`: the number of the line with the names. `hash`: SHA-256 of the file. */
export type CodeFile = { path: string; encoding: Encoding; hash: Buffer; delimiter: string; header: number; width: number; places: Record<Column, number> }
type Encoding = 'utf-8' | 'utf-16le' | 'windows-1252'

const headBytes = 64 * 1024
const delimiters = [';', ',', '\t']

/** Reads the whole file once, in pieces, because only all of it tells UTF-8 from Windows-1252. */
export async function inspectCodeFile(path: string): Promise<{ kind: 'readable'; file: CodeFile } | Unreadable> {
  try {
    const { head, hash, isUtf8 } = await scan(path)
    if (head.length === 0) return { kind: 'unreadable', reason: 'empty' }
    const encoding: Encoding = head[0] === 0xff && head[1] === 0xfe ? 'utf-16le' : isUtf8 ? 'utf-8' : 'windows-1252'
    if (encoding !== 'utf-16le' && head.includes(0)) return { kind: 'unreadable', reason: 'notCsv' }
    return withHeader(new TextDecoder(encoding).decode(head), { path, encoding, hash })
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code
    return { kind: 'unreadable', reason: code === 'ENOENT' ? 'notFound' : 'notReadable' }
  }
}

/** The text of the file, piece by piece; a byte order mark is left out. */
export async function* textOf({ path, encoding }: CodeFile): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding)
  for await (const chunk of createReadStream(path)) yield decoder.decode(chunk as Buffer, { stream: true })
  yield decoder.decode()
}

async function scan(path: string): Promise<{ head: Buffer; hash: Buffer; isUtf8: boolean }> {
  const hash: Hash = createHash('sha256')
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let head = Buffer.alloc(0)
  let isUtf8 = true
  for await (const chunk of createReadStream(path)) {
    const bytes = chunk as Buffer
    hash.update(bytes)
    if (head.length < headBytes) head = Buffer.concat([head, bytes.subarray(0, headBytes - head.length)])
    isUtf8 &&= decodes(decoder, bytes)
  }
  return { head, hash: hash.digest(), isUtf8: isUtf8 && decodes(decoder) }
}

function decodes(decoder: TextDecoder, bytes?: Buffer): boolean {
  try {
    decoder.decode(bytes, { stream: bytes !== undefined })
    return true
  } catch {
    return false
  }
}

function withHeader(text: string, known: Pick<CodeFile, 'path' | 'encoding' | 'hash'>): { kind: 'readable'; file: CodeFile } | Unreadable {
  const lines = text.split(/\r\n|\n|\r/)
  let header = lines.findIndex((line) => line.trim() !== '')
  if (header < 0) return { kind: 'unreadable', reason: 'empty' }
  // Excel's own first line: sep=;
  const named = /^"?sep=(.)"?$/i.exec(lines[header] ?? '')?.[1]
  if (named) header += 1
  const names = lines[header] ?? ''
  const delimiter = named ?? delimiters.toSorted((a, b) => names.split(b).length - names.split(a).length)[0] ?? ';'
  const cells = cellsOf(names, delimiter)
  if (!cells || cells.length < 2) return { kind: 'unreadable', reason: 'notCsv' }
  const missing = columnNames.filter((name) => !cells.includes(name))
  if (missing.length > 0) return { kind: 'unreadable', reason: 'missingColumns', columns: missing }
  const double = columnNames.filter((name) => cells.indexOf(name) !== cells.lastIndexOf(name))
  if (double.length > 0) return { kind: 'unreadable', reason: 'doubleColumns', columns: double }
  const places = Object.fromEntries(columnNames.map((name) => [name, cells.indexOf(name)])) as Record<Column, number>
  return { kind: 'readable', file: { ...known, delimiter, header: header + 1, width: cells.length, places } }
}

function cellsOf(names: string, delimiter: string): string[] | null {
  try {
    const [cells = []] = parse(names, { delimiter, relax_quotes: true })
    return cells.map((cell) => cell.normalize('NFC').trim().toLowerCase().replace(/^clientref$/, 'cliëntref'))
  } catch {
    return null
  }
}
