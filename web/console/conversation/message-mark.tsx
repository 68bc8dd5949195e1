import { makeStyles, tokens } from '@fluentui/react-components'
import { wordFor } from '../text/labels.ts'
import { CheckIcon, ClockIcon, DoneIcon, ReadIcon, WarningIcon } from './icons.ts'
import type { Mark } from './transcript.ts'

/** What became of a message: a picture and its words, with the reason when it did not arrive. */
export function MessageMark({ mark }: { mark: Mark }) {
  const styles = useStyles()
  const Picture = pictures[mark]
  const bad = mark === 'failed' || mark === 'parked'
  return <span className={bad ? styles.bad : styles.mark}><Picture className={styles.picture} />{wordFor('conversation.mark', mark)}</span>
}

const pictures = { sending: ClockIcon, sent: CheckIcon, delivered: DoneIcon, read: ReadIcon, failed: WarningIcon, parked: ClockIcon, cancelled: WarningIcon }

const useStyles = makeStyles({
  picture: { flexShrink: 0 },
  mark: { display: 'inline-flex', alignItems: 'center', gap: '2px' },
  bad: { display: 'inline-flex', alignItems: 'center', gap: '2px', color: tokens.colorPaletteRedForeground1, fontWeight: tokens.fontWeightSemibold },
})
