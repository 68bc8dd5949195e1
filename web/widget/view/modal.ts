/** Shows a dialog over everything else; a browser without modal dialogs just shows it. */
export function showModal(dialog: HTMLDialogElement | null): void {
  if (!dialog || dialog.open) return
  if (dialog.showModal) dialog.showModal()
  else dialog.setAttribute('open', '')
}

/** Hides a dialog; the browser gives the focus back to what had it. */
export function hideDialog(dialog: HTMLDialogElement | null): void {
  if (!dialog) return
  if (dialog.close && dialog.open) dialog.close()
  else dialog.removeAttribute('open')
}
