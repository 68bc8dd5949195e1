import { useDesk } from '../state/desk.tsx'
import { t } from '../text/labels.ts'
import { AskDialog } from './ask-dialog.tsx'
import { usePane } from './pane-context.tsx'

/** Only after the person asked: it cannot be undone. */
export function EraseDialog({ onClose }: { onClose: () => void }) {
  const { id, ask } = usePane()
  const { api } = useDesk()
  const erase = async () => (await ask(() => api.post(`/conversations/${id}/erase`))) !== null
  return (
    <AskDialog title={t('conversation.erase.title')} confirm={t('conversation.erase.yes')} onConfirm={erase} onClose={onClose}>
      <p>{t('conversation.erase.what')}</p>
    </AskDialog>
  )
}
