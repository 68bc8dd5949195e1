import { useRef } from 'preact/hooks'
import type { Chat } from '../chat.ts'
import { labels } from '../labels.ts'
import type { Action } from '../wire.ts'

/** The answers to the last question, as buttons. They vanish when one is pressed; the focus stays here, so that Tab finds the next ones. */
export function Answers({ chat }: { readonly chat: Chat }) {
  const group = useRef<HTMLDivElement>(null)
  const { actions, announcing } = chat.store
  const choose = (action: Action): void => {
    group.current?.focus({ preventScroll: true })
    chat.choose(action)
  }
  return (
    <div ref={group} class="answers" role="group" aria-label={labels.answers} tabIndex={-1}>
      {announcing.value && actions.value.map((action) => (
        <button key={action.title} type="button" class="answer" onClick={() => choose(action)}>{action.title}</button>
      ))}
    </div>
  )
}
