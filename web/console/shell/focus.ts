// Moving the keyboard's place about the page.

export function focusSearch(): void {
  document.querySelector<HTMLInputElement>('.bar input')?.focus()
}

export function focusReply(): void {
  document.querySelector<HTMLElement>('.pane textarea, .pane [contenteditable=true]')?.focus()
}

/** A conversation that is opened with the keyboard gets the focus when it is drawn. */
let wanted: string | null = null

export function openWithFocus(conversation: string): void {
  wanted = conversation
  // The key that opens it must not arrive in the field it leads to.
  if (document.querySelector(`[data-conversation="${conversation}"]`)) requestAnimationFrame(() => takeFocus(conversation))
}

/** To where one writes, when that may be; else to the title. */
export function takeFocus(conversation: string): void {
  if (wanted !== conversation) return
  wanted = null
  const place = document.querySelector<HTMLElement>('#conversation-reply') ?? document.querySelector<HTMLElement>('#conversation-title')
  place?.focus()
}

/** Who has just come in walks through the list with the arrows at once. */
export function focusListAtFirst(): void {
  if (document.activeElement !== document.body && document.activeElement !== null) return
  const rows = document.querySelector<HTMLElement>('.rows [aria-current=true]') ?? document.querySelector<HTMLElement>('.rows a')
  rows?.focus({ preventScroll: true })
}

/** The row before or after the one with the focus, else the open one, else the first. */
export function focusRow(where: 'next' | 'previous' | 'first' | 'last'): void {
  const rows = [...document.querySelectorAll<HTMLElement>('.rows a')]
  const here = rows.findIndex((row) => row === document.activeElement)
  const from = here === -1 ? rows.findIndex((row) => row.ariaCurrent === 'true') : here
  const next = { next: from + 1, previous: from - 1, first: 0, last: rows.length - 1 }[where]
  rows[Math.min(rows.length - 1, Math.max(0, next))]?.focus()
}
