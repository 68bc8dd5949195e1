// Pages from templates: texts are escaped, and a text that is not there stops rather than shows.

export type Labels = Readonly<Record<string, string>>

/**
 * Fills `{{name}}` with ready HTML from `parts`, else with the label of that name, escaped.
 * @throws Error when neither has it
 */
export function renderTemplate(template: string, { parts, labels }: { parts: Labels; labels: Labels }): string {
  return template.replace(/\{\{(\w+)\}\}/g, (_, name: string) => parts[name] ?? htmlOf(labels, name))
}

/** A label, escaped. @throws Error when there is none of this name */
export function htmlOf(labels: Labels, name: string): string {
  const label = labels[name]
  if (label === undefined) throw new Error(`there is no text "${name}"`)
  return escapeHtml(label)
}

export function escapeHtml(value: string): string {
  const names: Labels = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
  return value.replace(/[&<>"']/g, (sign) => names[sign] ?? sign)
}

/** Each sentence of an (unescaped) text on its own line. */
export function linesOf(text: string): string {
  return text.split('\n').map((line) => `<span>${escapeHtml(line)}</span>`).join(' ')
}
