// How a dialog of the journey ends.

/** The short talks beside the journey. */
export type SideName = 'human' | 'offer' | 'angry' | 'lost' | 'stop' | 'restart' | 'distress' | 'noLetter'

export type Outcome =
  /** The step is done: on to the next. */
  | { kind: 'finished' }
  /** Tell the current step (again). */
  | { kind: 'stay'; options?: object }
  /** Something beside the journey first, then the current step again. */
  | { kind: 'side'; name: SideName }
  | { kind: 'restart' }
