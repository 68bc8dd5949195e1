import type { DeskConversation, DeskRow, Me } from '../../../bot/desk/contract.ts'

export type ActionName =
  | 'claim' | 'takeOver' | 'start' | 'handBack' | 'transfer' | 'release' | 'close' | 'reopen' | 'undoHandBack' | 'reopenCheck' | 'reopenCode' | 'erase'

/** What may be done now, the most likely first; `main`: stands out. The server has the last word (domain/handoff.ts). */
export type Action = { name: ActionName; main: boolean }

export function actionsOf(row: DeskRow, me: Pick<Me, 'id' | 'roles'>, more: Pick<DeskConversation, 'canUndoHandBack' | 'check'> | null): Action[] {
  if (!mayHelp(me)) return []
  const moves = movesOf(row, me, more?.canUndoHandBack ?? false)
  const repairs: ActionName[] = []
  if (more?.check.closedUntil && mayMove(row, me)) repairs.push('reopenCheck')
  if (more?.check.codeClosed && more.check.referentie) repairs.push('reopenCode')
  if (me.roles.includes('coordinator')) repairs.push('erase')
  return [...moves, ...repairs].map((name, i) => ({ name, main: i === 0 && mains.includes(name) && (name !== 'handBack' || isMine(row, me)) }))
}

const mains: readonly ActionName[] = ['claim', 'start', 'handBack', 'reopen']

function movesOf(row: DeskRow, me: Pick<Me, 'id' | 'roles'>, canUndo: boolean): ActionName[] {
  switch (row.state) {
    case 'waiting': return ['claim']
    case 'human': return mayMove(row, me) ? [...(isMine(row, me) ? [] : ['takeOver'] as const), 'handBack', 'transfer', 'release', 'close'] : []
    case 'back': return canUndo ? ['undoHandBack', 'start'] : ['start']
    case 'closed': case 'cancelled': return ['reopen', 'start']
    case 'none': return ['start']
  }
}

/** What somebody else has is theirs, or a coordinator's to arrange. */
function mayMove(row: DeskRow, me: Pick<Me, 'id' | 'roles'>): boolean {
  return row.state !== 'human' || isMine(row, me) || me.roles.includes('coordinator')
}

export function isMine({ state, owner }: Pick<DeskRow, 'state' | 'owner'>, me: Pick<Me, 'id'>): boolean {
  return state === 'human' && owner?.id === me.id
}

export function mayHelp({ roles }: Pick<Me, 'roles'>): boolean {
  return roles.includes('digimaatje') || roles.includes('coordinator')
}

/** Whether this digimaatje may write, and if not, why. */
export type Writing =
  | { kind: 'open' }
  | { kind: 'window'; template: boolean }
  | { kind: 'optedOut' }
  | { kind: 'taken'; by: string }
  | { kind: 'waiting' | 'bot' | 'ended' | 'role' }

export function writingOf(row: DeskRow, me: Pick<Me, 'id' | 'roles'>, more: { optedOut: boolean; hasTemplate: boolean; now: number }): Writing {
  if (!mayHelp(me)) return { kind: 'role' }
  if (row.state === 'waiting') return { kind: 'waiting' }
  if (row.state === 'closed' || row.state === 'cancelled') return { kind: 'ended' }
  if (row.state !== 'human') return { kind: 'bot' }
  if (!isMine(row, me)) return { kind: 'taken', by: row.owner?.name ?? '' }
  if (more.optedOut) return { kind: 'optedOut' }
  const closed = row.windowUntil !== null && Date.parse(row.windowUntil) <= more.now
  return closed ? { kind: 'window', template: more.hasTemplate } : { kind: 'open' }
}
