import { Button, Spinner } from '@fluentui/react-components'
import type { ReactNode } from 'react'
import { Empty } from '../shell/empty.tsx'
import { t } from '../text/labels.ts'
import type { Boot } from './boot.ts'
import { everybody } from './demo.ts'

type Waiting = Exclude<Boot, { kind: 'in' }>

/** Everything one can see before the desk. */
export function Door({ step, again }: { step: Waiting; again: () => void }) {
  return <main className="door"><div className="door-card">{hasTitle(step) ? null : <h1 className="heard">{t('app.title')}</h1>}{contentOf(step, again)}</div></main>
}

/** Whether its content begins with a heading of the page itself. */
const hasTitle = (step: Waiting) => step.kind === 'signIn' || (step.kind === 'demo' && step.ready && step.problem !== 'used')

function contentOf(step: Waiting, again: () => void): ReactNode {
  if (step.kind === 'starting') return <Spinner label={t('app.loading')} />
  if (step.kind === 'demo') return <DemoDoor {...step} />
  if (step.kind === 'signIn') {
    return (
      <>
        <h1>{t('signIn.title')}</h1>
        <p role={step.problem === 'failed' ? 'alert' : undefined}>{t(step.problem ? `signIn.${step.problem}` : 'signIn.text')}</p>
        <Button appearance="primary" size="large" onClick={step.start}>{t('signIn.button')}</Button>
      </>
    )
  }
  if (step.kind === 'refused') {
    return (
      <Empty title={t('signIn.refused')} help={t('signIn.refusedHelp', { email: step.helpEmail })}>
        <Button onClick={step.other}>{t('signIn.other')}</Button>
      </Empty>
    )
  }
  if (step.problem === 'off') return <Empty title={t('app.off')} help={t('app.offHelp')} />
  return (
    <Empty title={t('app.failed')} help={t('app.failedHelp')}>
      <Button appearance="primary" onClick={again}>{t('app.again')}</Button>
    </Empty>
  )
}

function DemoDoor({ ready, problem, choose }: Extract<Boot, { kind: 'demo' }>) {
  if (!ready || problem === 'used') return <Empty title={t('demo.noLink')} help={t(problem === 'used' ? 'demo.used' : 'demo.noLinkText')} />
  return (
    <>
      <h1>{t('demo.title')}</h1>
      <p>{t('demo.text')}</p>
      {problem ? <p role="alert">{t('app.failed')}</p> : null}
      <ul className="door-people">
        {everybody.map((who) => (
          <li key={who}>
            <Button size="large" className="door-person" onClick={() => choose(who)}>
              <span><strong>{t(`demo.${who}`)}</strong><span>{t(`demo.${who}Role`)}</span></span>
            </Button>
          </li>
        ))}
      </ul>
    </>
  )
}
