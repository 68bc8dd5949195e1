import { useLayoutEffect, useRef } from 'preact/hooks'
import type { Chat } from '../chat.ts'
import { labels } from '../labels.ts'
import { HumanButton } from './human-button.tsx'

const LONGEST = 2000
/** From here on the field says how much still fits. */
const NEARLY = 1900

/** The way to a human, always in sight until one is there, and the field to type in. Enter sends, Shift+Enter begins a new line. */
export function Composer({ chat }: { readonly chat: Chat }) {
  const field = useRef<HTMLTextAreaElement>(null)
  const { draft, size, helper } = chat.store
  const text = draft.value
  const words = helper.value.kind === 'waiting' ? labels.turn : labels.human
  useLayoutEffect(() => { if (field.current) grow(field.current) }, [text, size.value])
  const send = (event: Event): void => {
    event.preventDefault()
    if (text.trim() === '') return
    chat.say(text.trim())
    chat.type('')
    field.current?.focus()
  }
  const onKey = (event: KeyboardEvent): void => { if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) send(event) }
  return (
    <form class="composer" onSubmit={send}>
      {helper.value.kind !== 'human' && <HumanButton words={words} onPress={() => chat.askHuman(words)} />}
      {text.length > NEARLY && <p class="left" role="status">{labels.charactersLeft.replace('{n}', String(LONGEST - text.length))}</p>}
      <div class="field">
        <textarea ref={field} rows={1} maxLength={LONGEST} aria-label={labels.write} placeholder={labels.placeholder} enterkeyhint="send"
          autocomplete="off" value={text} onInput={({ currentTarget }) => chat.type(currentTarget.value)} onKeyDown={onKey} />
        <button type="submit" class="send">{labels.send}</button>
      </div>
    </form>
  )
}

/** As high as its text; the style sheet sets where it stops and scrolls. */
function grow(field: HTMLTextAreaElement): void {
  field.style.height = 'auto'
  field.style.height = `${field.scrollHeight + field.offsetHeight - field.clientHeight}px`
}
