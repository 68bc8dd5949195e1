import { Button } from '@fluentui/react-components'
import { Component, type ReactNode } from 'react'
import { t } from '../text/labels.ts'
import { Empty } from './empty.tsx'

/** What breaks while drawing is said, instead of an empty page. */
export class Boundary extends Component<{ children: ReactNode }, { broken: boolean }> {
  override state = { broken: false }

  static getDerivedStateFromError(): { broken: boolean } {
    return { broken: true }
  }

  override render(): ReactNode {
    if (!this.state.broken) return this.props.children
    return (
      <Empty title={t('app.broken')} help={t('app.brokenHelp')}>
        <Button appearance="primary" onClick={() => location.reload()}>{t('app.reload')}</Button>
      </Empty>
    )
  }
}
