import type { Chat } from '../chat.ts'
import type { Speech } from '../speech.ts'

/** What main.tsx gives the views. `title` is the launcher's text; `now` in milliseconds since 1970. */
export type WidgetProps = { readonly chat: Chat; readonly speech: Speech; readonly title: string; readonly now: () => number }
