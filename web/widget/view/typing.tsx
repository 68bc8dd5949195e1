import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import type { Chat } from '../chat.ts'
import { labels } from '../labels.ts'
import { humanName } from './pictures.tsx'

/** Most answers come at once: who listens hears of the waiting only when it lasts. */
const HEARD_AFTER_MS = 2000

export function Typing({ chat }: { readonly chat: Chat }) {
  const typing = chat.store.typing.value
  const { kind, name } = chat.store.helper.value
  const heard = useSignal(false)
  useEffect(() => {
    heard.value = false
    const timer = setTimeout(() => { heard.value = typing }, HEARD_AFTER_MS)
    return () => clearTimeout(timer)
  }, [typing, heard])
  return (
    <div class={`typing ${kind}`}>
      {typing && <div class="bubble dots" aria-hidden="true"><i /><i /><i /></div>}
      <span class="only-heard" role="status">{heard.value && `${kind === 'human' ? humanName(name) : labels.name} ${labels.writes}.`}</span>
    </div>
  )
}
