// The hand-over between the bot and a human: every state, every allowed move, who may make it. One table; the commit of a turn makes it atomic.

export type HandoffState = 'none' | 'waiting' | 'human' | 'back' | 'cancelled' | 'closed'
export type MoveName = 'ask' | 'cancel' | 'claim' | 'start' | 'release' | 'absent' | 'transfer' | 'handBack' | 'undoHandBack' | 'close' | 'reopen'

/** `owner`: who has it; a coordinator may do that too. `desk`: any digimaatje. `timer`: the sweep. */
export type Mover = 'person' | 'desk' | 'owner' | 'timer'

export const moves: Readonly<Record<MoveName, { from: readonly HandoffState[]; to: HandoffState; by: Mover }>> = {
  /** The person asked, is stuck, in distress, or the bot failed. */
  ask: { from: ['none', 'back', 'cancelled', 'closed'], to: 'waiting', by: 'person' },
  cancel: { from: ['waiting'], to: 'cancelled', by: 'person' },
  claim: { from: ['waiting'], to: 'human', by: 'desk' },
  /** A digimaatje writes first. */
  start: { from: ['none', 'back', 'cancelled', 'closed'], to: 'human', by: 'desk' },
  release: { from: ['human'], to: 'waiting', by: 'owner' },
  /** Who had it is not there, and the person wrote. */
  absent: { from: ['human'], to: 'waiting', by: 'timer' },
  transfer: { from: ['human'], to: 'human', by: 'owner' },
  handBack: { from: ['human'], to: 'back', by: 'owner' },
  undoHandBack: { from: ['back'], to: 'human', by: 'owner' },
  close: { from: ['human'], to: 'closed', by: 'owner' },
  /** To whoever had it last; when they are not there, to the queue (then `to` is waiting). */
  reopen: { from: ['closed', 'cancelled'], to: 'human', by: 'desk' },
}

/** Why a person is handed over. */
export const reasons = ['asked', 'stuck', 'distress', 'failingTurn', 'checkClosed', 'callMe', 'deliveryFailed', 'desk'] as const
export type Reason = (typeof reasons)[number]

/** How a digimaatje ends a conversation. */
export const closeReasons = ['solved', 'elsewhere', 'noAnswer', 'notForUs', 'other'] as const
export type CloseReason = (typeof closeReasons)[number]

export type Moved =
  | { kind: 'allowed'; to: HandoffState }
  /** Somebody else has it. */
  | { kind: 'taken' }
  /** Only who has it, or a coordinator, may do this. */
  | { kind: 'notYours' }
  /** The table has no such move from here. */
  | { kind: 'notPossible' }

export type MoveAsked = { state: HandoffState; claimedBy: string | null; mover: { kind: 'person' | 'timer' } | { kind: 'desk'; id: string; coordinator: boolean } }

/** Whether a move is allowed now. */
export function tryMove(name: MoveName, { state, claimedBy, mover }: MoveAsked): Moved {
  const { from, to, by } = moves[name]
  if (mover.kind !== (by === 'owner' ? 'desk' : by)) return { kind: 'notPossible' }
  if (!from.includes(state)) return state === 'human' && mover.kind === 'desk' && claimedBy !== mover.id ? { kind: 'taken' } : { kind: 'notPossible' }
  if (by === 'owner' && mover.kind === 'desk' && claimedBy !== mover.id && !mover.coordinator) return { kind: 'notYours' }
  return { kind: 'allowed', to }
}

/** A human has the word: the bot is silent. */
export const humanOwns = (state: HandoffState): boolean => state === 'human'
/** The person waits for, or talks with, a human. */
export const isOpen = (state: HandoffState): boolean => state === 'waiting' || state === 'human'
