import { useLayoutEffect, useRef } from 'preact/hooks'
import { labels } from '../labels.ts'
import { Panel } from './panel.tsx'
import { BotPicture } from './pictures.tsx'
import type { WidgetProps } from './props.ts'

/** The button in the corner, and the panel it opens. */
export function Widget(props: WidgetProps) {
  return (
    <div lang="nl" class={`widget size-${props.chat.store.size.value}`}>
      <Launcher chat={props.chat} title={props.title} />
      <Panel {...props} />
    </div>
  )
}

function Launcher({ chat, title }: Pick<WidgetProps, 'chat' | 'title'>) {
  const button = useRef<HTMLButtonElement>(null)
  const open = chat.store.open.value
  const wasOpen = useRef(open)
  useLayoutEffect(() => {
    if (wasOpen.current && !open) (chat.opener?.isConnected ? chat.opener : button.current)?.focus()
    if (!open) chat.opener = null
    wasOpen.current = open
  }, [open, chat])
  return (
    <button ref={button} type="button" class="launcher" hidden={open} aria-haspopup="dialog" onClick={() => chat.open()}>
      <BotPicture />
      <span>{title}</span>
      <span role="status">{chat.store.unread.value && <span class="badge">{labels.unread}</span>}</span>
    </button>
  )
}
