import type { Signal } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import type { Chat } from '../chat.ts'
import { labels } from '../labels.ts'
import { toLines } from '../text.ts'
import { showModal } from './modal.ts'

export type Question = 'erase' | 'restart'

const WORDS = {
  erase: { title: labels.eraseTitle, text: labels.eraseText, yes: labels.eraseYes },
  restart: { title: labels.restartTitle, text: labels.restartText, yes: labels.restartYes },
} as const

/** Asks once, in a dialog, before anything is lost. Escape and "Nee" keep everything; "Nee" has the focus, so that an Enter too many loses nothing. */
export function Confirm({ chat, question }: { readonly chat: Chat; readonly question: Signal<Question | null> }) {
  const dialog = useRef<HTMLDialogElement>(null)
  const asked = question.value
  useEffect(() => {
    if (asked) showModal(dialog.current)
  }, [asked])
  if (!asked) return null
  const { title, text, yes } = WORDS[asked]
  const close = (event: Event): void => {
    event.preventDefault()
    dialog.current?.close?.()
    question.value = null
  }
  const onKey = (event: KeyboardEvent): void => { if (event.key === 'Escape') close(event) }
  const agree = (event: Event): void => {
    close(event)
    if (asked === 'erase') void chat.erase()
    else chat.startNew()
  }
  return (
    <dialog ref={dialog} class="confirm" aria-labelledby="question" aria-describedby="consequence" onKeyDown={onKey} onCancel={close}>
      <h3 id="question">{title}</h3>
      <p id="consequence">{toLines(text).map((line) => <span key={line}>{line}</span>)}</p>
      <div>
        <button type="button" class="answer strong" onClick={agree}>{yes}</button>
        <button type="button" class="answer" autofocus onClick={close}>{labels.no}</button>
      </div>
    </dialog>
  )
}
