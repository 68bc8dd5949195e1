import type { Chat } from '../chat.ts'
import { labels } from '../labels.ts'
import { HumanButton } from './human-button.tsx'
import { BotPicture } from './pictures.tsx'

/** Before and after a conversation: nothing of it is on screen, and there are one or two things to do, or a human to ask for. */
export function Gate({ chat }: { readonly chat: Chat }) {
  const phase = chat.store.phase.value
  const asking = phase === 'asking'
  const words = asking ? labels.resumeQuestion : phase === 'erased' ? labels.erased : phase === 'gone' ? labels.gone : phase === 'over' ? labels.linkOver : ''
  return (
    <>
      <div class="gate">
        <BotPicture class="large" />
        <p role="status" class="question">{words}</p>
        {asking && <button type="button" class="answer strong" onClick={() => chat.resume()}>{labels.resumeYes}</button>}
        <button type="button" class="answer" onClick={() => chat.startNew()}>{labels.newConversation}</button>
      </div>
      <div class="composer"><HumanButton onPress={() => chat.askHumanAnew()} /></div>
    </>
  )
}
