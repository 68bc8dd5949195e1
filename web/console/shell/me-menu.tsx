import { Avatar, Button, Menu, MenuDivider, MenuGroup, MenuGroupHeader, MenuItem, MenuItemRadio, MenuList, MenuPopover, MenuTrigger } from '@fluentui/react-components'
import { useState } from 'react'
import type { Presence } from '../../../bot/desk/contract.ts'
import { KeyboardRegular, PeopleRegular, PersonSwapRegular, SettingsRegular, SignOutRegular } from '../icons.ts'
import type { Session } from '../sign-in/session.ts'
import { useDesk, useModel } from '../state/desk.tsx'
import { t } from '../text/labels.ts'
import type { DialogName } from './dialogs.tsx'

const presenceStatus = { online: 'available', away: 'away' } as const

/** Who I am, whether I am there, and what is set only now and then. */
export function MeMenu({ session, onDialog }: { session: Session; onDialog: (name: DialogName) => void }) {
  const { me, config } = useDesk()
  const { changeMe } = useModel()
  const [failed, setFailed] = useState(false)
  const helps = me.roles.some((role) => role !== 'auditor')
  const change = (presence: Presence) => void changeMe({ presence }).then(() => setFailed(false), () => setFailed(true))
  const demo = config.signIn.kind === 'demo'
  return (
    <>
      {failed ? <span role="alert" className="bar-problem">{t('me.failed')}</span> : null}
      <Menu inline checkedValues={{ presence: [me.presence] }} onCheckedValueChange={(_, { checkedItems }) => change(checkedItems[0] === 'away' ? 'away' : 'online')}>
        <MenuTrigger disableButtonEnhancement>
          <Button className="bar-me" appearance="transparent" aria-label={t('me.menu', { initials: initialsOf(me.name), name: me.name, presence: helps ? t(`me.${me.presence}`) : '' })}>
            <Avatar name={me.name} initials={initialsOf(me.name)} size={32} aria-hidden {...(helps ? { badge: { status: presenceStatus[me.presence] } } : {})} />
          </Button>
        </MenuTrigger>
        <MenuPopover>
          <MenuList>
            <MenuGroup>
              <MenuGroupHeader>{me.name}</MenuGroupHeader>
              {helps ? <MenuItemRadio name="presence" value="online">{t('me.online')}</MenuItemRadio> : null}
              {helps ? <MenuItemRadio name="presence" value="away">{t('me.away')}</MenuItemRadio> : null}
            </MenuGroup>
            <MenuDivider />
            {helps ? <MenuItem icon={<PeopleRegular />} onClick={() => onDialog('colleagues')}>{t('me.colleagues')}</MenuItem> : null}
            <MenuItem icon={<SettingsRegular />} onClick={() => onDialog('settings')}>{t('me.settings')}</MenuItem>
            <MenuItem icon={<KeyboardRegular />} secondaryContent="?" onClick={() => onDialog('shortcuts')}>{t('me.shortcuts')}</MenuItem>
            <MenuDivider />
            <MenuItem icon={demo ? <PersonSwapRegular /> : <SignOutRegular />} onClick={() => void session.signOut()}>{t(demo ? 'demo.switch' : 'me.signOut')}</MenuItem>
          </MenuList>
        </MenuPopover>
      </Menu>
    </>
  )
}

/** First and last word, as on the picture. */
function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/)
  return [...new Set([words[0], words.at(-1)])].map((word) => word?.charAt(0).toUpperCase() ?? '').join('')
}
