import { Badge, Button, makeStyles, tokens, Tooltip } from '@fluentui/react-components'
import { useDesk, useLooking } from '../state/desk.tsx'
import { handleOf } from '../text/handle.ts'
import { t, wordFor } from '../text/labels.ts'
import { BackIcon, DetailsIcon, WarningIcon } from './icons.ts'
import { usePane } from './pane-context.tsx'
import { RemindMenu } from './remind-menu.tsx'
import { firstNameOf, namesText, stateText, stepText } from './words.ts'

/** Where the person is, whose it is, and who else looks at it. `onDetails` null: the details stand beside it. */
export function Header({ onClose, onDetails }: { onClose: () => void; onDetails: (() => void) | null }) {
  const styles = useStyles()
  const { row } = usePane()
  const { me } = useDesk()
  const isOpen = row.state === 'waiting' || row.state === 'human'
  return (
    <header className={styles.header}>
      <Tooltip content={t('conversation.back')} relationship="label"><Button appearance="subtle" icon={<BackIcon />} onClick={onClose} /></Tooltip>
      <div className={styles.titles}>
        <h2 className={styles.title} tabIndex={-1} id="conversation-title">
          {stepText({ step: row.step, number: row.stepNumber })}
          {row.urgent && <Badge color="danger" icon={<WarningIcon />} className={styles.badge}>{t('conversation.urgent')}</Badge>}
        </h2>
        <p className={styles.sub}><span title={row.id}>{t('row.handle', { handle: handleOf(row.id) })}</span> · {stateText(row, me.id)}{isOpen && row.reason && ` · ${wordFor('reason', row.reason)}`}</p>
      </div>
      <RemindMenu />
      {onDetails && <Tooltip content={t('conversation.details')} relationship="label"><Button appearance="subtle" icon={<DetailsIcon />} onClick={onDetails} /></Tooltip>}
    </header>
  )
}

/** "Mo typt…", "Els kijkt ook": two people never answer the same person by accident. */
export function Looking() {
  const { id } = usePane()
  const styles = useStyles()
  const people = useLooking(id)
  const names = (typing: boolean) => namesText(people.filter((one) => one.typing === typing).map(({ name }) => firstNameOf(name)))
  const [typing, looking] = [names(true), names(false)]
  return (
    <span role="status" className={styles.looking}>
      {typing !== '' && <span>{t('conversation.colleagueTyping', { names: typing })}</span>}
      {looking !== '' && <span>{t('conversation.looking', { names: looking })}</span>}
    </span>
  )
}

const useStyles = makeStyles({
  header: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalS, padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalM}` },
  titles: { flex: '1 1 0', minWidth: 0 },
  title: { margin: 0, fontSize: tokens.fontSizeBase400, lineHeight: tokens.lineHeightBase400, fontWeight: tokens.fontWeightSemibold, overflowWrap: 'anywhere' },
  badge: { marginLeft: tokens.spacingHorizontalS },
  sub: { margin: 0, fontSize: tokens.fontSizeBase200, color: tokens.colorNeutralForeground2 },
  looking: { display: 'inline-flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalM, fontStyle: 'italic' },
})
