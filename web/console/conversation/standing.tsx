import { makeStyles, tokens } from '@fluentui/react-components'
import type { DeskConversation, DeskRow } from '../../../bot/desk/contract.ts'
import { useNow } from '../state/desk.tsx'
import { t, wordFor } from '../text/labels.ts'
import { troublesText } from './journey.tsx'
import { usePane } from './pane-context.tsx'
import { Section } from './section.tsx'
import { momentText } from './words.ts'

/** What went wrong over the whole way, the check of code and birth date, and messages that did not arrive. */
export function Standing() {
  const { conversation, row } = usePane()
  const styles = useStyles()
  const now = useNow(30_000)
  if (!conversation) return null
  const troubles = troublesText(conversation.stuck.by)
  const lines = [...checkLines(conversation, now), ...deliveryLines(conversation)]
  return (
    <Section title={t('conversation.wrong')}>
      {troubles !== '' && <p className={styles.line}>{t('conversation.stuck', { what: troubles.charAt(0).toUpperCase() + troubles.slice(1) })}</p>}
      {lines.map((line) => <p key={line} className={styles.line}>{line}</p>)}
      {troubles === '' && lines.length === 0 && <p className={styles.line}>{calmText(row)}</p>}
    </Section>
  )
}

/** Nothing is counted: then why a human is needed all the same. */
function calmText({ state, reason, urgent, flag }: DeskRow): string {
  const needed = state === 'waiting' || state === 'human'
  if (needed && reason) return wordFor('reason', reason)
  if (urgent) return t('conversation.urgent')
  return flag ? wordFor('flag', flag) : t('conversation.wrongNone')
}

function checkLines({ check }: DeskConversation, now: number): string[] {
  const closed = check.closedUntil !== null && Date.parse(check.closedUntil) > now
  return [
    closed && check.closedUntil ? t('conversation.check.closed', { moment: momentText(check.closedUntil, now) }) : '',
    check.misses > 0 ? t(check.misses === 1 ? 'conversation.check.miss' : 'conversation.check.misses', { n: check.misses }) : '',
    check.codeClosed ? t('conversation.check.code', { referentie: check.referentie ?? '' }) : '',
    !check.codeClosed && check.referentie ? t('conversation.check.referentie', { referentie: check.referentie }) : '',
  ].filter((line) => line !== '')
}

function deliveryLines({ deliveries: { failed, parked, waiting } }: DeskConversation): string[] {
  const counts = [[failed, 'failed'], [parked, 'parked'], [waiting, 'waiting']] as const
  return counts.filter(([count]) => count > 0).map(([n, what]) => t(`conversation.deliveries.${what}`, { n }))
}

const useStyles = makeStyles({ line: { margin: 0, fontSize: tokens.fontSizeBase200, overflowWrap: 'anywhere' } })
