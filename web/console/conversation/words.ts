import type { DeskRow, StepLine } from '../../../bot/desk/contract.ts'
import { t, wordFor } from '../text/labels.ts'
import { clockOf, dayOf } from './times.ts'

/** Vandaag; maandag 16 november. */
export function dayText(at: string, now: number): string {
  const day = dayOf(at, now)
  if (day.kind === 'date') return day.text
  return wordFor('conversation.day', day.kind)
}

/** Vandaag 14:05. */
export function momentText(at: string, now: number): string {
  return `${dayText(at, now)} ${clockOf(at)}`
}

/** Stap 6: e-mail van de beheerder. Klaar. */
export function stepText({ step, number }: Pick<StepLine, 'step' | 'number'>): string {
  const name = wordFor('step', step)
  return number === null ? name.charAt(0).toUpperCase() + name.slice(1) : t('conversation.numberedStep', { n: number, name })
}

/** Whose conversation it is now. */
export function stateText({ state, owner }: Pick<DeskRow, 'state' | 'owner'>, me: string): string {
  if (state !== 'human') return wordFor('state', state)
  return owner?.id === me ? t('conversation.withMe') : t('conversation.with', { name: owner?.name ?? t('conversation.someone') })
}

/** Mo; Mo en Els; Mo, Els en 2 anderen. */
export function namesText(names: readonly string[]): string {
  const [first = '', second, ...rest] = names
  if (second === undefined) return first
  return rest.length === 0 ? t('conversation.names.two', { first, second }) : t('conversation.names.more', { first, second, n: rest.length })
}

/** The first word of a name: what people see of a digimaatje. */
export const firstNameOf = (name: string): string => name.split(/\s+/)[0] ?? name
