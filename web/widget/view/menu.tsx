import { useSignal } from '@preact/signals'
import { useRef } from 'preact/hooks'
import { labels } from '../labels.ts'
import type { Chat } from '../chat.ts'
import type { Question } from './confirm.tsx'
import { Icon } from './pictures.tsx'

type Ask = { readonly chat: Chat; readonly ask: (question: Question) => void }

/** A button that shows a few more. Escape, or going elsewhere, hides them again. */
export function Menu({ chat, ask }: Ask) {
  const open = useSignal(false)
  const button = useRef<HTMLButtonElement>(null)
  const close = (): void => {
    open.value = false
    button.current?.focus()
  }
  const onKey = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || !open.value) return
    event.preventDefault()
    close()
  }
  const onBlur = ({ currentTarget, relatedTarget }: FocusEvent): void => {
    if (relatedTarget instanceof Node && !(currentTarget as Node).contains(relatedTarget)) open.value = false
  }
  return (
    <div class="menu" onKeyDown={onKey} onFocusOut={onBlur}>
      <button ref={button} type="button" class="tool" aria-expanded={open.value} onClick={() => { open.value = !open.value }}>
        <Icon name="menu" /><span>{labels.menu}</span>
      </button>
      {open.value && <Choices chat={chat} close={close} ask={ask} />}
    </div>
  )
}

function Choices({ chat, close, ask }: Ask & { readonly close: () => void }) {
  const choose = (act: () => void) => (): void => {
    close()
    act()
  }
  return (
    <div class="choices">
      {chat.store.whatsapp.value && <button type="button" onClick={choose(() => void chat.way.open())}>{labels.whatsapp}</button>}
      <button type="button" onClick={choose(() => ask('restart'))}>{labels.newConversation}</button>
      <button type="button" onClick={choose(() => ask('erase'))}>{labels.erase}</button>
    </div>
  )
}
