import { Button } from '@fluentui/react-components'
import { useState, useSyncExternalStore } from 'react'
import { t } from '../text/labels.ts'
import { changeSettings, settings } from './settings.ts'
import { askForNotifications } from './tell.ts'

/** Asked once, above the queue: without it nobody hears of somebody new while another window is in front. */
export function AskNotify() {
  const wanted = useSyncExternalStore(settings.subscribe, () => settings.get().notify)
  const [asked, setAsked] = useState(() => typeof Notification === 'undefined' || Notification.permission !== 'default')
  if (asked || !wanted) return null
  return (
    <div className="ask" role="group" aria-label={t('settings.notify')}>
      <p>{t('notify.ask')}</p>
      <Button size="small" appearance="primary" onClick={() => void askForNotifications().finally(() => setAsked(true))}>{t('notify.yes')}</Button>
      <Button size="small" onClick={() => changeSettings({ notify: false })}>{t('notify.no')}</Button>
    </div>
  )
}
