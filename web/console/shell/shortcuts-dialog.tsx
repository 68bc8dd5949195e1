import { Fragment, useSyncExternalStore } from 'react'
import { t } from '../text/labels.ts'
import { shortcuts } from './keys.ts'
import { PlainDialog } from './plain-dialog.tsx'
import { settings } from './settings.ts'

const others = [{ keys: ['Enter'], label: 'shortcuts.enter' }, { keys: ['Enter'], label: 'shortcuts.send' }, { keys: ['Shift+Enter'], label: 'shortcuts.line' }] as const

export function ShortcutsDialog({ onClose }: { onClose: () => void }) {
  const { keys: letters } = useSyncExternalStore(settings.subscribe, settings.get)
  return (
    <PlainDialog title={t('shortcuts.title')} onClose={onClose}>
      {letters ? null : <p>{t('shortcuts.off')}</p>}
      <dl className="keys">
        {[...shortcuts, ...others].map(({ keys, label }) => (
          <Fragment key={label}>
            <dt>{keys.map((key, place) => <Fragment key={key}>{place > 0 ? ` ${t('shortcuts.or')} ` : ''}<kbd>{key}</kbd></Fragment>)}</dt>
            <dd>{t(label)}</dd>
          </Fragment>
        ))}
      </dl>
    </PlainDialog>
  )
}
