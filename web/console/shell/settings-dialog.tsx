import { Button, Field, Radio, RadioGroup, Select, Switch } from '@fluentui/react-components'
import { useState, useSyncExternalStore } from 'react'
import { useDesk, useModel } from '../state/desk.tsx'
import { t } from '../text/labels.ts'
import { PlainDialog } from './plain-dialog.tsx'
import { changeSettings, settings, themes } from './settings.ts'
import { playSound } from './sound.ts'
import { askForNotifications } from './tell.ts'

const MOST = 20

export function SettingsDialog({ onClose }: { onClose: () => void }) {
  const { me } = useDesk()
  const now = useSyncExternalStore(settings.subscribe, settings.get)
  return (
    <PlainDialog title={t('settings.title')} onClose={onClose}>
      <Field label={t('settings.theme')}>
        <RadioGroup value={now.theme} onChange={(_, { value }) => changeSettings({ theme: themes.find((name) => name === value) ?? 'system' })}>
          {themes.map((name) => <Radio key={name} value={name} label={t(`settings.theme.${name}`)} />)}
        </RadioGroup>
      </Field>
      {me.roles.some((role) => role !== 'auditor') ? <><Notify on={now.notify} /><Sound on={now.sound} /><Capacity /></> : null}
      <Field hint={t('settings.keysHelp')}>
        <Switch checked={now.keys} label={t('settings.keys')} onChange={(_, { checked }) => changeSettings({ keys: checked })} />
      </Field>
    </PlainDialog>
  )
}

const permission = (): NotificationPermission => (typeof Notification === 'undefined' ? 'denied' : Notification.permission)

function Notify({ on }: { on: boolean }) {
  const [allowed, setAllowed] = useState(permission)
  const change = async (wanted: boolean) => {
    changeSettings({ notify: wanted })
    if (wanted && allowed === 'default') await askForNotifications()
    setAllowed(permission())
  }
  const blocked = allowed === 'denied'
  return (
    <Field {...(blocked ? { hint: t('settings.notifyBlocked') } : {})}>
      <Switch checked={on && allowed === 'granted'} disabled={blocked} label={t('settings.notify')} onChange={(_, { checked }) => void change(checked)} />
    </Field>
  )
}

function Sound({ on }: { on: boolean }) {
  return (
    <div className="side-by-side">
      <Switch checked={on} label={t('settings.sound')} onChange={(_, { checked }) => changeSettings({ sound: checked })} />
      <Button size="small" onClick={() => playSound('queue')}>{t('settings.soundTest')}</Button>
    </div>
  )
}

function Capacity() {
  const { me } = useDesk()
  const { changeMe } = useModel()
  const [failed, setFailed] = useState(false)
  const change = (capacity: number) => void changeMe({ capacity }).then(() => setFailed(false), () => setFailed(true))
  return (
    <Field label={t('me.capacity')} {...(failed ? { validationMessage: t('me.failed') } : {})}>
      <Select value={me.capacity} onChange={(_, { value }) => change(Number(value))}>
        {Array.from({ length: MOST }, (_, place) => <option key={place} value={place + 1}>{place + 1}</option>)}
      </Select>
    </Field>
  )
}
