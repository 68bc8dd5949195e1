import { useSignal } from '@preact/signals'
import { useRef } from 'preact/hooks'
import { Composer } from './composer.tsx'
import { Confirm, type Question } from './confirm.tsx'
import { Conversation } from './conversation.tsx'
import { Gate } from './gate.tsx'
import { Header } from './header.tsx'
import { LineBar } from './line-bar.tsx'
import { ProgressBar } from './progress-bar.tsx'
import { useFocus, useFullScreen, useKeyboardRoom } from './panel-hooks.ts'
import type { WidgetProps } from './props.ts'
import { WayPanel } from './way-panel.tsx'

/** The conversation: the whole screen on a phone (and then really alone on it), a corner of the page elsewhere. */
export function Panel({ chat, speech, now }: WidgetProps) {
  const dialog = useRef<HTMLDialogElement>(null)
  const question = useSignal<Question | null>(null)
  const { phase } = chat.store
  const talking = phase.value === 'starting' || phase.value === 'live'
  useFullScreen(dialog, chat)
  useKeyboardRoom(dialog)
  useFocus(dialog, chat, talking)
  const leave = (event: Event): void => {
    event.preventDefault()
    speech.stop()
    chat.close()
  }
  const onKey = (event: KeyboardEvent): void => { if (event.key === 'Escape' && !event.defaultPrevented) leave(event) }
  return (
    <dialog ref={dialog} class="panel" aria-labelledby="name" onKeyDown={onKey} onCancel={leave}>
      <Header chat={chat} speech={speech} talking={talking} ask={(next) => { question.value = next }} onClose={leave} />
      {talking && <ProgressBar chat={chat} />}
      <LineBar chat={chat} />
      {talking ? <Conversation chat={chat} now={now} /> : <Gate chat={chat} />}
      {talking && <Composer chat={chat} />}
      <Confirm chat={chat} question={question} />
      <WayPanel chat={chat} />
    </dialog>
  )
}
