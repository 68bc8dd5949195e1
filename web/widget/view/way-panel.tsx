import { useEffect, useRef } from 'preact/hooks'
import type { Chat } from '../chat.ts'
import { labels } from '../labels.ts'
import { toLines } from '../text.ts'
import type { Word } from '../wire.ts'
import { hideDialog, showModal } from './modal.ts'
import { Icon } from './pictures.tsx'

/** "Verder op WhatsApp": a link for this phone, a QR code for another, a word to send oneself. It goes by itself when the bot says something. */
export function WayPanel({ chat }: { readonly chat: Chat }) {
  const dialog = useRef<HTMLDialogElement>(null)
  const way = chat.store.way.value
  const shown = way !== null
  useEffect(() => {
    if (shown) showModal(dialog.current)
    else hideDialog(dialog.current)
  }, [shown])
  const close = (event: Event): void => {
    event.preventDefault()
    chat.way.close()
  }
  const onKey = (event: KeyboardEvent): void => { if (event.key === 'Escape') close(event) }
  return (
    <dialog ref={dialog} class="confirm way" aria-labelledby="way" onKeyDown={onKey} onCancel={close}>
      <h3 id="way" tabIndex={-1} autofocus>{labels.whatsapp}</h3>
      <p role="status">{way && way.kind !== 'open' && { asking: labels.wayWait, failed: labels.wayFailed, over: labels.wayOver }[way.kind]}</p>
      {way?.kind === 'open' && <Ways word={way.word} />}
      <div>
        {(way?.kind === 'failed' || way?.kind === 'over') && (
          <button type="button" class="answer strong" onClick={() => void chat.way.open()}>{way.kind === 'over' ? labels.wayNew : labels.retry}</button>
        )}
        <button type="button" class="answer" onClick={close}>{labels.wayBack}</button>
      </div>
    </dialog>
  )
}

function Ways({ word: { word, number, link, qr, expires_in: seconds } }: { readonly word: Word }) {
  return (
    <>
      <a class="answer strong link" href={link} target="_blank" rel="noopener noreferrer">
        {labels.wayOpen}<Icon name="out" /><span class="only-heard"> ({labels.newWindow})</span>
      </a>
      <p>{labels.waySend}</p>
      <h4>{labels.wayPhone}</h4>
      <ol>{toLines(labels.waySteps).map((line) => <li key={line}>{line}</li>)}</ol>
      <svg class="qr" viewBox={`0 0 ${qr.size} ${qr.size}`} role="img" aria-label={labels.wayQr} shape-rendering="crispEdges">
        <path d={`M0 0h${qr.size}v${qr.size}h-${qr.size}z`} fill="#fff" /><path d={qr.path} />
      </svg>
      <h4>{labels.wayWord}</h4>
      <p class="word">{word.slice(0, 4)} {word.slice(4)}</p>
      <p>{labels.wayNumber.replace('{n}', number)}</p>
      <p class="soft">{toLines(labels.wayTime.replace('{n}', String(Math.round(seconds / 60)))).map((line) => <span key={line}>{line}</span>)}</p>
    </>
  )
}
