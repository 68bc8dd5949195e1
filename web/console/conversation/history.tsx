import { makeStyles, tokens } from '@fluentui/react-components'
import type { Past } from '../../../bot/desk/contract.ts'
import { useNow } from '../state/desk.tsx'
import { t, wordFor } from '../text/labels.ts'
import { usePane } from './pane-context.tsx'
import { Section } from './section.tsx'
import { momentText } from './words.ts'

/** Every time that a human was asked for. */
export function History() {
  const { conversation } = usePane()
  const now = useNow(60_000)
  const styles = useStyles()
  if (!conversation || conversation.history.length === 0) return null
  return (
    <Section title={t('conversation.history')}>
      <ul className={styles.list}>{conversation.history.map((past) => <li key={past.id}><p className={styles.text}>{wordFor('reason', past.reason)}</p><p className={styles.small}>{endOf(past, now)}</p></li>)}</ul>
    </Section>
  )
}

function endOf({ askedAt, state, by, closeReason }: Past, now: number): string {
  return [momentText(askedAt, now), wordFor('state', state), by, closeReason && wordFor('closeReason', closeReason)].filter(Boolean).join(' · ')
}

const useStyles = makeStyles({
  list: { margin: 0, padding: 0, listStyleType: 'none', display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXS },
  text: { margin: 0 },
  small: { margin: 0, fontSize: tokens.fontSizeBase200, color: tokens.colorNeutralForeground2 },
})
