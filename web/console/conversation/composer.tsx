import { useDesk, useNow } from '../state/desk.tsx'
import { writingOf } from './actions.ts'
import { ClosedComposer } from './closed-composer.tsx'
import { usePane } from './pane-context.tsx'
import { ReplyField } from './reply-field.tsx'
import { useReply } from './use-reply.ts'

/** Where one answers; or why that is not possible, with what to do about it. What was typed waits meanwhile. */
export function Composer({ wide, onSent }: { wide: boolean; onSent: () => void }) {
  const { id, row, conversation } = usePane()
  const { me } = useDesk()
  const now = useNow(5_000)
  const reply = useReply(id, onSent)
  const writing = writingOf(row, me, { optedOut: conversation?.optedOut ?? false, hasTemplate: conversation?.hasTemplate ?? false, now })
  if (writing.kind !== 'open') return <ClosedComposer writing={writing} draft={reply.text} wide={wide} />
  return <ReplyField {...reply} form={conversation?.form ?? (row.role === 'representative' ? 'u' : 'je')} />
}
