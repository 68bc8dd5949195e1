import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components'
import { useNow } from '../state/desk.tsx'
import { t, wordFor } from '../text/labels.ts'
import { durationOf } from '../text/times.ts'
import { Looking } from './header.tsx'
import { WarningIcon } from './icons.ts'
import { usePane } from './pane-context.tsx'
import { countdownOf } from './times.ts'
import { momentText } from './words.ts'

/** The line under the title: channel, je or u, how long they wait, WhatsApp's window, a reminder, who looks. `short`: what cannot wait; the rest stands in the details. */
export function Facts({ short = false, inPane = true }: { short?: boolean; /** not in the details: there nobody looks twice */ inPane?: boolean }) {
  const styles = useStyles()
  const { row, conversation } = usePane()
  const now = useNow(15_000)
  const facts = [
    !short && wordFor('conversation.channel', row.channel),
    !short && wordFor('conversation.person', row.role ?? 'unknown'),
    conversation?.optedOut && t('conversation.optedOut'),
    row.state === 'waiting' && row.askedAt && waitText('waits', now - Date.parse(row.askedAt)),
    row.state === 'human' && row.personAt && waitText('unanswered', now - Date.parse(row.personAt)),
    !short && row.closeReason && (row.state === 'closed') && wordFor('closeReason', row.closeReason),
    !short && row.remindAt && t('conversation.reminder', { moment: momentText(row.remindAt, now) }),
  ].filter((fact) => typeof fact === 'string')
  return (
    <div className={mergeClasses(styles.facts, !inPane && styles.listed)}>
      {facts.map((fact) => <span key={fact}>{fact}</span>)}
      <WindowFact now={now} />
      {row.flag && <span className={styles.soon}><WarningIcon />{wordFor('flag', row.flag)}</span>}
      {inPane && <Looking />}
    </div>
  )
}

function waitText(kind: 'waits' | 'unanswered', ms: number): string {
  return ms < 60_000 ? t(`conversation.${kind}Now`) : t(`conversation.${kind}`, { time: durationOf(ms) })
}

function WindowFact({ now }: { now: number }) {
  const styles = useStyles()
  const { row } = usePane()
  const countdown = countdownOf(row.windowUntil, now)
  if (countdown.kind === 'none') return null
  if (countdown.kind === 'closed') return <span className={styles.soon}><WarningIcon />{t('conversation.windowClosed')}</span>
  const text = t('conversation.windowLeft', { time: durationOf(countdown.left) })
  return countdown.kind === 'soon' ? <span className={styles.soon}><WarningIcon />{text}</span> : <span>{text}</span>
}

const useStyles = makeStyles({
  facts: {
    display: 'flex', flexWrap: 'wrap', columnGap: tokens.spacingHorizontalM, padding: `0 ${tokens.spacingHorizontalL} ${tokens.spacingVerticalS}`,
    fontSize: tokens.fontSizeBase200, color: tokens.colorNeutralForeground2,
  },
  listed: { paddingLeft: 0, paddingRight: 0 },
  soon: { display: 'inline-flex', alignItems: 'center', gap: '2px', color: tokens.colorPaletteRedForeground1, fontWeight: tokens.fontWeightSemibold },
})
