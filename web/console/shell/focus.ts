// Moving the keyboard's place about the page.

export function focusSearch(): void {
  document.querySelector<HTMLInputElement>('.bar input')?.focus()
}

export function focusReply(): void {
  document.querySelector<HTMLElement>('.pane textarea, .pane [contenteditable=true]')?.focus()
}

/** The row before or after the one with the focus, else the open one, else the first. */
export function focusRow(where: 'next' | 'previous' | 'first' | 'last'): void {
  const rows = [...document.querySelectorAll<HTMLElement>('.rows a')]
  const here = rows.findIndex((row) => row === document.activeElement)
  const from = here === -1 ? rows.findIndex((row) => row.ariaCurrent === 'true') : here
  const next = { next: from + 1, previous: from - 1, first: 0, last: rows.length - 1 }[where]
  rows[Math.min(rows.length - 1, Math.max(0, next))]?.focus()
}
