import { makeStyles, tokens } from '@fluentui/react-components'
import type { Past } from '../../../bot/desk/contract.ts'
import { useNow } from '../state/desk.tsx'
import { t, wordFor } from '../text/labels.ts'
import { usePane } from './pane-context.tsx'
import { Section } from './section.tsx'
import { momentText } from './words.ts'

/** Every time before that a human was asked for. */
export function History() {
  const { conversation } = usePane()
  const now = useNow(60_000)
  const styles = useStyles()
  const past = (conversation?.history ?? []).filter(({ state }) => state !== 'waiting' && state !== 'human')
  if (past.length === 0) return null
  return (
    <Section title={t('conversation.history')}>
      <ul className={styles.list}>{past.map((one) => <li key={one.id}><p className={styles.text}>{wordFor('reason', one.reason)}</p><p className={styles.small}>{endOf(one, now)}</p></li>)}</ul>
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
