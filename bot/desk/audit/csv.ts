// A table as CSV for a Dutch Excel: semicolons, quotes as in RFC 4180, and no cell that a spreadsheet would take for a formula.

/** Marks the file as UTF-8. */
export const byteOrderMark = '\uFEFF'
const formula = /^[=+\-@\t\r]/
const special = /[;"\r\n]/

/** One line, with its end. */
export function csvLine(cells: readonly string[]): string {
  return `${cells.map(cell).join(';')}\r\n`
}

function cell(value: string): string {
  const safe = formula.test(value) ? `'${value}` : value
  return special.test(safe) || safe !== safe.trim() ? `"${safe.replaceAll('"', '""')}"` : safe
}
