// A content resource with its variables filled in: what the person sees.
import type { ListPicker, QuickReply } from './content-rules.ts'
import { badRequest } from './problem.ts'
import type { FakeContent, FakeMessage } from './types.ts'

export type Rendered = Pick<FakeMessage, 'body' | 'shape' | 'buttons'>

const placeholder = /\{\{\s*(\w+)\s*\}\}/g
const bodyLimit = { text: 1_600, quickReply: 1_024, list: 1_024 }

/**
 * @param given the field ContentVariables, a JSON object of texts; null when there was none
 * @throws Problem 21656 when it is no such object or a variable is missing or empty
 */
export function renderContent(content: FakeContent, given: string | null): Rendered & { variables: Record<string, string> } {
  const variables = readVariables(given)
  const needed = [...JSON.stringify(content.types).matchAll(placeholder)].map(([, name = '']) => name)
  const missing = needed.filter((name) => !variables[name])
  if (missing.length > 0) throw badRequest(21656, `The ContentVariables parameter is invalid: no value for ${missing.join(', ')}`)
  // Meta's rule for the parameters of a template.
  if (content.approved && needed.some((name) => /[\n\t]| {5}/.test(variables[name] ?? ''))) throw badRequest(21656, 'The ContentVariables parameter is invalid: a template takes no new lines, tabs or more than 4 spaces')
  const rendered = shapeOf(content, (text) => text.replace(placeholder, (_, name: string) => variables[name] ?? ''))
  if (rendered.body.length > bodyLimit[rendered.shape]) throw badRequest(63013, `Channel policy violation: a body of ${rendered.body.length} characters is over ${bodyLimit[rendered.shape]}`)
  if (rendered.body.trim() === '' && rendered.shape !== 'text') throw badRequest(63013, 'Channel policy violation: the body is empty')
  return { ...rendered, variables }
}

function readVariables(given: string | null): Record<string, string> {
  const parsed = given === null ? {} : parse(given)
  const good = typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed) && Object.values(parsed).every((value) => typeof value === 'string')
  if (!good) throw badRequest(21656, 'The ContentVariables parameter is invalid: not a JSON object of texts')
  return parsed as Record<string, string>
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

function shapeOf({ types }: FakeContent, fill: (text: string) => string): Rendered {
  const quickReply = types['twilio/quick-reply'] as QuickReply | undefined
  const list = types['twilio/list-picker'] as ListPicker | undefined
  const text = (types['twilio/text'] ?? types['twilio/media']) as { body?: string } | undefined
  if (quickReply) return { shape: 'quickReply', body: fill(quickReply.body), buttons: quickReply.actions.map(({ title, id }) => ({ id: fill(id ?? title), title: fill(title) })) }
  if (list) return { shape: 'list', body: fill(list.body), buttons: list.items.map(({ id, item }) => ({ id: fill(id), title: fill(item) })) }
  return { shape: 'text', body: fill(text?.body ?? ''), buttons: [] }
}
