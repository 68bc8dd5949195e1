// What a line of a list says about a conversation: no names of people, no message text.
import type { DeskRow } from '../../../bot/desk/contract.ts'
import { t, wordFor } from './labels.ts'
import { durationOf, momentOf } from './times.ts'

export type Mark = { kind: 'urgent' | 'answer' | 'window' | 'call' | 'flag' | 'remind' | 'owner'; text: string }
/** `waits`: `time` is how long they wait already, and not when it was. */
export type RowText = { title: string; reason: string; channel: string; time: string; waits: boolean; marks: Mark[] }

/** WhatsApp's window is worth a word when it closes within this. */
const WINDOW_SOON_MS = 2 * 60 * 60_000

export function rowText(row: DeskRow, { me, now }: { me: string; now: number }): RowText {
  return {
    title: titleOf(row),
    reason: row.reason ? wordFor('reason', row.reason) : wordFor('state', row.state),
    channel: t(`row.${row.channel}`),
    ...timeOf(row, now),
    marks: marksOf(row, { me, now }),
  }
}

function titleOf({ step, stepNumber }: DeskRow): string {
  const name = wordFor('step', step)
  return stepNumber === null ? name.charAt(0).toUpperCase() + name.slice(1) : t('row.step', { n: stepNumber, name })
}

function timeOf({ state, askedAt, personAt, lastMessageAt, closedAt }: DeskRow, now: number): Pick<RowText, 'time' | 'waits'> {
  const since = state === 'waiting' ? askedAt : state === 'human' ? personAt : null
  return since === null ? { time: momentOf(closedAt ?? lastMessageAt, now), waits: false } : { time: durationOf(now - Date.parse(since)), waits: true }
}

function marksOf(row: DeskRow, { me, now }: { me: string; now: number }): Mark[] {
  const mine = row.owner?.id === me
  const marks: (Mark | null)[] = [
    row.urgent ? { kind: 'urgent', text: t('row.urgent') } : null,
    row.state === 'human' && row.personAt !== null ? { kind: 'answer', text: t(mine ? 'row.answer' : 'row.answerOther') } : null,
    windowMark(row, now),
    row.callMe ? { kind: 'call', text: t('row.callMe') } : null,
    row.flag === null || row.flag === row.reason ? null : { kind: 'flag', text: wordFor('flag', row.flag) },
    row.remindAt === null ? null : { kind: 'remind', text: t('row.remind', { time: momentOf(row.remindAt, now) }) },
    ownerMark(row, mine),
    row.closeReason === null ? null : { kind: 'owner', text: wordFor('closeReason', row.closeReason) },
  ]
  return marks.filter((mark) => mark !== null)
}

function windowMark({ windowUntil, state }: DeskRow, now: number): Mark | null {
  if (windowUntil === null || (state !== 'waiting' && state !== 'human')) return null
  const left = Date.parse(windowUntil) - now
  if (left <= 0) return { kind: 'window', text: t('row.windowClosed') }
  return left < WINDOW_SOON_MS ? { kind: 'window', text: t('row.windowSoon', { time: durationOf(left) }) } : null
}

function ownerMark({ owner, state }: DeskRow, mine: boolean): Mark | null {
  if (owner === null || (mine && state === 'human')) return null
  const name = owner.name.split(' ')[0] ?? owner.name
  if (state !== 'human') return { kind: 'owner', text: t('row.was', { name }) }
  return { kind: 'owner', text: t('row.with', { name }) }
}
