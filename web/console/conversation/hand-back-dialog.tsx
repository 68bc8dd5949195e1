import { Checkbox, Field, makeStyles, Select, tokens } from '@fluentui/react-components'
import { useState } from 'react'
import type { StepLine } from '../../../bot/desk/contract.ts'
import { useDesk } from '../state/desk.tsx'
import { t } from '../text/labels.ts'
import { AskDialog } from './ask-dialog.tsx'
import { doubtsOf, goOnAfter, inOrder, stepsToDo, stepsToGoOn } from './hand-back.ts'
import { doubtText, handBackPreview } from './hand-back-preview.ts'
import { usePane } from './pane-context.tsx'
import { firstNameOf, stepText } from './words.ts'

/** Which steps they did together, where the bot goes on, and what the person will read. */
export function HandBackDialog({ onClose }: { onClose: () => void }) {
  const { act, conversation, row } = usePane()
  const { me } = useDesk()
  const steps = conversation?.steps ?? []
  const [done, setDone] = useState<readonly string[]>([])
  const [chosen, setChosen] = useState<string | null>(null)
  const step = chosen ?? goOnAfter(steps, done)
  const toggle = (name: string, on: boolean) => { setDone(inOrder(steps, on ? [...done, name] : done.filter((one) => one !== name))); setChosen(null) }
  return (
    <AskDialog title={t('conversation.handBack.title')} confirm={t('conversation.action.handBack')} ready={step !== ''} onClose={onClose}
      onConfirm={() => act({ kind: 'handBack', step, done: [...done] })}>
      <fieldset className={useStyles().steps}>
        <legend>{t('conversation.handBack.done')}</legend>
        {stepsToDo(steps).map((one) => (
          <Checkbox key={one.step} label={stepText(one)} checked={done.includes(one.step)} onChange={(_, { checked }) => toggle(one.step, checked === true)} />
        ))}
      </fieldset>
      <Field label={t('conversation.handBack.goOn')}>
        <Select value={step} onChange={(_, { value }) => setChosen(value)}>
          {stepsToGoOn(steps).map((one) => <option key={one.step} value={one.step}>{stepText(one)}</option>)}
        </Select>
      </Field>
      <Doubts {...doubtsOf(steps, { done, step })} />
      <Preview text={handBackPreview({ name: firstNameOf(row.owner?.name ?? me.name), form: conversation?.form ?? 'je', steps, done, step })} />
    </AskDialog>
  )
}

/** Said, not forbidden: the digimaatje knows best. */
function Doubts({ open, again }: { open: readonly StepLine[]; again: readonly StepLine[] }) {
  const styles = useStyles()
  return (
    <div role="status">
      {open.length > 0 && <p className={styles.doubt}>{doubtText(open, 'open')}</p>}
      {again.length > 0 && <p className={styles.doubt}>{doubtText(again, 'again')}</p>}
    </div>
  )
}

function Preview({ text }: { text: string }) {
  const styles = useStyles()
  return (
    <section className={styles.preview} aria-live="polite" aria-label={t('conversation.handBack.preview')}>
      <strong>{t('conversation.handBack.preview')}</strong>
      <p className={styles.text}>{text}</p>
    </section>
  )
}

const useStyles = makeStyles({
  steps: { display: 'flex', flexDirection: 'column', margin: 0, padding: 0, border: 'none' },
  doubt: { margin: 0, fontWeight: tokens.fontWeightSemibold, color: tokens.colorPaletteRedForeground1 },
  preview: { padding: tokens.spacingHorizontalM, backgroundColor: tokens.colorNeutralBackground3, borderRadius: tokens.borderRadiusMedium },
  text: { margin: `${tokens.spacingVerticalXS} 0 0`, whiteSpace: 'pre-wrap' },
})
