import { readFileSync } from 'node:fs'
import { escapeHtml as escape, htmlOf as text, type Labels, renderTemplate } from './template.ts'

export type DemoLetter = {
  readonly kind: 'active' | 'expired' | 'used'
  readonly code: string
  /** 'YYYY-MM-DD'. */
  readonly birthDate: string
  readonly name: string
}

/** The texts of locales/demo.nl.json. */
export type DemoLabels = Labels

const TEMPLATE = readFileSync(new URL('../../web/demo/index.html', import.meta.url), 'utf8')

const WORDS = {
  active: { stamp: 'stampActive', caption: 'letterCaption' },
  expired: { stamp: 'stampExpired', caption: 'expiredCaption' },
  used: { stamp: 'stampUsed', caption: 'usedCaption' },
} as const

/**
 * The page of a care organisation that does not exist, with the widget on it and letters to try it with. HTML, to be served at `/`
 * beside /demo.css and /widget.js; no inline script or style. Every text is escaped.
 * @throws Error when the template names a text that `labels` does not have.
 */
export function renderDemoPage({ labels, letters }: { readonly labels: DemoLabels; readonly letters: readonly DemoLetter[] }): string {
  const draw = (some: readonly DemoLetter[]): string => some.map((letter) => renderLetter(letter, labels)).join('\n')
  const [first, ...working] = letters.filter(({ kind }) => kind === 'active')
  const failing = letters.filter(({ kind }) => kind !== 'active')
  return renderTemplate(TEMPLATE, { labels, parts: { firstLetter: draw(first ? [first] : []), otherLetters: draw([...failing, ...working]) } })
}

function renderLetter({ kind, code, birthDate, name }: DemoLetter, labels: DemoLabels): string {
  const dear = text(labels, 'letterDear').replace('{name}', () => escape(name))
  return `<figure class="${kind}">
  <div class="letter">
    <p class="from"><b>${text(labels, 'letterFrom')}</b><br>${text(labels, 'letterAddress')}</p>
    <p class="stamp">${text(labels, WORDS[kind].stamp)}</p>
    <p>${dear}</p>
    <p>${text(labels, 'letterText')}</p>
    <dl>
      <div><dt>${text(labels, 'letterCode')}</dt><dd class="code">${escape(code)}</dd></div>
      <div><dt>${text(labels, 'letterBirthDate')}</dt><dd><time datetime="${escape(birthDate)}">${escape(inWords(birthDate))}</time></dd></div>
    </dl>
    <p>${text(labels, 'letterOnce')}</p>
    <p class="bye">${text(labels, 'letterBye')}</p>
  </div>
  <figcaption>${text(labels, WORDS[kind].caption)}</figcaption>
</figure>`
}

function inWords(date: string): string {
  return new Intl.DateTimeFormat('nl-NL', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' }).format(new Date(`${date}T00:00:00Z`))
}
