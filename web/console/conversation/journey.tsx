import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components'
import type { StepLine } from '../../../bot/desk/contract.ts'
import { t, wordFor } from '../text/labels.ts'
import { CurrentIcon, DoneIcon, OpenIcon } from './icons.ts'
import { usePane } from './pane-context.tsx'
import { Section } from './section.tsx'
import { stepText } from './words.ts'

/** Where the person is: each step, who did it, and what went wrong in it. The picture says done or not; who listens hears it said. */
export function Journey() {
  const { conversation } = usePane()
  const styles = useStyles()
  if (!conversation) return null
  return (
    <Section title={t('conversation.journey')}>
      <ol className={styles.list}>{conversation.steps.map((step) => <StepItem key={step.step} step={step} />)}</ol>
    </Section>
  )
}

function StepItem({ step }: { step: StepLine }) {
  const styles = useStyles()
  const done = step.finishedAt !== null && !step.current
  const Picture = step.current ? CurrentIcon : done ? DoneIcon : OpenIcon
  const troubles = troublesText(step.troubles)
  return (
    <li className={mergeClasses(styles.step, step.current && styles.current)} aria-current={step.current ? 'step' : undefined}>
      <Picture className={styles.picture} />
      <div>
        {stepText(step)}
        <div className={step.current || (done && step.finishedBy === 'human') ? styles.small : styles.heard}>{stateOf(step, done)}</div>
        {troubles !== '' && <div className={styles.trouble}>{troubles}</div>}
      </div>
    </li>
  )
}

function stateOf({ current, finishedBy }: StepLine, done: boolean): string {
  if (current) return t('conversation.stepNow')
  if (!done) return t('conversation.stepOpen')
  return wordFor('conversation.stepDone', finishedBy ?? 'person')
}

/** Lukt niet (2 keer), uitleg gevraagd. */
export function troublesText(troubles: Readonly<Record<string, number>>): string {
  return Object.entries(troubles).filter(([, count]) => count > 0)
    .map(([kind, count]) => (count === 1 ? wordFor('conversation.trouble', kind) : t('conversation.times', { what: wordFor('conversation.trouble', kind), n: count }))).join(', ')
}

const useStyles = makeStyles({
  list: { margin: 0, padding: 0, listStyleType: 'none', display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXS },
  step: { position: 'relative', display: 'flex', gap: tokens.spacingHorizontalS, padding: '2px', borderLeft: '3px solid transparent', '@media (forced-colors: active)': { borderLeftColor: 'Canvas' } },
  current: { borderLeftColor: tokens.colorCompoundBrandStroke, fontWeight: tokens.fontWeightSemibold, '@media (forced-colors: active)': { borderLeftColor: 'Highlight' } },
  picture: { flexShrink: 0, marginTop: '3px' },
  small: { fontSize: tokens.fontSizeBase200, fontWeight: tokens.fontWeightRegular, color: tokens.colorNeutralForeground2 },
  heard: { position: 'absolute', width: '1px', height: '1px', overflow: 'hidden', clipPath: 'inset(50%)' },
  trouble: { fontSize: tokens.fontSizeBase200, fontWeight: tokens.fontWeightRegular, color: tokens.colorPaletteDarkOrangeForeground1 },
})
