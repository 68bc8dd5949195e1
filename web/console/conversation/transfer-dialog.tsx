import { Field, Radio, RadioGroup } from '@fluentui/react-components'
import { useState } from 'react'
import type { Colleague } from '../../../bot/desk/contract.ts'
import { useColleagues, useDesk, useDeskState } from '../state/desk.tsx'
import { t } from '../text/labels.ts'
import { mayHelp } from './actions.ts'
import { AskDialog } from './ask-dialog.tsx'
import { usePane } from './pane-context.tsx'

/** To a colleague who is there; who has the most room stands on top. A coordinator may take it from a colleague this way, too. */
export function TransferDialog({ onClose }: { onClose: () => void }) {
  const { act, row } = usePane()
  const { me } = useDesk()
  const busy = useDeskState(({ counts }) => counts.mine)
  const myself: Colleague = { ...me, name: t('conversation.transfer.me', { name: me.name }), here: me.presence === 'online', busy }
  const colleagues = [...useColleagues(), myself].filter((one) => mayHelp(one) && one.id !== row.owner?.id).toSorted(byRoom)
  const [to, setTo] = useState('')
  const chosen = colleagues.find(({ id, here }) => id === to && here)
  return (
    <AskDialog title={t('conversation.transfer.title')} confirm={t('conversation.action.transfer')} ready={chosen !== undefined} onClose={onClose}
      onConfirm={() => act({ kind: 'transfer', to })}>
      {colleagues.length === 0 ? <p>{t('conversation.transfer.nobody')}</p> : (
        <Field label={t('conversation.transfer.who')} required>
          <RadioGroup value={to} onChange={(_, { value }) => setTo(value)}>
            {colleagues.map((one) => <Radio key={one.id} value={one.id} disabled={!one.here} label={labelOf(one)} />)}
          </RadioGroup>
        </Field>
      )}
    </AskDialog>
  )
}

function labelOf({ name, here, busy, capacity }: Colleague): string {
  return here ? t(busy >= capacity ? 'conversation.transfer.full' : 'conversation.transfer.here', { name, busy, capacity }) : t('conversation.transfer.away', { name })
}

function byRoom(a: Colleague, b: Colleague): number {
  return Number(b.here) - Number(a.here) || (b.capacity - b.busy) - (a.capacity - a.busy) || a.name.localeCompare(b.name, 'nl')
}
