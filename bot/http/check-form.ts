// What the check page's form sends, made into what a turn takes. What is plainly missing is told at once and uses no attempt.
import { randomUUID } from 'node:crypto'
import { limits } from '../../domain/limits.ts'
import { cleanText } from '../turn/clean-text.ts'
import type { Filled, Problems } from './check-view.ts'

export type SentForm =
  | { kind: 'complete'; attempt: string; filled: Filled; /** as it is written: read by the dialogs */ birthDate: string }
  | { kind: 'incomplete'; attempt: string; filled: Filled; problems: Problems }

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
/** A whole date in one of the three fields: "3-5-1980", "3 mei '80". */
const leastDate = 6

export function parseCheckForm(form: Readonly<Record<string, string>>): SentForm {
  const read = (name: string) => cleanText(form[name] ?? '').trim().slice(0, limits.links.field)
  const filled = { code: read('code'), day: read('day'), month: read('month'), year: read('year') }
  const sentId = form['attempt'] ?? ''
  const attempt = uuid.test(sentId) ? sentId : randomUUID()
  const birthDate = dateOf(filled)
  if (filled.code && birthDate) return { kind: 'complete', attempt, filled, birthDate }
  const problems: Problems = { ...(!filled.code && { code: 'codeEmpty' }), ...(!birthDate && { date: 'dateEmpty' }) }
  return { kind: 'incomplete', attempt, filled, problems }
}

function dateOf({ day, month, year }: Filled): string | null {
  const parts = [day, month, year]
  const [only = '', ...others] = parts.filter(Boolean)
  if (others.length === 0 && only.length >= leastDate) return only
  if (others.length < 2) return null
  return parts.join(parts.every((part) => /^\d+$/.test(part)) ? '-' : ' ')
}
