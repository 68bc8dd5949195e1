import { Button, Dialog, DialogActions, DialogBody, DialogContent, DialogSurface, DialogTitle } from '@fluentui/react-components'
import type { ReactNode } from 'react'
import { t } from '../text/labels.ts'

/** A dialog to look at or set something, closed with one button, Escape or a press beside it. Whatever had the focus gets it back. */
export function PlainDialog({ title, onClose, children }: { title: string; onClose: () => void; children: ReactNode }) {
  return (
    <Dialog open onOpenChange={(_, { open }) => open || onClose()}>
      <DialogSurface>
        <DialogBody>
          <DialogTitle>{title}</DialogTitle>
          <DialogContent className="dialog">{children}</DialogContent>
          <DialogActions><Button appearance="primary" onClick={onClose}>{t('settings.done')}</Button></DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  )
}
