import { Field, Radio, RadioGroup } from '@fluentui/react-components'
import { useState } from 'react'
import type { DeskMove } from '../../../bot/desk/contract.ts'
import { t, wordFor } from '../text/labels.ts'
import { AskDialog } from './ask-dialog.tsx'
import { usePane } from './pane-context.tsx'

type Reason = Extract<DeskMove, { kind: 'close' }>['reason']
const reasons: readonly Reason[] = ['solved', 'elsewhere', 'noAnswer', 'notForUs', 'other']

export function CloseDialog({ onClose }: { onClose: () => void }) {
  const { act } = usePane()
  const [reason, setReason] = useState<Reason | null>(null)
  return (
    <AskDialog title={t('conversation.close.title')} confirm={t('conversation.action.close')} ready={reason !== null} onClose={onClose}
      onConfirm={() => (reason ? act({ kind: 'close', reason }) : Promise.resolve(false))}>
      <p>{t('conversation.close.what')}</p>
      <Field label={t('conversation.close.why')} required>
        <RadioGroup value={reason ?? ''} onChange={(_, { value }) => setReason(reasons.find((one) => one === value) ?? null)}>
          {reasons.map((one) => <Radio key={one} value={one} label={wordFor('closeReason', one)} />)}
        </RadioGroup>
      </Field>
    </AskDialog>
  )
}
