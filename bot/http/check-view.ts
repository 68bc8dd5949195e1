// How the check page looks: a form with its problems, or one thing to read and the way back to WhatsApp. HTML without script or inline style.
import { readFileSync } from 'node:fs'
import { limits } from '../../domain/limits.ts'
import { fill, type Form } from '../../locales/index.ts'
import { escapeHtml, htmlOf, type Labels, linesOf, renderTemplate } from './template.ts'

export type Filled = { code: string; day: string; month: string; year: string }
/** Keys of locales/check.nl.json: what is wrong with a field, what the check said. */
export type Problems = {
  code?: 'codeEmpty' | 'codeNone'
  date?: 'dateEmpty' | 'dateImpossible' | 'dateFuture' | 'dateAmbiguous'
  /** The check found nothing. `left`: tries left; null when that is not known. */
  miss?: { left: number | null }
  /** The form came, and it is not known what became of it. */
  again?: true
}
export type Ending = 'match' | 'expired' | 'used' | 'missLast' | 'closed' | 'unavailable' | 'notNow' | 'over' | 'busy'
export type CheckView =
  | { kind: 'form'; attempt: string; problems: Problems; filled: Partial<Filled> }
  | { kind: 'told'; ending: Ending }
export type CheckViewParts = { labels: Record<Form, Labels>; /** a wa.me link, or null */ whatsapp: string | null }

/** Served as /check.css. */
export const checkStyle = readFileSync(new URL('../../web/check/check.css', import.meta.url))
const page = readFileSync(new URL('../../web/check/index.html', import.meta.url), 'utf8')
const form = readFileSync(new URL('../../web/check/form.html', import.meta.url), 'utf8')
const next: Partial<Record<Ending, string>> = { match: 'matchNext', notNow: 'notNowNext', over: 'overNext', busy: 'busyNext' }
const star = '<svg class="star" viewBox="0 0 24 24" aria-hidden="true" focusable="false"><path d="M12 2l2.9 6.3 6.9.8-5.1 4.7 1.4 6.8L12 17.2l-6.1 3.4 1.4-6.8L2.2 9.1l6.9-.8z"/></svg>'

/** The whole page in je (`nl`) or u (`nl-formal`). The token is nowhere in it. */
export function renderCheckPage({ labels, whatsapp }: CheckViewParts, address: Form, view: CheckView): string {
  const words = labels[address]
  const title = view.kind === 'told' ? view.ending : hasProblem(view.problems) ? 'titleProblem' : 'title'
  const content = view.kind === 'form' ? renderForm(words, view) : renderEnding(words, view.ending, whatsapp)
  const back = view.kind === 'form' && whatsapp ? `<p class="back"><a href="${escapeHtml(whatsapp)}">${htmlOf(words, 'back')}</a></p>` : ''
  return renderTemplate(page, { labels: words, parts: { title: htmlOf(words, title), content, back } })
}

function renderForm(words: Labels, { attempt, problems, filled }: Extract<CheckView, { kind: 'form' }>): string {
  const alert = renderAlert(words, problems)
  const parts = {
    attempt: escapeHtml(attempt), longest: String(limits.links.field), dateHint: linesOf(words['dateHint'] ?? ''),
    alert, lead: alert ? '' : `<p class="lead">${linesOf(words['lead'] ?? '')}</p>`,
    codeError: renderError(words, 'code', problems.code), dateError: renderError(words, 'date', problems.date),
    code: escapeHtml(filled.code ?? ''), dayValue: escapeHtml(filled.day ?? ''), monthValue: escapeHtml(filled.month ?? ''), yearValue: escapeHtml(filled.year ?? ''),
    codeState: `${described('code', problems.code)}${problems.code ? ' aria-invalid="true" autofocus' : ''}`,
    dateState: described('date', problems.date),
    ...dateStates(problems, filled),
  }
  return renderTemplate(form, { labels: words, parts })
}

/** The focus goes to the first field that is wrong; of the date's three, to the first that is empty. */
function dateStates({ code, date }: Problems, filled: Partial<Filled>): Record<string, string> {
  const names = ['day', 'month', 'year'] as const
  const wrong = names.filter((name) => date && (date !== 'dateEmpty' || !filled[name]))
  return Object.fromEntries(names.map((name) => [`${name}State`, wrong.includes(name) ? `aria-invalid="true"${!code && name === wrong[0] ? ' autofocus' : ''}` : '']))
}

function described(field: 'code' | 'date', problem: string | undefined): string {
  return `aria-describedby="${field}-hint${problem ? ` ${field}-error` : ''}"`
}

function renderError(words: Labels, field: 'code' | 'date', problem: string | undefined): string {
  return problem ? `<p class="error" id="${field}-error">${htmlOf(words, problem)}</p>` : ''
}

function renderAlert(words: Labels, { miss, again }: Problems): string {
  const left = miss?.left ? [fill(words['left'] ?? '', { n: miss.left })] : []
  const text = miss ? [words['miss'] ?? '', ...left].join('\n') : again ? words['again'] : null
  return text ? `<p class="alert" role="alert" tabindex="-1" autofocus>${linesOf(text)}</p>` : ''
}

function renderEnding(words: Labels, ending: Ending, whatsapp: string | null): string {
  const good = ending === 'match'
  const text = linesOf(words[next[ending] ?? 'helpNext'] ?? '')
  const retry = ending === 'busy' ? `<a class="button" href="">${htmlOf(words, 'tryAgain')}</a>` : ''
  const back = whatsapp ? `<a class="button${retry ? ' plain' : ''}" href="${escapeHtml(whatsapp)}">${htmlOf(words, 'whatsapp')}</a>` : ''
  return `<div class="told${good ? ' good' : ''}">${good ? star : ''}<h1 tabindex="-1" autofocus>${htmlOf(words, ending)}</h1><p>${text}</p></div>${retry}${back}`
}

const hasProblem = (problems: Problems) => Object.keys(problems).length > 0
