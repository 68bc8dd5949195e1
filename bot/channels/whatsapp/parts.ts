// The bot's messages of one turn as WhatsApp shows them: as few as possible, usually one, so that they cannot change places.
import { limits } from '../../../domain/limits.ts'
import type { Button, Part } from '../../delivery/types.ts'
import type { StoredActivity } from '../../turn/types.ts'

export type PartLabels = {
  /** On the button that opens a list, ≤ 20 characters. */
  open: string
}
/** Parts this renders; templates are no answer to a turn. */
export type Rendered = Exclude<Part, { kind: 'template' }>

const { body: mostBody, buttonBody, quickReplies, listItems } = limits.whatsapp
const emptyLine = '\n\n'
/** Under a picture. */
const mostCaption = buttonBody

/**
 * Joins the messages into parts. Only the last message keeps its buttons: up to three as quick replies, up to ten as a list, and as
 * numbered lines where WhatsApp has no form for them. A picture goes with its text under it. Messages for the website only are left out.
 */
export function renderParts(messages: readonly StoredActivity[], labels: PartLabels): Rendered[] {
  const shown = messages.filter(({ type = 'message', channelData }) => type === 'message' && (channelData as Extra)?.only !== 'web')
  const parts: Rendered[] = []
  let waiting: string[] = []
  for (const message of shown) {
    const [url, body] = [pictureOf(message), bodyOf(message)]
    // A picture takes no buttons and no long text: then its text follows.
    const apart = !url || body.length > mostCaption || (message === shown.at(-1) && buttonsOf(message).length > 0)
    if (url) parts.push(...texts(waiting), { kind: 'media', body: apart ? '' : body, url })
    waiting = [...(url ? [] : waiting), ...(apart && body !== '' ? [body] : [])]
  }
  return [...parts, ...withChoices(waiting, buttonsOf(shown.at(-1)), labels)]
}

function withChoices(bodies: string[], buttons: Button[], labels: PartLabels): Rendered[] {
  const [last = '', ...before] = bodies.toReversed()
  if (buttons.length === 0) return texts(bodies)
  if (last === '' || !fits(buttons)) return texts([...bodies, numbered(buttons)])
  const joined = bodies.join(emptyLine)
  if (joined.length <= buttonBody) return [withButtons(joined, buttons, labels)]
  const [tail = '', ...head] = split(last, buttonBody).toReversed()
  return [...texts([...before.toReversed(), ...head.toReversed()]), withButtons(tail, buttons, labels)]
}

/** The same without buttons: where no Content resource can be made. `2`, `twee` and the title then answer it. */
export function asNumberedText(part: Part): string {
  if (part.kind === 'quickReply') return `${part.body}${emptyLine}${numbered(part.buttons)}`
  if (part.kind === 'list') return `${part.body}${emptyLine}${numbered(part.items)}`
  return part.kind === 'template' ? '' : part.body
}

type Extra = { only?: string; links?: { title: string; url: string }[] } | undefined
type Action = { title?: string; value?: { choice?: string; on?: string } }

function bodyOf({ text = '', channelData }: StoredActivity): string {
  const links = ((channelData as Extra)?.links ?? []).map(({ title, url }) => linkLine(title, url))
  return [text.trim(), ...links].filter((line) => line !== '').join('\n')
}

function pictureOf({ attachments = [] }: StoredActivity): string | null {
  return attachments.find(({ contentType, contentUrl = '' }) => contentType.startsWith('image/') && /^https?:/.test(contentUrl))?.contentUrl ?? null
}

/** A number or an address is what people type; the rest of the link is for machines. */
function linkLine(title: string, url: string): string {
  const plain = url.replace(/^(tel|mailto):/, '')
  return title.includes(plain) ? title : `${title}: ${plain}`
}

function buttonsOf(message: StoredActivity | undefined): Button[] {
  const actions = (message?.suggestedActions?.actions ?? []) as Action[]
  return actions.map(({ title = '', value: { choice = '', on } = {} }) => ({ title: title.trim(), id: on ? `${choice}:${on}` : choice })).filter(({ title }) => title !== '')
}

const asQuickReply = (buttons: Button[]) => buttons.length <= quickReplies.most && buttons.every(({ title }) => title.length <= quickReplies.title)

/** Titles and ids that WhatsApp takes: not too many, not too long, each once. */
function fits(buttons: Button[]): boolean {
  const short = asQuickReply(buttons) || (buttons.length <= listItems.most && buttons.every(({ title }) => title.length <= listItems.title))
  return short && [buttons.map(({ title }) => title), buttons.map(({ id }) => id)].every((names) => new Set(names).size === names.length && !names.includes(''))
}

function withButtons(body: string, buttons: Button[], { open }: PartLabels): Rendered {
  return asQuickReply(buttons) ? { kind: 'quickReply', body, buttons } : { kind: 'list', body, open, items: buttons }
}

const numbered = (buttons: readonly Button[]) => buttons.map(({ title }, index) => `${index + 1}. ${title}`).join('\n')

const texts = (bodies: string[]): Rendered[] => split(bodies.join(emptyLine), mostBody).map((body) => ({ kind: 'text', body }))

/** Where a text may be cut, best first. */
const seams = [/\n\s*\n/g, /\n/g, /(?<=[.!?]) /g, / /g]

/** Pieces of at most `most` characters, cut at empty lines, else line ends, sentences, words; a longer word is cut anywhere. Blank pieces fall away. */
function split(text: string, most: number): string[] {
  const pieces: string[] = []
  let rest = text.trim()
  while (rest.length > most) {
    const end = seams.map((seam) => lastSeam(rest, seam, most)).find((place) => place > 0) ?? hardEnd(rest, most)
    pieces.push(rest.slice(0, end).trim())
    rest = rest.slice(end).trim()
  }
  return [...pieces, rest].filter((piece) => piece !== '')
}

function lastSeam(text: string, seam: RegExp, most: number): number {
  // A seam may begin at the very end: look a little further.
  return [...text.slice(0, most + 10).matchAll(seam)].findLast(({ index }) => index <= most && text.slice(0, index).trim() !== '')?.index ?? 0
}

/** Never through the middle of a character. */
function hardEnd(text: string, most: number): number {
  return /[\uD800-\uDBFF]/.test(text[most - 1] ?? '') && /[\uDC00-\uDFFF]/.test(text[most] ?? '') ? most - 1 : most
}
