import type { Signal } from '@preact/signals'
import type { Reply } from './api.ts'
import type { Word } from './wire.ts'

/** The way to WhatsApp as the panel shows it. `over`: the word's time is up. */
export type Way = { readonly kind: 'asking' | 'failed' | 'over' } | { readonly kind: 'open'; readonly word: Word }

export type WayOut = { open(): Promise<void>; close(): void }

/** Asks for a word, again when wanted, and knows when it works no more. `ask` gives nothing where no conversation goes on. */
export function createWay(way: Signal<Way | null>, ask: () => Promise<Reply<Word>> | undefined): WayOut {
  return {
    open: async () => {
      const asking: Way = { kind: 'asking' }
      way.value = asking
      const reply = await ask()
      if (way.value !== asking) return
      const next: Way = reply?.kind === 'ok' ? { kind: 'open', word: reply.body } : { kind: 'failed' }
      way.value = next
      if (next.kind === 'open') setTimeout(() => { if (way.value === next) way.value = { kind: 'over' } }, next.word.expires_in * 1000)
    },
    close: () => { way.value = null },
  }
}
