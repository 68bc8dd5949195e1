// What else a line of the log says, in words: its names and values come from the code, never from people.
import type { AuditLine } from '../../../bot/desk/contract.ts'
import { t, wordFor } from '../text/labels.ts'
import { exactly } from '../text/times.ts'

type Value = AuditLine['detail'][string]

/** "stap: code en geboortedatum, reden: Vraagt om een mens" */
export function detailText(detail: AuditLine['detail']): string {
  return Object.entries(detail).map(([name, value]) => `${wordFor('auditDetail', nameOf(name, value))}: ${valueText(name, value)}`).join(', ')
}

/** Of a filter `to` is a moment; of a move it is where the conversation went. */
function nameOf(name: string, value: Value): string {
  if (name === 'actors') return 'actor'
  return name === 'to' && isMoment(value) ? 'until' : name
}

const words: Readonly<Record<string, (value: string) => string>> = {
  step: (value) => wordFor('step', value), reason: (value) => wordFor('reason', value), closed: (value) => wordFor('closeReason', value),
  move: (value) => wordFor('auditMove', value), action: (value) => wordFor('auditAction', value), to: (value) => (value === 'queue' ? t('audit.queue') : value),
  roles: (value) => value.split(' ').map((role) => wordFor('deskRole', role)).join(', '),
}

function valueText(name: string, value: Value): string {
  if (typeof value === 'boolean') return t(value ? 'audit.yes' : 'audit.no')
  if (typeof value === 'number') return String(value)
  return isMoment(value) ? exactly(value) : words[name]?.(value) ?? value
}

function isMoment(value: Value): boolean {
  return typeof value === 'string' && /^\d{4}-\d\d-\d\dT/.test(value)
}
