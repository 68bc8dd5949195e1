import { effect } from '@preact/signals'
import type { Keep, Kept } from './keep.ts'
import type { Store } from './store.ts'
import { lastHeard } from './transcript.ts'

/** Keeps for the next page who has the word and how far was seen; what is beyond that, while the panel is closed, is unread. */
export function remember(store: Store, kept: Keep<Kept>): void {
  effect(() => {
    const { phase, helper, entries, open, hidden } = store
    if (phase.value !== 'live') return
    // Without an id it was no event that said so: the history may still come.
    if (helper.value.at) kept.write({ helper: helper.value.kind })
    const last = lastHeard(entries.value)
    if (last <= (kept.read().seen ?? '')) return
    if (!open.value) store.unread.value = true
    else if (!hidden.value) kept.write({ seen: last })
  })
}
