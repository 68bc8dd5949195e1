import { Button, makeStyles, MessageBar, MessageBarBody, Spinner, tokens } from '@fluentui/react-components'
import { useEffect, useRef, useState } from 'react'
import { takeFocus } from '../shell/focus.ts'
import { useConversation, useRow } from '../state/desk.tsx'
import { t } from '../text/labels.ts'
import { ActionBar } from './action-bar.tsx'
import { Composer } from './composer.tsx'
import { DialogHost } from './dialogs.tsx'
import { Facts } from './facts.tsx'
import { Header } from './header.tsx'
import { NoticeBar } from './notice-bar.tsx'
import { PaneProvider } from './pane-context.tsx'
import { SidePanel } from './side-panel.tsx'
import { Transcript, type TranscriptHandle } from './transcript-view.tsx'
import { useWide } from './use-wide.ts'

export type ConversationPaneProps = { id: string; onClose: () => void }

/** One conversation: what was said, where the person is, and everything that a digimaatje can do. */
export function ConversationPane({ id, onClose }: ConversationPaneProps) {
  const row = useRow(id)
  const { problem, reload } = useConversation(id)
  if (!row) return <NoConversation problem={problem} again={() => void reload()} onClose={onClose} />
  return <PaneProvider key={id} id={id} row={row}><Pane id={id} onClose={onClose} /></PaneProvider>
}

function Pane({ id, onClose }: ConversationPaneProps) {
  const styles = useStyles()
  const frame = useRef<HTMLDivElement>(null)
  const transcript = useRef<TranscriptHandle>(null)
  const wide = useWide(frame, 760)
  const [details, setDetails] = useState(false)
  useEffect(() => takeFocus(id), [id])
  return (
    <div ref={frame} className={styles.frame} data-conversation={id}>
      <DialogHost>
        <div className={styles.main}>
          <Header onClose={onClose} onDetails={wide ? null : () => setDetails(true)} />
          <Facts short={!wide} />
          <ActionBar wide={wide} />
          <NoticeBar />
          <Transcript id={id} handle={transcript} />
          <Composer wide={wide} onSent={() => transcript.current?.sent()} />
        </div>
        <SidePanel wide={wide} open={details} onClose={() => setDetails(false)} />
      </DialogHost>
    </div>
  )
}

function NoConversation({ problem, again, onClose }: { problem: string | null; again: () => void; onClose: () => void }) {
  const styles = useStyles()
  if (problem === null) return <Spinner className={styles.empty} label={t('conversation.loading')} />
  const gone = problem === 'NotFound'
  return (
    <div className={styles.empty}>
      <MessageBar intent="error"><MessageBarBody>{gone ? t('conversation.refused.gone') : t('conversation.problem', { code: problem })}</MessageBarBody></MessageBar>
      {!gone && <Button onClick={again}>{t('conversation.again')}</Button>}
      <Button onClick={onClose}>{t('conversation.back')}</Button>
    </div>
  )
}

const useStyles = makeStyles({
  frame: { display: 'flex', height: '100%', width: '100%', minWidth: 0, minHeight: 0, backgroundColor: tokens.colorNeutralBackground1, color: tokens.colorNeutralForeground1 },
  main: { display: 'flex', flexDirection: 'column', flex: '1 1 0', minWidth: 0, minHeight: 0 },
  empty: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM, alignItems: 'center', justifyContent: 'center', height: '100%', padding: tokens.spacingHorizontalL },
})
