import { computed, signal } from '@preact/signals'
import { botHelps, type Helper } from './helper.ts'
import type { Way } from './way.ts'
import { lastProgress, openActions, type Entry } from './transcript.ts'

/**
 * asking: is this the person of the stored conversation? · starting: a session is under way · live · gone: the server has it no longer · erased ·
 * over: the link that led here works no more.
 * Nothing of a conversation is on screen outside `starting` and `live`.
 */
export type Phase = 'idle' | 'asking' | 'starting' | 'live' | 'gone' | 'erased' | 'over'

/** The line to the server as the person sees it; `back` for a few seconds after it was lost. */
export type Line = 'fine' | 'lost' | 'lostLong' | 'busy' | 'back'

export type Store = ReturnType<typeof createStore>

/** Everything the views show, as signals. */
export function createStore() {
  const entries = signal<readonly Entry[]>([])
  const helper = signal<Helper>(botHelps)
  return {
    open: signal(false),
    phase: signal<Phase>('idle'),
    entries,
    helper,
    draft: signal(''),
    line: signal<Line>('fine'),
    typing: signal(false),
    /** History and what came while the panel was closed are not read out; what comes now is. */
    announcing: signal(false),
    /** Something was said that was not on screen yet. */
    unread: signal(false),
    /** The page is not in sight. */
    hidden: signal(false),
    eraseFailed: signal(false),
    /** One can go on in WhatsApp. */
    whatsapp: signal(false),
    way: signal<Way | null>(null),
    /** The conversation the person wanted to go on with was no longer there: said above the new one. */
    replaced: signal(false),
    size: signal(0),
    /** While a human has the word, the bot's last question is no longer asked. */
    actions: computed(() => (helper.value.kind === 'human' ? [] : openActions(entries.value))),
    progress: computed(() => lastProgress(entries.value)),
  }
}
