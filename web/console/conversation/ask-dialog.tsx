import { Button, Dialog, DialogActions, DialogBody, DialogContent, DialogSurface, DialogTitle, makeStyles, tokens } from '@fluentui/react-components'
import { type ReactNode, useState } from 'react'
import { t } from '../text/labels.ts'
import { usePane } from './pane-context.tsx'

type Props = { title: string; confirm: string; ready?: boolean; onConfirm: () => Promise<boolean>; onClose: () => void; children: ReactNode }

/** A question before a move. It stays open while the move is on its way, and when it was refused: what was chosen is not lost. */
export function AskDialog({ title, confirm, ready = true, onConfirm, onClose, children }: Props) {
  const styles = useStyles()
  const { notice } = usePane()
  const [state, setState] = useState<'asking' | 'sending' | 'refused'>('asking')
  // It stays here as long as the dialog does.
  const [why, setWhy] = useState('')
  if (state === 'refused' && notice && notice.text !== why) setWhy(notice.text)
  const send = async () => {
    if (state === 'sending' || !ready) return
    setState('sending')
    if (await onConfirm()) onClose()
    else setState('refused')
  }
  return (
    <Dialog open onOpenChange={(_, { open }) => !open && onClose()}>
      <DialogSurface>
        <form onSubmit={(event) => { event.preventDefault(); void send() }}>
          <DialogBody>
            <DialogTitle>{title}</DialogTitle>
            <DialogContent className={styles.content}>
              {children}
              {state === 'refused' && why !== '' && <p role="alert" className={styles.refused}>{why}</p>}
            </DialogContent>
            <DialogActions>
              <Button onClick={onClose}>{t('conversation.cancel')}</Button>
              <Button type="submit" appearance="primary" disabledFocusable={!ready || state === 'sending'}>{confirm}</Button>
            </DialogActions>
          </DialogBody>
        </form>
      </DialogSurface>
    </Dialog>
  )
}

const useStyles = makeStyles({
  content: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM },
  refused: { margin: 0, color: tokens.colorPaletteRedForeground1, fontWeight: tokens.fontWeightSemibold },
})
