export type DatabaseProblem =
  | 'folderNotWritable' | 'keyUnusable' | 'passwordLost' | 'embeddedFailed' | 'unreachable' | 'tooOld' | 'noPostgresUser' | 'noBinaries' | 'migrationFailed'

/** A database that cannot be used. `code` names the text in locales/terminal.en.json; `values` never hold a password. */
export class DatabaseError extends Error {
  readonly code: DatabaseProblem
  readonly values: Record<string, string>
  constructor(code: DatabaseProblem, values: Record<string, string> = {}, cause?: unknown) {
    super(code, { cause })
    this.name = 'DatabaseError'
    this.code = code
    this.values = values
  }
}
