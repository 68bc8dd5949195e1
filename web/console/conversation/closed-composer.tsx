import { Button, makeStyles, tokens } from '@fluentui/react-components'
import { useDesk } from '../state/desk.tsx'
import { t } from '../text/labels.ts'
import { useRun } from './action-bar.tsx'
import { actionsOf, type Writing } from './actions.ts'
import { usePane } from './pane-context.tsx'

type Props = { writing: Exclude<Writing, { kind: 'open' }>; draft: string; wide: boolean }

/** Why one cannot write now, and the one thing that changes it; on little room that stands above the messages only. */
export function ClosedComposer({ writing, draft, wide }: Props) {
  const styles = useStyles()
  return (
    <section className={styles.box} aria-label={t('conversation.answer')}>
      <p className={styles.why}>{whyOf(writing)}</p>
      {draft !== '' && <p className={styles.draft}>{t('conversation.draftKept')}</p>}
      {writing.kind === 'window' ? <TemplateButton possible={writing.template} /> : wide && <MainAction />}
    </section>
  )
}

function whyOf(writing: Props['writing']): string {
  if (writing.kind === 'taken') return t('conversation.closed.taken', { name: writing.by || t('conversation.someone') })
  return t(`conversation.closed.${writing.kind}`)
}

function TemplateButton({ possible }: { possible: boolean }) {
  const { act, busy, say } = usePane()
  const send = () => void act({ kind: 'template' }).then((done) => done && say({ intent: 'success', text: t('conversation.templateSent') }))
  return (
    <>
      <Button appearance="primary" disabledFocusable={!possible || busy} onClick={send} aria-describedby="conversation-template">{t('conversation.template')}</Button>
      <p id="conversation-template" className={useStyles().draft}>{t(possible ? 'conversation.templateWhat' : 'conversation.templateNone')}</p>
    </>
  )
}

function MainAction() {
  const { row, conversation, busy } = usePane()
  const { me } = useDesk()
  const run = useRun()
  const action = actionsOf(row, me, conversation).find(({ name, main }) => main || name === 'start')
  if (!action || action.name === 'handBack' || action.name === 'takeOver') return null
  return <Button appearance="primary" disabledFocusable={busy} onClick={() => run(action.name)}>{t(`conversation.action.${action.name}`)}</Button>
}

const useStyles = makeStyles({
  box: {
    display: 'flex', flexDirection: 'column', alignItems: 'flex-start', gap: tokens.spacingVerticalXS, padding: `${tokens.spacingVerticalM} ${tokens.spacingHorizontalL}`,
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`, backgroundColor: tokens.colorNeutralBackground3,
  },
  why: { margin: 0 },
  draft: { margin: 0, fontSize: tokens.fontSizeBase200, color: tokens.colorNeutralForeground2 },
})
