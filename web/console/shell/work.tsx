import { Spinner } from '@fluentui/react-components'
import { lazy, type ReactNode, Suspense } from 'react'
import { t } from '../text/labels.ts'
import { Boundary } from './boundary.tsx'
import { Empty } from './empty.tsx'
import { ListPane } from './list-pane.tsx'
import { go, type View } from './route.ts'
import type { Search } from './search.ts'
import { SearchPane } from './search-pane.tsx'

const fetchPane = () => import('../conversation/conversation-pane.tsx')
const ConversationPane = lazy(() => fetchPane().then((module) => ({ default: module.ConversationPane })))
const AuditView = lazy(() => import('../audit/audit-view.tsx').then((module) => ({ default: module.AuditView })))

/** Fetched after the first view, so that opening a conversation need not wait for it. */
export const prefetch = (): void => void fetchPane().catch(() => undefined)

/** The list and the open conversation; or the log. */
export function Work({ view, conversation, search }: { view: View; conversation: string | null; search: Search }) {
  if (view === 'audit') return <main className="work"><Pane><AuditView /></Pane></main>
  return (
    <main className="work">
      {search.state ? <SearchPane search={search} view={view} open={conversation} /> : <ListPane list={view} open={conversation} />}
      <Pane key={conversation}>
        {conversation ? <ConversationPane id={conversation} onClose={() => go({ view, conversation: null })} /> : <Empty title={t('pane.none')} help={t('pane.noneHelp')} />}
      </Pane>
    </main>
  )
}

function Pane({ children }: { children: ReactNode }) {
  return (
    <div className="pane" id="pane" tabIndex={-1}>
      <Boundary><Suspense fallback={<Spinner className="empty" />}>{children}</Suspense></Boundary>
    </div>
  )
}
