// Tells what is new: a sound, and a notification of the desktop. Never whom or what it is about: others see the screen too.
import { t } from '../text/labels.ts'
import type { News } from './news.ts'
import { settings } from './settings.ts'
import { playSound } from './sound.ts'

/** News of one moment makes one sound and at most one notification of each kind. */
export function tell(news: readonly News[], { openId, open }: { /** the conversation on the screen */ openId: string | null; open: (conversation: string) => void }): void {
  const read = document.visibilityState === 'visible' && document.hasFocus()
  const unseen = news.filter(({ kind, conversation }) => !(kind === 'message' && read && conversation === openId))
  const [first] = unseen
  if (!first) return
  if (settings.get().sound) playSound(first.kind)
  if (!settings.get().notify || read || typeof Notification === 'undefined' || Notification.permission !== 'granted') return
  for (const kind of new Set(unseen.map((one) => one.kind))) {
    const same = unseen.filter((one) => one.kind === kind)
    notify(kind, { count: same.length, act: () => open(same[0]?.conversation ?? first.conversation) })
  }
}

function notify(kind: News['kind'], { count, act }: { count: number; act: () => void }): void {
  const title = kind === 'queue' && count > 1 ? t('news.queueMany', { n: count }) : t(`news.${kind}`)
  const shown = new Notification(title, { tag: kind, lang: 'nl' })
  shown.addEventListener('click', () => {
    window.focus()
    act()
    shown.close()
  })
}

/** Browsers want to be asked at a press. Returns whether they let us. */
export async function askForNotifications(): Promise<boolean> {
  if (typeof Notification === 'undefined') return false
  return await Notification.requestPermission() === 'granted'
}
