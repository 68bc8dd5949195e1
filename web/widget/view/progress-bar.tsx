import type { Chat } from '../chat.ts'

/** "Stap 3 van 10", in words and as a row of ten. */
export function ProgressBar({ chat }: { readonly chat: Chat }) {
  const progress = chat.store.progress.value
  if (!progress) return null
  const { step, of, label } = progress
  return (
    <div class="progress">
      <span id="step">{label}</span>
      <div role="progressbar" aria-labelledby="step" aria-valuemin={0} aria-valuemax={of} aria-valuenow={step} aria-valuetext={label}>
        {Array.from({ length: of }, (_, index) => <i key={index} class={index < step ? 'done' : ''} />)}
      </div>
    </div>
  )
}
