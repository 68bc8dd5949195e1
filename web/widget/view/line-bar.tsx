import type { Chat } from '../chat.ts'
import { labels } from '../labels.ts'

/** Says that a human is waited for, or there; that the line is lost, and once that it is back; and that erasing did not work. */
export function LineBar({ chat }: { readonly chat: Chat }) {
  const line = chat.store.line.value
  const { kind, name } = chat.store.helper.value
  const long = line === 'lostLong'
  return (
    <div class="bars" role="status">
      {kind !== 'bot' && <p class="bar with-human">{kind === 'human' ? labels.withHuman.replace('{n}', name) : labels.waiting}</p>}
      {line !== 'fine' && <p class={line === 'back' ? 'bar good' : 'bar'}>{labels[long ? 'lost' : line]}{long && ` ${labels.lostLong}`}</p>}
      {chat.store.eraseFailed.value && <p class="bar">{labels.eraseFailed}</p>}
    </div>
  )
}
