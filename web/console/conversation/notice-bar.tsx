import { Button, makeStyles, MessageBar, MessageBarActions, MessageBarBody } from '@fluentui/react-components'
import { t } from '../text/labels.ts'
import { DismissIcon } from './icons.ts'
import { usePane } from './pane-context.tsx'

/** What happened to what was asked last: said aloud too. */
export function NoticeBar() {
  const { notice, say } = usePane()
  const styles = useStyles()
  if (!notice) return null
  return (
    <MessageBar intent={notice.intent} politeness="assertive" layout="multiline" className={styles.bar}>
      <MessageBarBody>{notice.text}</MessageBarBody>
      <MessageBarActions containerAction={<Button appearance="transparent" icon={<DismissIcon />} aria-label={t('conversation.dismiss')} onClick={() => say(null)} />} />
    </MessageBar>
  )
}

const useStyles = makeStyles({ bar: { flexShrink: 0 } })
