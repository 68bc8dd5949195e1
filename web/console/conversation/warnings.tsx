import { makeStyles, tokens } from '@fluentui/react-components'
import { t } from '../text/labels.ts'
import { WarningIcon } from './icons.ts'
import { isGrave, type Warning } from './warn.ts'

/** What is better not sent like this, and what to do; said aloud when it comes. */
export function Warnings({ warnings, asking, strange }: { warnings: readonly Warning[]; asking: boolean; /** a short word that has no reply */ strange: boolean }) {
  const styles = useStyles()
  return (
    <div id="conversation-warnings" role="status">
      {warnings.map((warning) => (
        <p key={warning.kind} className={isGrave(warning) ? styles.grave : styles.warning}><WarningIcon className={styles.icon} /><span>{textOf(warning)}</span></p>
      ))}
      {strange && <p role="alert" className={styles.grave}>{t('conversation.warn.slash')}</p>}
      {asking && <p role="alert" className={styles.grave}>{t('conversation.warn.sure')}</p>}
    </div>
  )
}

function textOf(warning: Warning): string {
  switch (warning.kind) {
    case 'longSentence': return t('conversation.warn.longSentence', { n: warning.words })
    case 'form': return t(warning.other === 'je' ? 'conversation.warn.saysJe' : 'conversation.warn.saysU')
    default: return t(`conversation.warn.${warning.kind}`)
  }
}

const useStyles = makeStyles({
  warning: { display: 'flex', gap: tokens.spacingHorizontalXS, margin: 0, fontSize: tokens.fontSizeBase200, color: tokens.colorNeutralForeground1 },
  grave: { display: 'flex', gap: tokens.spacingHorizontalXS, margin: 0, fontSize: tokens.fontSizeBase200, color: tokens.colorPaletteRedForeground1, fontWeight: tokens.fontWeightSemibold },
  icon: { flexShrink: 0, marginTop: '2px' },
})
