import { Button, Dialog, DialogActions, DialogBody, DialogContent, DialogSurface, DialogTitle } from '@fluentui/react-components'
import type { Session } from '../sign-in/session.ts'
import { t } from '../text/labels.ts'

/** The token ended and could not be renewed. The page stays as it is, so that nothing typed is lost. */
export function ExpiredDialog({ session }: { session: Session }) {
  return (
    <Dialog open modalType="alert">
      <DialogSurface>
        <DialogBody>
          <DialogTitle>{t('signIn.expired')}</DialogTitle>
          <DialogContent>{t('signIn.expiredText')}</DialogContent>
          <DialogActions><Button appearance="primary" onClick={() => void session.again()}>{t('signIn.button')}</Button></DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  )
}
