// After a human had the word: the question that was open before means nothing any more.
import type { DialogState } from 'botbuilder-dialogs'
import type { DialogMemory } from './work.ts'

/** Whatever the person writes next is no answer to it: the current step is told anew. */
export function forgetQuestion(kept: { stack?: unknown; memory?: Record<string, unknown> }): void {
  const { stack, memory } = kept as DialogMemory
  // The journey's dialog stays; what it had open goes.
  const inner = (stack?.dialogStack[0]?.state as { dialogs?: DialogState } | undefined)?.dialogs
  if (inner) inner.dialogStack = []
  for (const name of ['unclear', 'codeHash', 'helps', 'stopped'] as const) delete memory?.[name]
}
