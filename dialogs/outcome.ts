// How a dialog of the journey ends.
import type { SideName } from './side-dialogs.ts'

export type Outcome =
  /** The step is done: on to the next. */
  | { kind: 'finished' }
  /** Tell the current step (again). */
  | { kind: 'stay'; options?: object }
  /** Something beside the journey first, then the current step again. */
  | { kind: 'side'; name: SideName }
  | { kind: 'restart' }
