import { makeStyles, tokens } from '@fluentui/react-components'
import { MessageMark } from './message-mark.tsx'
import { clockOf } from './times.ts'

/** A reply that is on its way to the server. */
export function PendingBubble({ text, at }: { text: string; at: string }) {
  const styles = useStyles()
  return (
    <li className={styles.line}>
      <p className={styles.bubble}>{text}</p>
      <div className={styles.small}><time dateTime={at}>{clockOf(at)}</time><MessageMark mark="sending" /></div>
    </li>
  )
}

const useStyles = makeStyles({
  line: { display: 'flex', flexDirection: 'column', alignSelf: 'flex-end', alignItems: 'flex-end', maxWidth: '85%', marginTop: tokens.spacingVerticalXS, listStyleType: 'none' },
  bubble: {
    margin: 0, padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalM}`, borderRadius: tokens.borderRadiusLarge, border: `1px dotted ${tokens.colorBrandStroke1}`,
    backgroundColor: tokens.colorNeutralBackground1, whiteSpace: 'pre-wrap', overflowWrap: 'anywhere',
  },
  small: { display: 'flex', gap: tokens.spacingHorizontalXS, fontSize: tokens.fontSizeBase200, color: tokens.colorNeutralForeground2 },
})
