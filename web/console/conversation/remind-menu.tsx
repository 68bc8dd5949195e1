import { Button, Field, Input, Menu, MenuItem, MenuList, MenuPopover, MenuTrigger, Tooltip } from '@fluentui/react-components'
import { useState } from 'react'
import { uuid } from '../../widget/uuid.ts'
import { useDesk } from '../state/desk.tsx'
import { t, wordFor } from '../text/labels.ts'
import { AskDialog } from './ask-dialog.tsx'
import { RemindIcon } from './icons.ts'
import { paneElement, usePane } from './pane-context.tsx'
import { fieldOf, isTooFar, lastMoment, laterMoment, reminderChoices } from './times.ts'
import { momentText } from './words.ts'

/** "Herinner mij": in an hour, later today, tomorrow at nine, or whenever. */
export function RemindMenu() {
  const { now } = useDesk()
  const [choosing, setChoosing] = useState(false)
  const [openedAt, setOpenedAt] = useState(now)
  const remind = useRemind()
  return (
    <>
      <Menu mountNode={paneElement()} onOpenChange={(_, { open }) => open && setOpenedAt(now())}>
        <MenuTrigger disableButtonEnhancement>
          <Tooltip content={t('conversation.remind')} relationship="label"><Button appearance="subtle" icon={<RemindIcon />} /></Tooltip>
        </MenuTrigger>
        <MenuPopover>
          <MenuList>
            {reminderChoices(openedAt).map(({ kind, at }) => (
              <MenuItem key={kind} secondaryContent={momentText(at.toISOString(), openedAt)} onClick={() => void remind(at)}>{wordFor('conversation.remindAt', kind)}</MenuItem>
            ))}
            <MenuItem onClick={() => setChoosing(true)}>{t('conversation.remindAt.custom')}</MenuItem>
          </MenuList>
        </MenuPopover>
      </Menu>
      {choosing && <MomentDialog remind={remind} onClose={() => setChoosing(false)} />}
    </>
  )
}

function useRemind(): (at: Date) => Promise<boolean> {
  const { id, ask, say } = usePane()
  const { api, now } = useDesk()
  return async (at) => {
    const done = await ask(() => api.post(`/conversations/${id}/reminders`, { id: uuid(), at: at.toISOString() }).then(() => true))
    if (done) say({ intent: 'success', text: t('conversation.reminder', { moment: momentText(at.toISOString(), now()) }) })
    return done === true
  }
}

function MomentDialog({ remind, onClose }: { remind: (at: Date) => Promise<boolean>; onClose: () => void }) {
  const { now } = useDesk()
  const [field, setField] = useState('')
  const at = laterMoment(field, now())
  return (
    <AskDialog title={t('conversation.remind')} confirm={t('conversation.remindSet')} ready={at !== null} onClose={onClose} onConfirm={() => (at ? remind(at) : Promise.resolve(false))}>
      <Field label={t('conversation.remindWhen')} validationMessage={field !== '' && !at ? t(isTooFar(field, now()) ? 'conversation.remindFar' : 'conversation.remindPast') : undefined}>
        <Input type="datetime-local" value={field} min={fieldOf(new Date(now()))} max={fieldOf(lastMoment(now()))} onChange={(_, { value }) => setField(value)} />
      </Field>
    </AskDialog>
  )
}
