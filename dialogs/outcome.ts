// How a dialog of the journey ends.
import type { Reason } from '../domain/handoff.ts'

/** The short talks beside the journey. */
export type SideName = 'offer' | 'angry' | 'lost' | 'stop' | 'restart' | 'distress' | 'noLetter'

/** Those, and the ones that are more than something said and one question. */
export type TalkName = SideName | 'human' | 'callMe' | 'menu' | 'toWeb'

export type Outcome =
  /** The step is done: on to the next. */
  | { kind: 'finished' }
  /** Tell the current step (again). */
  | { kind: 'stay'; options?: object }
  /** Something beside the journey first, then the current step again. */
  | { kind: 'side'; name: TalkName; options?: { reason: Reason } }
  /** The current step in simpler words. */
  | { kind: 'explain' }
  /** One step back. */
  | { kind: 'back' }
  /** Enough for now. */
  | { kind: 'stop' }
  | { kind: 'restart' }
  /** No human any more. */
  | { kind: 'cancelHandoff' }
