import { readFileSync } from 'node:fs'
import { type Labels, linesOf, renderTemplate } from './template.ts'

const template = readFileSync(new URL('../../web/continue/index.html', import.meta.url), 'utf8')

/** A page with nothing but the widget, opened: where a link from WhatsApp leads (`/gesprek#verder=<token>`; the token never reaches us in an address). */
export function renderContinuePage(labels: Labels): string {
  return renderTemplate(template, { labels, parts: { intro: linesOf(labels['intro'] ?? '') } })
}
